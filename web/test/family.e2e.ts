import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { ellipseMask } from '../../src/adapters/cli/demo-pictures.ts'
import type { JobsAccepted } from '../../src/adapters/http/contract/job.ts'
import { resultOf } from '../../src/test-server.ts'
import { studioWithCharacter, upload, type StudioWithCharacter, type Visit } from './test-browser.ts'
import { coverage, expectCoverage, openEditorOf, targetPicture } from './test-canvas.ts'

jest.setTimeout(180_000)
const size = { width: 832, height: 1472 }
let studio: StudioWithCharacter
let visit: Visit
/** The original, an edit of it, and an edit of that one. */
let [original, child, grandchild] = ['', '', '']

beforeAll(async () => {
  studio = await studioWithCharacter()
  const picture = targetPicture(size.width, size.height, { x: 300, y: 600, width: 200, height: 160 })
  original = await upload(studio.url, studio.token, studio.characterId, picture)
  child = await edited(original, 'add a banana', ellipseMask(size.width, size.height))
  grandchild = await edited(child, 'add a red hat', upperQuarter())
  visit = await studio.signedIn()
})
afterAll(() => studio.close())

describe('the lineage of three generations', () => {
  it('shows what was painted in each, until it is switched off', async () => {
    const { page } = visit
    await openLineage(page)
    expect(await page.locator('.node__mask').count()).toBe(2)
    await page.getByRole('switch', { name: 'Show masks' }).click()
    await page.mouse.move(5, 5)
    expect(await page.locator('.node__mask').count()).toBe(0)
  })

  it('stands on its stage without a scroll bar, and makes good use of its height', async () => {
    const { page } = visit
    await openLineage(page)
    const stage = await page.locator('.lineage__map').evaluate((map) => ({
      tooWide: map.scrollWidth > map.clientWidth,
      tooTall: map.scrollHeight > map.clientHeight,
      heightPx: map.clientHeight,
    }))
    const nodes = await page.locator('.node').evaluateAll((all) => all.map((node) => node.getBoundingClientRect().height))
    expect([stage.tooWide, stage.tooTall]).toEqual([false, false])
    for (const heightPx of nodes) expect(heightPx / stage.heightPx).toBeGreaterThan(0.4)
  })
})

describe('the editor of an edit', () => {
  it('takes the mask that its ancestor was made with, not its own, as one step of undo', async () => {
    const { page } = visit
    await openEditorOf(page, grandchild)
    expect(await coverage(page)).toBe('0%')
    await page.getByRole('button', { name: 'Mask files' }).first().click()
    await page.getByRole('menuitem', { name: 'Use the mask of “add a banana”' }).click()
    const { maskCoveragePct } = (await studio.client.get(`/api/v1/images/${child}`)) as { maskCoveragePct: number }
    await expectCoverage(page, `${maskCoveragePct}%`)
    await page.keyboard.press('Control+z')
    await expectCoverage(page, '0%')
  })
})

async function openLineage(page: Page): Promise<void> {
  await page.goto(`/images/${grandchild}/lineage`)
  await page.locator('.node').nth(2).waitFor()
}

async function edited(sourceImageId: string, prompt: string, mask: Uint8Array): Promise<string> {
  const maskedImageBase64Png = Buffer.from(mask).toString('base64')
  const body = { characterId: studio.characterId, sourceImageId, prompt, maskedImageBase64Png }
  const { promptId } = (await studio.client.post('/image/edit/inpaint', body)) as JobsAccepted
  return (await resultOf(studio.client, promptId)).id
}

function upperQuarter(): Uint8Array {
  const mask = new PNG(size)
  for (let at = 3; at < mask.data.length / 4; at += 4) mask.data[at] = 255
  return PNG.sync.write(mask)
}
