import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { ellipseMask } from '../../src/adapters/cli/demo-pictures.ts'
import type { StudioClient } from '../../src/adapters/cli/studio-client.ts'
import type { WireImage } from '../../src/adapters/http/contract/image.ts'
import type { JobsAccepted } from '../../src/adapters/http/contract/job.ts'
import { generate, resultOf } from '../../src/test-server.ts'
import { phone, studioWithCharacter, type StudioWithCharacter } from './test-browser.ts'
import { fingers } from './test-canvas.ts'

jest.setTimeout(180_000)
let studio: StudioWithCharacter
let source: WireImage
let edit: WireImage
let newest: WireImage

beforeAll(async () => {
  studio = await studioWithCharacter()
  const { client, characterId } = studio
  source = await generate(client, characterId, '1:1')
  edit = await edited(client, source)
  newest = await generate(client, characterId, '2:3')
})
afterAll(() => studio.close())

describe('a picture on a desk', () => {
  it('comes nearer by wheel and double click, follows the hand, and never shows a gap', async () => {
    const { page, complaints } = await studio.signedIn()
    await openPicture(page, newest)
    await onStage(page, 0.5, 0.4)
    await page.mouse.wheel(0, -500)
    expect(await scaleOf(page)).toBeGreaterThan(2)
    await page.mouse.down()
    await onStage(page, 3, 3)
    await page.mouse.up()
    const [picture, stage] = [await page.locator('.viewer__fit').boundingBox(), await page.locator('.viewer__zoom').boundingBox()]
    expect(Math.round((picture?.x ?? 1) - (stage?.x ?? 0))).toBeLessThanOrEqual(0)
    await page.locator('.viewer__zoom').dblclick()
    expect(await scaleOf(page)).toBe(1)
    await page.keyboard.press('z')
    await page.getByRole('button', { name: 'Fit or 100%' }).getByText('100%').waitFor()
    expect(complaints).toEqual([])
  })

  it('is walked through by arrows, in the order of the list it was opened from', async () => {
    const { page } = await studio.signedIn()
    await openPicture(page, newest)
    await page.getByText('1 of 3').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.waitForURL(`**/images/${edit.id}`)
    await page.getByText('2 of 3').waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.waitForURL(`**/images/${newest.id}`)
  })

  it('starts its comparison beside what was changed, at an address of its own', async () => {
    const { page } = await studio.signedIn()
    await page.goto(`/images/${edit.id}?compare=true`)
    const handle = page.getByRole('slider')
    await handle.waitFor()
    const left = await leftOfMask(page, edit.id)
    const start = Number(await handle.getAttribute('aria-valuenow'))
    expect(start).toBeLessThan(left)
    expect(start).toBeGreaterThan(left - 5)
  })

  it('tells its family and its recipe, each line to take along', async () => {
    const visit = await studio.signedIn()
    await visit.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const { page } = visit
    await openPicture(page, edit)
    await page.getByRole('heading', { name: 'Edited from' }).waitFor()
    const lines = page.locator('.meta > div')
    expect(await lines.getByRole('button', { name: /^Copy/ }).count()).toBe(await lines.count())
    await page.getByRole('button', { name: 'Copy seed' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(String(edit.seed))
    await page.getByRole('link', { name: 'The original' }).click()
    await page.waitForURL(`**/images/${source.id}`)
    await page.getByRole('heading', { name: 'Edits of this' }).waitFor()
    await page.getByRole('link', { name: 'add a banana' }).click()
    await page.waitForURL(`**/images/${edit.id}`)
  })
})

describe('a picture under a thumb', () => {
  it('is swiped on and back, pinched nearer, and only then pulled about', async () => {
    const { page } = await studio.signedIn(phone)
    await openPicture(page, newest)
    await page.getByText('1 of 3').waitFor()
    await swipe(page, -160)
    await page.waitForURL(`**/images/${edit.id}`)
    await page.locator('.viewer__zoom img').waitFor()
    await swipe(page, 160)
    await page.waitForURL(`**/images/${newest.id}`)
    await page.locator('.viewer__zoom img').waitFor()
    await pinch(page)
    expect(await scaleOf(page)).toBeGreaterThan(1.5)
    await swipe(page, -160)
    expect(new URL(page.url()).pathname).toBe(`/images/${newest.id}`)
  })

  it('is marked in the gallery by a finger that stays', async () => {
    const { page } = await studio.signedIn(phone)
    await page.goto('/gallery')
    const cell = page.locator(`[data-image="${edit.id}"]`)
    await cell.locator('img').waitFor()
    const box = await cell.boundingBox()
    const glass = await fingers(page)
    await glass.down([{ x: (box?.x ?? 0) + 40, y: (box?.y ?? 0) + 40 }])
    await page.getByText('1 selected').waitFor()
    await glass.up()
    await page.locator(`[data-image="${newest.id}"] a`).tap()
    await page.getByText('2 selected').waitFor()
    expect(new URL(page.url()).pathname).toBe('/gallery')
  })
})

async function openPicture(page: Page, image: WireImage): Promise<void> {
  await page.goto(`/images/${image.id}`)
  await page.waitForFunction(() => {
    const shown = document.querySelector<HTMLImageElement>('.viewer__fit')
    return shown !== null && shown.complete && shown.naturalWidth > 0
  })
}

/** Moves the mouse to a place of the stage, 0 to 1 from its left and top edge. */
async function onStage(page: Page, x: number, y: number): Promise<void> {
  const box = await page.locator('.viewer__zoom').boundingBox()
  if (box === null) throw new Error('there is no stage')
  await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 6 })
}

const scaleOf = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { transform } = getComputedStyle(document.querySelector('.viewer__fit') ?? document.body)
    return transform === 'none' ? 1 : new DOMMatrix(transform).a
  })

async function swipe(page: Page, byPx: number): Promise<void> {
  const glass = await fingers(page)
  const box = await page.locator('.viewer__zoom').boundingBox()
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2 - byPx / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2]
  await glass.down([{ x, y }])
  for (let step = 1; step <= 5; step += 1) await glass.move([{ x: x + (byPx * step) / 5, y }])
  await glass.up()
}

async function pinch(page: Page): Promise<void> {
  const glass = await fingers(page)
  const box = await page.locator('.viewer__zoom').boundingBox()
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2]
  const apart = (px: number) => [
    { x: x - px, y },
    { x: x + px, y },
  ]
  await glass.down(apart(40))
  for (const px of [55, 75, 95, 115]) await glass.move(apart(px))
  await glass.up()
}

async function edited(client: StudioClient, from: WireImage): Promise<WireImage> {
  const mask = Buffer.from(ellipseMask(from.width, from.height)).toString('base64')
  const body = { characterId: from.characterId, sourceImageId: from.id, prompt: 'add a banana', maskedImageBase64Png: mask }
  return resultOf(client, ((await client.post('/image/edit/inpaint', body)) as JobsAccepted).promptId)
}

/** Percent of the width at which the stored mask begins. */
const leftOfMask = (page: Page, imageId: string): Promise<number> =>
  page.evaluate(async (id) => {
    const image = await createImageBitmap(await (await fetch(`/api/v1/images/${id}/mask`)).blob())
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d')
    pen?.drawImage(image, 0, 0)
    const { data } = pen?.getImageData(0, 0, image.width, image.height) ?? { data: [] }
    let left = image.width
    for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 0) > 127) left = Math.min(left, (at / 4) % image.width)
    return (100 * left) / image.width
  }, imageId)
