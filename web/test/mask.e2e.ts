import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { coverageOf } from '../../src/domain/mask/coverage.ts'
import { planeOf } from '../../src/domain/mask/plane.ts'
import { decoded, greyOf } from '../../src/test-edit-proof.ts'
import { firstCharacter, resultOf } from '../../src/test-server.ts'
import { phone, realStudio, signIn, upload, type RealStudio } from './test-browser.ts'
import { coverage, drag, editorReady, fingers, middleOf, paintMiddle, stageBox, targetOnScreen, targetPicture } from './test-canvas.ts'

jest.setTimeout(120_000)
const shapes = {
  square: { width: 1024, height: 1024, target: { x: 471, y: 480, width: 90, height: 71 } },
  tall: { width: 832, height: 1472, target: { x: 367, y: 702, width: 98, height: 74 } },
  portrait: { width: 896, height: 1344, target: { x: 403, y: 641, width: 91, height: 83 } },
}
type Shape = keyof typeof shapes
let studio: RealStudio
let first: Awaited<ReturnType<typeof firstCharacter>>
let complaints: readonly string[] = []

beforeAll(async () => {
  studio = await realStudio()
  first = await firstCharacter(studio.url)
})
afterAll(() => studio.close())
afterEach(async () => {
  await studio.closeWindows()
  expect(complaints).toEqual([])
})

describe('what the server stores', () => {
  const cases: readonly { shape: Shape; density: number; zooms: number }[] = [
    { shape: 'square', density: 1, zooms: -2 },
    { shape: 'square', density: 2, zooms: 3 },
    { shape: 'tall', density: 1, zooms: 0 },
    { shape: 'tall', density: 2, zooms: 3 },
    { shape: 'portrait', density: 1, zooms: 3 },
    { shape: 'portrait', density: 2, zooms: -2 },
  ]

  it.each(cases)('is what lay under the hand: $shape, density $density, $zooms zoom steps', async ({ shape, density, zooms }) => {
    const page = await openEditor(shape, { deviceScaleFactor: density })
    for (let step = 0; step < Math.abs(zooms); step += 1) await page.keyboard.press(zooms > 0 ? '+' : '-')
    await page.keyboard.press('r')
    const seen = await targetOnScreen(page, density)
    await drag(page, seen, { x: seen.x + seen.width, y: seen.y + seen.height })
    const { target } = shapes[shape]
    const box = await storedBox(page)
    const edges = (one: typeof target) => [one.x, one.y, one.x + one.width, one.y + one.height]
    edges(box).forEach((edge, at) => expect(Math.abs(edge - (edges(target)[at] ?? -9))).toBeLessThanOrEqual(1))
  })
})

describe('the mask under the hand', () => {
  it('is taken back, brought back and cleared, and guards the button', async () => {
    const page = await openEditor('tall')
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    const apply = page.locator('.panel__foot button')
    await page.locator('.panel__scroll').getByLabel('What should change?').fill('add a banana')
    expect([await apply.innerText(), await apply.isDisabled()]).toEqual(['Paint a mask first', true])
    await paintMiddle(page)
    const painted = await coverage(page)
    expect([painted === '0%', await apply.isEnabled()]).toEqual([false, true])
    await button('Undo').click()
    expect([await coverage(page), await apply.isDisabled()]).toEqual(['0%', true])
    await button('Redo').click()
    expect(await coverage(page)).toBe(painted)
    await button('Clear').click()
    expect([await coverage(page), await apply.isDisabled()]).toEqual(['0%', true])
    await button('Undo').click()
    expect(await coverage(page)).toBe(painted)
    await button('Clear').click()
  })

  it('survives a reload with its words, and is gone nowhere when the hand leaves the canvas', async () => {
    const page = await openEditor('portrait')
    const stage = await stageBox(page)
    const middle = middleOf(stage)
    await drag(page, middle, { x: stage.x + stage.width + 90, y: middle.y })
    // The words beside the title may still speak of an earlier draft: this one is kept when the server has it.
    const saved = page.waitForResponse(
      (answer) => answer.url().includes('/drafts/') && (answer.request().postData() ?? '').includes('a red hat'),
    )
    await page.locator('.panel__scroll').getByLabel('What should change?').fill('a red hat')
    const painted = await coverage(page)
    expect(painted).not.toBe('0%')
    await saved
    await page.reload()
    await editorReady(page)
    expect([await coverage(page), await page.locator('.panel__scroll').getByLabel('What should change?').inputValue()]).toEqual([
      painted,
      'a red hat',
    ])
  })

  it('is left alone by two fingers, and keeps earlier strokes when the system takes the touch away', async () => {
    const page = await openEditor('square', phone)
    const glass = await fingers(page)
    const { x, y } = middleOf(await stageBox(page))
    const before = await shot(page)
    await glass.down([{ x: x - 40, y }])
    await glass.down([
      { x: x - 40, y },
      { x: x + 40, y },
    ])
    for (const step of [1, 2, 3, 4])
      await glass.move([
        { x: x - 40, y: y + step * 15 },
        { x: x + 40, y: y + step * 15 },
      ])
    await glass.up()
    expect(await coverage(page)).toBe('0%')
    expect((await shot(page)).equals(before)).toBe(false)
    await glass.down([{ x: x - 30, y }])
    await glass.move([{ x: x + 30, y }])
    await glass.up()
    const painted = await coverage(page)
    expect(painted).not.toBe('0%')
    await glass.down([{ x, y: y + 60 }])
    await glass.move([{ x, y: y + 90 }])
    await glass.cancel()
    expect(await coverage(page)).toBe(painted)
  })
})

/** The editor of a picture that nobody has edited yet. */
async function openEditor(shape: Shape, options: BrowserContextOptions = {}): Promise<Page> {
  const { width, height, target } = shapes[shape]
  const imageId = await upload(studio.url, first.token, first.characterId, targetPicture(width, height, target))
  const visit = await studio.visit(options)
  complaints = visit.complaints
  await signIn(visit, studio.url)
  await visit.page.goto(`/images/${imageId}/edit`)
  await visit.page.locator('.stage__box canvas').first().waitFor()
  return visit.page
}

/** Sends the edit, waits for its result and reads the mask that is stored with it. */
async function storedBox(page: Page) {
  await page.locator('.panel__scroll').getByLabel('What should change?').fill('add a banana')
  const [answer] = await Promise.all([page.waitForResponse('**/image/edit/inpaint'), page.keyboard.press('Control+Enter')])
  const { promptId } = (await answer.json()) as { promptId: string }
  const { id } = await resultOf(first.client, promptId)
  const mask = await decoded(await first.client.file(`/api/v1/images/${id}/mask`))
  const { bbox } = coverageOf(planeOf(mask.width, mask.height, greyOf(mask)))
  if (bbox === null) throw new Error('the stored mask is empty')
  return bbox
}

const shot = async (page: Page): Promise<Buffer> => page.screenshot({ clip: await stageBox(page) })
