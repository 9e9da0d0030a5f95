import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { fitted, toStage } from '../src/mask-engine/view.ts'
import { standInServer, type StandIn } from './stand-in-server.ts'
import { launch } from './test-browser.ts'

// The built Studio in a real browser: the mask that leaves it must lie exactly where the hand was, at every shape, zoom and pixel density.
const web = join(__dirname, '../../dist/web')
const shapes = [
  { ratio: '1:1', width: 1024, height: 1024 },
  { ratio: '9:16', width: 832, height: 1472 },
  { ratio: '2:3', width: 896, height: 1344 },
]
// A browser that draws in software on a busy machine is slow, and slow is not wrong.
jest.setTimeout(120_000)
let browser: Browser
let server: StandIn | null = null
let context: BrowserContext | null = null

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())
afterEach(async () => {
  await context?.close()
  await server?.close()
})

describe.each(shapes)('the mask of a $ratio picture', (shape) => {
  it.each([{ density: 1 }, { density: 2 }])(
    'lies where the rectangle was drawn at every zoom, at density $density',
    async ({ density }) => {
      const page = await openEditor(shape, { deviceScaleFactor: density })
      const box = await stageBox(page)
      const from = { x: Math.round(shape.width * 0.45), y: Math.round(shape.height * 0.45) }
      const to = { x: Math.round(shape.width * 0.55), y: Math.round(shape.height * 0.52) }
      await page.locator('textarea').first().fill('add a banana')
      for (const [round, zooms] of [0, 3, -3].entries()) {
        await page.locator('.stage__box').focus()
        for (const key of ['0', 'Control+Backspace', 'r']) await page.keyboard.press(key)
        for (let step = 0; step < Math.abs(zooms); step += 1) await page.keyboard.press(zooms > 0 ? '+' : '-')
        const view = viewNow(shape, box, zooms)
        await drag(page, box, [toStage(view, from), toStage(view, to)])
        await page.keyboard.press('Control+Enter')
        await until(() => server?.edits.length === round + 1)
        const mask = maskOf(round)
        const slackPx = Math.max(1, 1 / view.scale)
        const bounds = boundsOf(mask)
        expect({ width: mask.width, height: mask.height }).toEqual({ width: shape.width, height: shape.height })
        expect(Math.abs(bounds.x0 - from.x)).toBeLessThanOrEqual(slackPx)
        expect(Math.abs(bounds.y0 - from.y)).toBeLessThanOrEqual(slackPx)
        expect(Math.abs(bounds.x1 - to.x)).toBeLessThanOrEqual(slackPx)
        expect(Math.abs(bounds.y1 - to.y)).toBeLessThanOrEqual(slackPx)
        expect(bounds.colours).toEqual([0])
      }
    },
  )
})

describe('the editor', () => {
  const shape = shapes[1] ?? { width: 832, height: 1472 }

  it('asks for a mask first and keeps mask and words when the server fails', async () => {
    const page = await openEditor(shape)
    expect(await page.getByRole('button', { name: 'Paint a mask first' }).last().isDisabled()).toBe(true)
    await paintMiddle(page)
    const coverage = await page.locator('.coverage').innerText()
    await page.locator('textarea').first().fill('add a banana')
    server?.failNext()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Something broke on our side').waitFor()
    expect(await page.locator('.coverage').innerText()).toBe(coverage)
    expect(await page.locator('textarea').first().inputValue()).toBe('add a banana')
    await page.keyboard.press('Control+Enter')
    await until(() => server?.edits.length === 1)
  })

  it('brings mask and words back after a reload', async () => {
    const page = await openEditor(shape)
    await paintMiddle(page)
    await page.locator('textarea').first().fill('a red hat')
    const coverage = await page.locator('.coverage b').innerText()
    await until(() => server?.draft()?.includes('a red hat') === true)
    await page.reload()
    await page.getByText('Your draft is back').waitFor()
    expect(await page.locator('.coverage b').innerText()).toBe(coverage)
    expect(await page.locator('textarea').first().inputValue()).toBe('a red hat')
  })

  it('keeps a stroke that leaves the canvas, and takes it back by undo', async () => {
    const page = await openEditor(shape)
    const box = await stageBox(page)
    await drag(page, box, [
      { x: box.width / 2, y: box.height / 2 },
      { x: box.width + 200, y: box.height / 2 },
      { x: box.width / 2, y: box.height / 2 + 60 },
    ])
    expect(await page.locator('.coverage b').innerText()).not.toBe('0%')
    await page.keyboard.press('Control+z')
    expect(await page.locator('.coverage b').innerText()).toBe('0%')
    await page.keyboard.press('Control+Shift+Z')
    expect(await page.locator('.coverage b').innerText()).not.toBe('0%')
  })

  it('erases with the right button', async () => {
    const page = await openEditor(shape)
    await paintMiddle(page)
    const box = await stageBox(page)
    for (let step = 0; step < 6; step += 1) await page.keyboard.press(']')
    await drag(page, box, middleLine(box), 'right')
    expect(await page.locator('.coverage b').innerText()).toBe('0%')
  })

  it('can be worked by keys alone', async () => {
    const page = await openEditor(shape)
    await page.locator('.stage__box').focus()
    await page.keyboard.press('Enter')
    await page.getByText(/Mask \d[\d.]* percent/).waitFor({ state: 'attached' })
    expect(await page.locator('.coverage b').innerText()).not.toBe('0%')
  })
})

async function openEditor(
  shape: { readonly width: number; readonly height: number },
  options: { readonly deviceScaleFactor?: number } = {},
): Promise<Page> {
  server = await standInServer(web, { ...shape, picture: greyPicture(shape) })
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto(`${server.url}/images/${server.imageId}/edit`)
  await page.locator('.stage__box canvas').first().waitFor()
  return page
}

function greyPicture({ width, height }: { readonly width: number; readonly height: number }): Buffer {
  const picture = new PNG({ width, height })
  picture.data.fill(128)
  return PNG.sync.write(picture, { filterType: 0, deflateLevel: 1 })
}

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
type Point = { readonly x: number; readonly y: number }

async function stageBox(page: Page): Promise<Box> {
  const box = await page.locator('.stage__box').boundingBox()
  if (box === null) throw new Error('The stage is not on the page')
  return box
}

/** The view as it must be: the whole picture with 20 px of air, zoomed about the middle. */
function viewNow(shape: { readonly width: number; readonly height: number }, box: Box, zooms: number) {
  const start = fitted({ widthPx: shape.width, heightPx: shape.height }, { widthPx: box.width, heightPx: box.height }, 20)
  const scale = start.scale * (zooms > 0 ? 1.25 : 0.8) ** Math.abs(zooms)
  return { scale, x: box.width / 2 - (shape.width * scale) / 2, y: box.height / 2 - (shape.height * scale) / 2 }
}

async function drag(page: Page, box: Box, points: readonly (Point | undefined)[], button: 'left' | 'right' = 'left'): Promise<void> {
  const [first, ...rest] = points.filter((point) => point !== undefined)
  if (first === undefined) return
  await page.mouse.move(box.x + first.x, box.y + first.y)
  await page.mouse.down({ button })
  for (const point of rest) await page.mouse.move(box.x + point.x, box.y + point.y, { steps: 8 })
  await page.mouse.up({ button })
}

const middleLine = (box: Box): readonly Point[] => [
  { x: box.width / 2 - 60, y: box.height / 2 },
  { x: box.width / 2 + 60, y: box.height / 2 },
]

const paintMiddle = async (page: Page): Promise<void> => {
  const box = await stageBox(page)
  await drag(page, box, middleLine(box))
}

/** The mask of the edit that was asked for in this round. */
const maskOf = (round: number): PNG => PNG.sync.read(Buffer.from(String(server?.edits[round]?.['maskedImageBase64Png']), 'base64'))

function boundsOf(mask: PNG): {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
  readonly colours: readonly number[]
} {
  let [x0, y0, x1, y1] = [mask.width, mask.height, 0, 0]
  const colours = new Set<number>()
  for (let at = 0; at < mask.width * mask.height; at += 1) {
    for (const channel of [0, 1, 2]) colours.add(mask.data[at * 4 + channel] ?? -1)
    if ((mask.data[at * 4 + 3] ?? 0) < 128) continue
    const [x, y] = [at % mask.width, Math.floor(at / mask.width)]
    ;[x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x + 1), Math.max(y1, y + 1)]
  }
  return { x0, y0, x1, y1, colours: [...colours] }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((next) => setTimeout(next, 25))
}
