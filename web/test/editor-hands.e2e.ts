import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { decoded } from '../../src/test-edit-proof.ts'
import { firstCharacter } from '../../src/test-server.ts'
import { phone, realStudio, signIn, upload, type RealStudio } from './test-browser.ts'
import { coverage, fingers, middleOf, openEditorOf, paintMiddle, stageBox, targetPicture, type Box, type Point } from './test-canvas.ts'

jest.setTimeout(180_000)
let studio: RealStudio
let first: Awaited<ReturnType<typeof firstCharacter>>
let imageId: string
let complaints: readonly string[] = []

beforeAll(async () => {
  studio = await realStudio()
  first = await firstCharacter(studio.url)
  imageId = await newPicture()
})
afterAll(() => studio.close())
afterEach(async () => {
  await studio.closeWindows()
  expect(complaints).toEqual([])
})

describe('the mouse', () => {
  it('draws a straight line from where the last stroke ended with Shift', async () => {
    const page = await openEditor(await newPicture())
    const { x, y } = middleOf(await stageBox(page))
    await page.mouse.click(x - 100, y)
    const dot = await coverage(page)
    await page.keyboard.down('Shift')
    await page.mouse.click(x + 100, y)
    await page.keyboard.up('Shift')
    expect(Number.parseFloat(await coverage(page))).toBeGreaterThan(Number.parseFloat(dot) * 3)
    await page.keyboard.press('Control+z')
    expect(await coverage(page)).toBe(dot)
  })

  it('drags the size and the hardness of the brush with Alt and the right button, and paints nothing', async () => {
    const page = await openEditor(await newPicture())
    const { x, y } = middleOf(await stageBox(page))
    const outputs = async (): Promise<number[]> =>
      (await page.locator('.statusbar output').allInnerTexts()).map((text) => Number.parseFloat(text))
    const [sizePx = 0, hardnessPct = 0] = await outputs()
    await page.keyboard.down('Alt')
    await page.mouse.move(x, y)
    await page.mouse.down({ button: 'right' })
    await page.mouse.move(x + 40, y + 60, { steps: 20 })
    await page.mouse.up({ button: 'right' })
    await page.keyboard.up('Alt')
    const [dragged = 0, softened = 0] = await outputs()
    expect([dragged > sizePx + 40, softened]).toEqual([true, hardnessPct - 30])
    expect(await coverage(page)).toBe('0%')
  })

  it('takes away with Alt, and with the eraser, whose size is its own', async () => {
    const page = await openEditor(await newPicture())
    const size = page.locator('.statusbar output').first()
    await paintMiddle(page)
    const painted = await coverage(page)
    await page.keyboard.down('Alt')
    await page.mouse.click(middleOf(await stageBox(page)).x, middleOf(await stageBox(page)).y)
    await page.keyboard.up('Alt')
    expect(await coverage(page)).not.toBe(painted)
    const brushPx = await size.innerText()
    await page.keyboard.press('e')
    expect(await size.innerText()).not.toBe(brushPx)
    for (let step = 0; step < 8; step += 1) await page.keyboard.press(']')
    await paintMiddle(page)
    expect(await coverage(page)).toBe('0%')
    await page.keyboard.press('b')
    expect(await size.innerText()).toBe(brushPx)
  })

  it('picks what is alike with the wand, and encloses with lasso and polygon', async () => {
    const page = await openEditor(await newPicture())
    const { x, y } = middleOf(await stageBox(page))
    await page.keyboard.press('s')
    await page.mouse.click(x, y)
    expect(await page.locator('.coverage').innerText()).toMatch(/200 × 160 px/)
    for (const [key, act] of [
      ['l', lassoAround],
      ['p', polygonAround],
    ] as const) {
      await page.keyboard.press('Control+Backspace')
      await page.keyboard.press(key)
      await act(page, { x, y })
      expect([key, Number.parseFloat(await coverage(page)) > 0.5]).toEqual([key, true])
    }
  })
})

describe('the edge on the stage', () => {
  it('is soft as it will be pasted, and as it was painted when that is asked for', async () => {
    const page = await openEditor(await newPicture({ x: 0, y: 0, width: 2, height: 2 }))
    await paintMiddle(page)
    await page.mouse.move(0, 0)
    const soft = page.locator('.panel__scroll').getByLabel('Soft edge', { exact: true })
    const seen = async (): Promise<number> => tintOnStage(page)
    await soft.press('Home')
    const hard = await settled(seen)
    expect(hard).toBeGreaterThan(0)
    await soft.press('End')
    const faded = await once(seen, (tint) => tint < hard * 0.9)
    await page.locator('.panel__scroll').getByLabel('Grow', { exact: true }).press('End')
    await once(seen, (tint) => tint > faded * 1.5)
    await page
      .locator('.panel__scroll')
      .getByRole('switch', { name: /Show what will be pasted/ })
      .click()
    await once(seen, (tint) => Math.abs(tint / hard - 1) < 0.05)
  })
})

describe('mask files', () => {
  it('go out as grey and as RGBA, and come in again', async () => {
    const page = await openEditor(await newPicture())
    await paintMiddle(page)
    const painted = await coverage(page)
    const save = async (name: string): Promise<Uint8Array> => {
      await page.locator('.panel__scroll').getByRole('button', { name: 'Mask files' }).click()
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name }).click()])
      const parts: Buffer[] = []
      for await (const part of await file.createReadStream()) parts.push(part as Buffer)
      return Buffer.concat(parts)
    }
    const files = { grey: await save('Download as grey PNG'), rgba: await save('Download as RGBA PNG') }
    const [grey, rgba] = [await decoded(files.grey), await decoded(files.rgba)]
    expect(rgba.data.every((value, at) => (at % 4 === 3 ? value === grey.data[at - 3] : value === 0))).toBe(true)
    for (const buffer of [files.grey, files.rgba]) {
      await page.getByRole('button', { name: 'Clear' }).click()
      const input = page.locator('.panel__scroll input[type=file]')
      await input.setInputFiles({ name: 'mask.png', mimeType: 'image/png', buffer: Buffer.from(buffer) })
      await page.waitForFunction((wanted) => document.querySelector('.coverage b')?.textContent === wanted, painted)
    }
  })
})

describe('a pen', () => {
  it('draws, and from then on fingers only move the picture', async () => {
    const page = await openEditor(await newPicture(), phone)
    const middle = middleOf(await stageBox(page))
    const session = await page.context().newCDPSession(page)
    const pen = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', x: number) =>
      session.send('Input.dispatchMouseEvent', {
        type,
        x,
        y: middle.y,
        button: 'left',
        buttons: 1,
        clickCount: 1,
        pointerType: 'pen',
        force: 0.5,
      })
    await pen('mousePressed', middle.x - 50)
    for (const step of [20, 40, 60, 80, 100]) await pen('mouseMoved', middle.x - 50 + step)
    await pen('mouseReleased', middle.x + 50)
    const drawn = await coverage(page)
    expect(drawn).not.toBe('0%')
    const glass = await fingers(page)
    await glass.down([middle])
    await glass.move([{ x: middle.x, y: middle.y + 60 }])
    await glass.up()
    expect(await coverage(page)).toBe(drawn)
  })
})

describe('on a phone', () => {
  it('words about the work cover neither Generate nor the tools', async () => {
    const page = await openEditor(imageId, phone)
    await paintMiddle(page)
    await page.waitForResponse((answer) => answer.url().includes('/drafts/') && answer.request().method() === 'PUT')
    await page.reload()
    const said = page.getByText('Your draft is back')
    await said.waitFor()
    const toast = await boxOf(page, '[data-sonner-toast]')
    for (const part of ['.sheet-handle', '.strip', '.tools', '.statusbar', '.stage__hud']) {
      const other = await boxOf(page, part)
      expect({ part, apart: toast.y + toast.height <= other.y || toast.y >= other.y + other.height }).toEqual({ part, apart: true })
    }
  })

  it('everything that is pressed is as big as a finger', async () => {
    const page = await openEditor(imageId, phone)
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.editor button, .editor a, .editor input')]
        .filter((each) => each.offsetParent !== null && each.getBoundingClientRect().width > 0)
        .map(
          (each) =>
            ({ name: each.ariaLabel ?? each.textContent, ...each.getBoundingClientRect().toJSON() }) as {
              name: string
              width: number
              height: number
            },
        )
        .filter(({ width, height }) => width > 2 && Math.max(width, height) < 44)
        .map(({ name }) => name),
    )
    expect(small).toEqual([])
  })
})

async function newPicture(target: Box = { x: 316, y: 656, width: 200, height: 160 }): Promise<string> {
  const picture = targetPicture(832, 1472, target)
  return upload(studio.url, first.token, first.characterId, picture)
}

async function openEditor(id: string, options: BrowserContextOptions = {}): Promise<Page> {
  const visit = await studio.visit(options)
  complaints = visit.complaints
  await signIn(visit, studio.url)
  await openEditorOf(visit.page, id)
  return visit.page
}

async function boxOf(page: Page, selector: string): Promise<Box> {
  const box = await page.locator(selector).first().boundingBox()
  if (box === null) throw new Error(`${selector} is not on the page`)
  return box
}

async function lassoAround(page: Page, { x, y }: Point): Promise<void> {
  await page.mouse.move(x - 60, y - 60)
  await page.mouse.down()
  for (const [dx, dy] of [
    [60, -60],
    [60, 60],
    [-60, 60],
  ] as const)
    await page.mouse.move(x + dx, y + dy, { steps: 4 })
  await page.mouse.up()
}

async function polygonAround(page: Page, { x, y }: Point): Promise<void> {
  for (const [dx, dy] of [
    [-60, -60],
    [60, -60],
    [60, 60],
    [-60, -60],
  ] as const)
    await page.mouse.click(x + dx, y + dy)
}

/** How much of the mask's tint is on the stage: the picture is grey, so whatever has a colour is mask. */
async function tintOnStage(page: Page): Promise<number> {
  const { data } = await decoded(await page.screenshot({ clip: await stageBox(page) }))
  let sum = 0
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]]
    const colour = Math.max(red, green, blue) - Math.min(red, green, blue)
    if (colour > 16) sum += colour
  }
  return sum
}

/** The figure, once it is as it should be; what is drawn beside the page's main thread comes when it comes. */
async function once(figure: () => Promise<number>, asItShould: (value: number) => boolean): Promise<number> {
  for (;;) {
    const now = await figure()
    if (asItShould(now)) return now
  }
}

/** The same figure twice in a row: nothing is on its way any more. */
async function settled(figure: () => Promise<number>): Promise<number> {
  for (let before = -1; ;) {
    const now = await figure()
    if (now === before) return now
    before = now
  }
}
