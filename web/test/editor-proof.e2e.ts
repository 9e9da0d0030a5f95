import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { WireImage } from '../../src/adapters/http/contract/image.ts'
import { resultOf } from '../../src/test-server.ts'
import { studioWithCharacter, upload, type StudioWithCharacter, type Visit } from './test-browser.ts'
import { openEditorOf, paintMiddle, promptOf, resultShown, sendEdit, targetPicture } from './test-canvas.ts'
import { expectOnlyTheMaskChanged } from './test-proof.ts'

jest.setTimeout(240_000)
const shapes = [
  { ratio: '1:1', width: 1024, height: 1024 },
  { ratio: '9:16', width: 832, height: 1472 },
  { ratio: '2:3', width: 896, height: 1344 },
]
const zooms = [
  { zoom: 'from far away', key: '-', times: 3 },
  { zoom: 'as it fits', key: '0', times: 1 },
  { zoom: 'from near', key: '+', times: 4 },
]
let studio: StudioWithCharacter
let visit: Visit

beforeAll(async () => {
  studio = await studioWithCharacter()
  visit = await studio.signedIn()
})
afterAll(() => studio.close())

describe.each(shapes)('an edit of a $ratio picture', (shape) => {
  it.each(zooms)('painted $zoom changes not one byte outside of what was painted', async ({ key, times }) => {
    const page = await openPicture(shape)
    for (let step = 0; step < times; step += 1) await page.keyboard.press(key)
    await paintMiddle(page)
    await expectOnlyTheMaskChanged(downloaded, await edited(page))
  })
})

describe('an edit that is grown and soft as far as the sliders go', () => {
  it('keeps the promise too', async () => {
    const page = await openPicture({ width: 1024, height: 1024 })
    await paintMiddle(page)
    for (const name of ['Grow', 'Soft edge']) await page.locator('.panel__scroll').getByLabel(name, { exact: true }).press('End')
    const edit = await edited(page)
    expect(edit.params).toMatchObject({ growPx: 64, featherPx: 64 })
    await expectOnlyTheMaskChanged(downloaded, edit, { growPx: 64, featherPx: 64 })
  })
})

async function openPicture({ width, height }: { readonly width: number; readonly height: number }): Promise<Page> {
  const picture = targetPicture(width, height, { x: 300, y: 300, width: 200, height: 160 })
  await openEditorOf(visit.page, await upload(studio.url, studio.token, studio.characterId, picture))
  return visit.page
}

/** Sends what is painted and waits until its result is seen. */
async function edited(page: Page): Promise<WireImage> {
  await promptOf(page).fill('add a banana')
  const [jobId = ''] = await sendEdit(page)
  const edit = await resultOf(studio.client, jobId)
  await resultShown(page)
  return edit
}

/** As the browser gets it when somebody saves the file. */
async function downloaded(path: string): Promise<Uint8Array> {
  const answer = await visit.context.request.get(path.endsWith('/file') ? `${path}?download=true` : path)
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}`)
  return answer.body()
}
