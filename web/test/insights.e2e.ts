import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { ellipseMask } from '../../src/adapters/cli/demo-pictures.ts'
import type { WireImage } from '../../src/adapters/http/contract/image.ts'
import type { JobsAccepted } from '../../src/adapters/http/contract/job.ts'
import { generate, resultOf } from '../../src/test-server.ts'
import { studioWithCharacter, type StudioWithCharacter, type Visit } from './test-browser.ts'

jest.setTimeout(180_000)
let studio: StudioWithCharacter
let visit: Visit
let page: Page
let parent: WireImage
let edit: WireImage

beforeAll(async () => {
  studio = await studioWithCharacter()
  const { client, characterId } = studio
  parent = await generate(client, characterId, '1:1')
  const mask = Buffer.from(ellipseMask(parent.width, parent.height)).toString('base64')
  const body = { characterId, sourceImageId: parent.id, prompt: 'add a banana', maskedImageBase64Png: mask }
  edit = await resultOf(client, ((await client.post('/image/edit/inpaint', body)) as JobsAccepted).promptId)
  visit = await studio.signedIn({ acceptDownloads: true })
  page = visit.page
  const liked = { data: { favourite: true }, headers: { origin: studio.url } }
  await visit.context.request.patch(`${studio.url}/api/v1/images/${edit.id}`, liked)
})
afterAll(() => studio.close())

describe('insights', () => {
  it('count what was made, and every chart has a table and a file behind it', async () => {
    await page.goto('/insights')
    await page.getByText('Pictures made').waitFor()
    expect(await page.locator('.kpi b').first().innerText()).toBe('2')
    const chart = page.getByRole('region', { name: 'How much of a picture is repainted', exact: true })
    await chart.getByRole('button', { name: /as a table/ }).click()
    expect(await chart.locator('tbody tr').count()).toBe(20)
    const told = await chart.locator('tbody tr td:nth-child(2)').allInnerTexts()
    expect(told.reduce((sum, edits) => sum + Number(edits), 0)).toBe(1)
    const [file] = await Promise.all([page.waitForEvent('download'), chart.getByRole('link', { name: /as CSV/ }).click()])
    expect(file.suggestedFilename()).toBe('coverage.csv')
  })

  it('whose program could not be fetched come by themselves once the line is back', async () => {
    const other = await studio.signedIn()
    await other.page.goto('/gallery')
    await other.page.locator('[data-image] img').first().waitFor()
    await other.context.setOffline(true)
    const failed = (): Promise<unknown> => other.page.waitForEvent('requestfailed', (one) => one.url().includes('insights-page'))
    // Pointed at, and then pressed: the program is asked for twice.
    await Promise.all([failed(), other.page.getByRole('link', { name: 'Insights' }).first().hover()])
    await other.page.getByRole('link', { name: 'Insights' }).first().click()
    await other.page.getByRole('heading', { name: 'This page broke' }).first().waitFor()
    await other.context.setOffline(false)
    await other.page.getByText('Pictures made').waitFor()
    await other.context.close()
  })

  it('are read by keys, column by column', async () => {
    const reader = page.getByRole('slider', { name: /^Made each day/ })
    await reader.focus()
    await reader.press('End')
    expect(await reader.getAttribute('aria-valuetext')).toMatch(/: 1 new picture, 1 edit$/)
    await reader.press('ArrowLeft')
    expect(await reader.getAttribute('aria-valuetext')).toMatch(/: 0 new pictures, 0 edits$/)
  })

  it('follow the filters, which are part of the address', async () => {
    await page.getByLabel('Kind').selectOption('edit')
    await page.waitForURL(/only=edit/)
    await page.waitForFunction(() => document.querySelector('.kpi b')?.textContent === '1')
    await page.getByRole('radio', { name: '7 days' }).check({ force: true })
    await page.waitForURL(/days=7/)
    await page.reload()
    await page.waitForFunction(() => document.querySelector('.kpi b')?.textContent === '1')
  })
})

describe('the audit', () => {
  it('lists what was done, and leads to the history of each', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await page.waitForURL('**/audit')
    await page.getByRole('link', { name: 'History: Marked as favourite' }).click()
    await page.waitForURL((url) => url.searchParams.get('image') === edit.id)
    await page.getByRole('heading', { name: /^At / }).waitFor()
  })

  it('is reached from a picture, and shows it as it was at any moment', async () => {
    await page.goto(`/images/${edit.id}`)
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'History' }).click()
    const state = page.getByRole('complementary', { name: 'State at this moment' })
    await state.getByText('In the gallery').waitFor()
    await state.getByText('Yes', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'One event back' }).click()
    await page.waitForURL(/at=/)
    await state.getByText('Not at this moment').waitFor()
    await page.getByRole('slider', { name: 'Moment in time' }).press('Home')
    await state
      .getByText('Not there yet')
      .or(state.getByText('Waiting', { exact: true }))
      .waitFor()
    await page.getByRole('button', { name: 'Back to now' }).click()
    await state.getByText('Yes', { exact: true }).waitFor()
  })

  it('tells of an event by whom, when, and because of what', async () => {
    await page.getByRole('button', { name: 'Details: Marked as favourite' }).click()
    const dialog = page.getByRole('dialog', { name: 'Marked as favourite' })
    await dialog.getByText('ImageAssetFavourited').waitFor()
    await dialog.getByText('tester', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })
})

describe('verify', () => {
  const fileOf = async ({ id }: WireImage): Promise<Buffer> =>
    (await visit.context.request.get(`${studio.url}/api/v1/images/${id}/file?download=true`)).body()
  const check = (on: Page, buffer: Buffer, mimeType = 'image/png'): Promise<void> =>
    on.locator('input[type=file]').setInputFiles({ name: 'a picture', mimeType, buffer })

  it('given a signed file, then a stranger learns that it was made here, from what, and where it was edited', async () => {
    const stranger = await studio.visit()
    const asked: string[] = []
    stranger.page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
    await stranger.page.goto('/verify')
    await stranger.page.getByRole('button', { name: 'Choose a picture' }).waitFor()
    await check(stranger.page, await fileOf(edit))
    await stranger.page.getByRole('heading', { name: 'Made here, intact' }).waitFor()
    expect(await stranger.page.locator('.steps-list li').count()).toBe(2)
    await stranger.page.getByRole('img', { name: 'Drawn anew' }).waitFor()
    expect(asked.filter((request) => !request.startsWith('GET ') || request.includes('/images'))).toEqual([])
    expect(stranger.complaints).toEqual([])
  })

  it('given one pixel that is another, then it is altered, and it is said which step', async () => {
    await page.goto('/verify')
    await page.getByRole('button', { name: 'Choose a picture' }).waitFor()
    await check(page, withOnePixelChanged(await fileOf(edit)))
    await page.getByRole('heading', { name: 'Altered', exact: true }).waitFor()
    const steps = page.locator('.steps-list li')
    await steps.nth(0).getByText('Altered', { exact: true }).waitFor()
    await steps.nth(1).getByText('Intact', { exact: true }).waitFor()
    await page.getByText('The bytes of the picture are not those that were signed.').waitFor()
    expect(await page.locator('.steps-list img').count()).toBe(2)
  })

  it('given a picture without credentials, then it says nothing', async () => {
    const jpeg = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(16, 16)
      canvas.getContext('2d')?.fillRect(0, 0, 8, 8)
      return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())]
    })
    await check(page, Buffer.from(jpeg), 'image/jpeg')
    await page.getByRole('heading', { name: 'This file says nothing' }).waitFor()
    expect(visit.complaints).toEqual([])
  })
})

/** The same file with one sample of one pixel one higher, and its manifest where it was. */
function withOnePixelChanged(file: Buffer): Buffer {
  const picture = PNG.sync.read(file)
  picture.data[0] = (picture.data[0] ?? 0) ^ 1
  const drawn = chunksOf(PNG.sync.write(picture, { colorType: 2, filterType: 0, deflateLevel: 1 })).filter(({ type }) => type === 'IDAT')
  const [before, after] = [chunksOf(file), chunksOf(file)].map((chunks, side) => {
    const first = chunks.findIndex(({ type }) => type === 'IDAT')
    const last = chunks.findLastIndex(({ type }) => type === 'IDAT')
    return side === 0 ? chunks.slice(0, first) : chunks.slice(last + 1)
  })
  return Buffer.concat([file.subarray(0, 8), ...[...(before ?? []), ...drawn, ...(after ?? [])].map(({ bytes }) => bytes)])
}

function chunksOf(png: Buffer): readonly { readonly type: string; readonly bytes: Buffer }[] {
  const chunks = []
  for (let at = 8; at < png.length;) {
    const end = at + 12 + png.readUInt32BE(at)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), bytes: png.subarray(at, end) })
    at = end
  }
  return chunks
}
