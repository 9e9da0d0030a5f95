import type { CDPSession, Locator, Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { decoded } from '../../src/test-edit-proof.ts'

export type Point = { readonly x: number; readonly y: number }
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

const ground = 90

/** A grey picture with a purple rectangle in it, to be found on the screen and in the mask. */
export function targetPicture(width: number, height: number, target: Box): Buffer {
  const png = new PNG({ width, height })
  png.data.fill(Buffer.from([ground, ground, ground, 255]))
  for (let y = target.y; y < target.y + target.height; y += 1) {
    const from = (y * width + target.x) * 4
    png.data.fill(Buffer.from([255, 0, 255, 255]), from, from + target.width * 4)
  }
  return PNG.sync.write(png, { filterType: 0, deflateLevel: 1 })
}

/** Where the purple rectangle is seen, in CSS pixels of the page and finer than one: its soft edge tells the fraction. */
export async function targetOnScreen(page: Page, density: number): Promise<Box> {
  const stage = await stageBox(page)
  const seen = await decoded(await page.screenshot({ clip: stage }))
  const share = (x: number, y: number): number => {
    const at = (y * seen.width + x) * 4
    const purple = (seen.data[at] ?? 0) > (seen.data[at + 1] ?? 0) + 8
    return purple ? Math.min(1, Math.max(0, (ground - (seen.data[at + 1] ?? 0)) / ground)) : 0
  }
  const middle = { x: Math.floor(seen.width / 2), y: Math.floor(seen.height / 2) }
  const run = (from: number, step: 1 | -1, shareAt: (at: number) => number): number => {
    let sum = 0
    for (let at = from; at >= 0 && shareAt(at) > 0; at += step) sum += shareAt(at)
    return sum
  }
  const along = (at: number) => share(at, middle.y)
  const down = (at: number) => share(middle.x, at)
  const [left, right] = [middle.x - run(middle.x - 1, -1, along), middle.x + run(middle.x, 1, along)]
  const [top, bottom] = [middle.y - run(middle.y - 1, -1, down), middle.y + run(middle.y, 1, down)]
  return {
    x: stage.x + left / density,
    y: stage.y + top / density,
    width: (right - left) / density,
    height: (bottom - top) / density,
  }
}

export async function stageBox(page: Page): Promise<Box> {
  const box = await page.locator('.stage__box').boundingBox()
  if (box === null) throw new Error('the stage is not on the page')
  return box
}

export const middleOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 })

export async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 8 })
  await page.mouse.up()
}

/** The editor of a picture, once its draft has been read: from here on what is painted is kept. */
export async function openEditorOf(page: Page, imageId: string): Promise<void> {
  await page.goto(`/images/${imageId}/edit`)
  await editorReady(page)
}

export const editorReady = (page: Page): Promise<void> => page.locator('.editor[aria-busy=false] .stage__box canvas').first().waitFor()

export const promptOf = (page: Page): Locator => page.locator('.panel__scroll').getByLabel('What should change?')

/** Sends the edit; the ids of its jobs. */
export async function sendEdit(page: Page): Promise<readonly string[]> {
  const [answer] = await Promise.all([page.waitForResponse('**/image/edit/inpaint'), page.keyboard.press('Control+Enter')])
  return ((await answer.json()) as { promptIds: readonly string[] }).promptIds
}

/** The first result of a run has come up beside its source. An engine on a busy machine takes its time. */
export const resultShown = (page: Page): Promise<void> => page.locator('.stage__compare').waitFor({ timeout: 90_000 })

export async function expectCoverage(page: Page, expected: string): Promise<void> {
  await page.waitForFunction((wanted) => document.querySelector('.coverage b')?.textContent === wanted, expected)
}

/** A stroke of 120 px across the middle of the stage. */
export async function paintMiddle(page: Page): Promise<void> {
  const { x, y } = middleOf(await stageBox(page))
  await drag(page, { x: x - 60, y }, { x: x + 60, y })
}

/** Fingers on the glass, as the browser's own input sends them. */
export async function fingers(page: Page): Promise<{
  down(points: readonly Point[]): Promise<void>
  move(points: readonly Point[]): Promise<void>
  up(): Promise<void>
  cancel(): Promise<void>
}> {
  const session: CDPSession = await page.context().newCDPSession(page)
  const send = async (type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel', points: readonly Point[] = []): Promise<void> => {
    await session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(({ x, y }, id) => ({ x, y, id })) })
  }
  return {
    down: (points) => send('touchStart', points),
    move: (points) => send('touchMove', points),
    up: () => send('touchEnd'),
    cancel: () => send('touchCancel'),
  }
}

/** "2.4%" beside the canvas. */
export const coverage = (page: Page): Promise<string> => page.locator('.coverage b').innerText()
