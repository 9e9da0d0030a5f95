import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type { WireImage } from '../../src/adapters/http/contract/image.ts'
import { generate } from '../../src/test-server.ts'
import { desk, studioWithCharacter, type StudioWithCharacter, type Visit } from './test-browser.ts'
import { counted, drawn, expectCount, farAway, fillGallery, openGallery } from './test-gallery.ts'

jest.setTimeout(180_000)
const seeded = 700
let studio: StudioWithCharacter
let visit: Visit
let page: Page

beforeAll(async () => {
  studio = await studioWithCharacter()
  await fillGallery(studio, await generate(studio.client, studio.characterId, '2:3'), seeded)
  visit = await studio.signedIn({ acceptDownloads: true })
  page = visit.page
  await page.goto('/gallery')
  await expectCount(page, seeded + 1)
})
afterAll(() => studio.close())
beforeEach(() => openGallery(page))

describe('a gallery of some hundred pictures', () => {
  it('draws few of them, and any place of it at once', async () => {
    expect(await page.locator('.picture-grid *').count()).toBeLessThan(600)
    const before = await drawn(page)
    await page.locator('[data-image] a').first().focus()
    await farAway(page, () => page.keyboard.press('End'))
    await page.waitForFunction(() => document.activeElement?.closest('[data-image]') !== null && window.scrollY > 5_000)
    await page.locator('[data-image]:focus-within img').waitFor()
    expect((await drawn(page)).some((id) => before.includes(id))).toBe(false)
    expect(await page.locator('.picture-grid *').count()).toBeLessThan(600)
  })

  it('leaves out a filter of the address that nobody knows, and says so', async () => {
    await page.goto('/gallery?scene=nope&q=teapot')
    await page.getByText('This address asked for a filter that is not known here').waitFor()
    await page.waitForURL('**/gallery?q=teapot')
  })

  it('comes back to the same place, to the pixel, from a picture and from its neighbours', async () => {
    await farAway(page, () => page.evaluate(() => window.scrollTo(0, 7_777)))
    await page.locator('[data-image] img').nth(8).waitFor()
    const place = await page.evaluate(() => window.scrollY)
    const id = (await drawn(page))[9] ?? ''
    await page.locator(`[data-image="${id}"] a`).click()
    await page.waitForURL(`**/images/${id}`)
    await page.locator('.viewer__zoom img').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.waitForURL((url) => url.pathname.startsWith('/images/') && !url.pathname.endsWith(id))
    await page.keyboard.press('Escape')
    await page.waitForURL('**/gallery')
    await page.locator('[data-image] img').first().waitFor()
    expect(await page.evaluate(() => window.scrollY)).toBe(place)
    expect(await drawn(page)).toContain(id)
  })

  it('is searched, filtered and linked to by its address', async () => {
    await page.getByRole('searchbox', { name: 'Search prompts' }).fill('teapot')
    await page.waitForURL('**/gallery?q=teapot')
    const found = ((await studio.client.get('/api/v1/images/ids?q=teapot')) as { ids: string[] }).ids
    await expectCount(page, found.length)
    await page.getByRole('radio', { name: 'Edited' }).check()
    const edited = ((await studio.client.get('/api/v1/images/ids?q=teapot&kind=edited')) as { ids: string[] }).ids
    await expectCount(page, edited.length)
    const { page: other } = await another()
    await openGallery(other, page.url())
    expect(await drawn(other)).toEqual(edited.slice(0, (await drawn(other)).length))
    await page.goBack()
    await expectCount(page, found.length)
  })

  it('says what each choice of a filter would leave, and how often a picture was edited', async () => {
    const left = async (query: string) => ((await studio.client.get(`/api/v1/images/ids?${query}`)) as { ids: string[] }).ids.length
    const shown = (choice: string) => page.locator('.rail .check', { hasText: choice }).locator('.check__count')
    const whole = { edited: await left('kind=edited'), night: await left('scene=night_out') }
    await page.waitForFunction((n) => document.querySelector('.rail .check__count')?.textContent === String(n), seeded + 1)
    expect([await shown('Edited').innerText(), await shown('Night out').innerText()]).toEqual([String(whole.edited), String(whole.night)])
    await page.getByRole('radio', { name: 'Edited' }).check()
    await page.waitForURL('**/gallery?kind=edited')
    const both = await left('kind=edited&scene=night_out')
    await page
      .locator('.rail .check', { hasText: 'Night out' })
      .locator('.check__count', { hasText: new RegExp(`^${both}$`) })
      .waitFor()
    expect(await shown('Edited').innerText()).toBe(String(whole.edited))
    const [edit] = await drawn(page)
    const { sourceImageId } = (await studio.client.get(`/api/v1/images/${edit}`)) as WireImage
    await page.goto('/gallery')
    const badge = page.locator(`[data-image="${sourceImageId}"]`).getByText('1 edit')
    await badge.waitFor()
    await studio.client.post('/api/v1/images/bulk', { ids: [edit], act: 'trash' })
    await badge.waitFor({ state: 'detached' })
    await studio.client.post(`/api/v1/images/${edit}/restore`, {})
    await badge.waitFor()
  })

  it('is searched by the palette where a window is too narrow for the filters, which stay', async () => {
    await page.setViewportSize({ width: 800, height: 900 })
    await page.goto('/gallery?kind=edited')
    await page.locator('[data-image]').first().waitFor() // before that, nobody listens to keys
    await page.keyboard.press('/')
    await page.getByRole('dialog').getByRole('combobox').waitFor()
    await page.keyboard.press('Escape')
    expect(new URL(page.url()).search).toBe('?kind=edited')
    await page.setViewportSize(desk)
  })

  it('shows pictures of any of the scenes that are ticked', async () => {
    const left = ((await studio.client.get('/api/v1/images/ids?scene=night_out&scene=beach_day')) as { ids: string[] }).ids
    await page.getByRole('checkbox', { name: 'Night out' }).check()
    await page.getByRole('checkbox', { name: 'Beach day' }).check()
    await page.waitForURL('**/gallery?scene=beach_day.night_out')
    await expectCount(page, left.length)
    expect(await drawn(page)).toEqual(left.slice(0, (await drawn(page)).length))
    await page.getByRole('checkbox', { name: 'Beach day' }).uncheck()
    await page.waitForURL('**/gallery?scene=night_out')
  })

  it('leads along its months', async () => {
    const months = page.getByRole('navigation', { name: 'Jump to a date' }).getByRole('button')
    await farAway(page, () => months.nth(1).click())
    await page.waitForFunction(() => window.scrollY > 500)
    const name = (await months.nth(1).getAttribute('aria-label')) ?? ''
    await page.locator('[data-image] img').nth(3).waitFor()
    await page.locator('.scrubber [aria-current]').waitFor()
    expect(name).toContain((await page.locator('.scrubber [aria-current]').getAttribute('aria-label')) ?? 'nothing')
  })
})

describe('many pictures at once', () => {
  it('are marked from the first to the last with Shift, whatever of them is loaded', async () => {
    await page.locator('[data-image] a').first().focus()
    await page.keyboard.press('x')
    await farAway(page, () => page.keyboard.press('End'))
    await page.waitForFunction(() => document.activeElement?.closest('[data-image]') !== null && window.scrollY > 5_000)
    await page.keyboard.press('Shift+x')
    await page.getByText(`${seeded + 1} selected`).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+a')
    await page.getByText(`${seeded + 1} selected`).waitFor()
  })

  it('are marked by clicks once one is, and with Shift and arrows', async () => {
    const cells = page.locator('[data-image]')
    await cells.nth(1).hover()
    await cells
      .nth(1)
      .getByRole('button', { name: /^Select/ })
      .click()
    await cells
      .nth(4)
      .locator('a')
      .click({ modifiers: ['Shift'] })
    await page.getByText('4 selected').waitFor()
    await cells.nth(2).locator('a').click()
    await page.getByText('3 selected').waitFor()
    expect(new URL(page.url()).pathname).toBe('/gallery')
    await page.keyboard.press('Escape')
    await cells.nth(0).locator('a').focus()
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await page.getByText('3 selected').waitFor()
  })

  it('go to the trash and come back by Undo', async () => {
    const ids = (await drawn(page)).slice(0, 3)
    await mark(3)
    await page.keyboard.press('Delete')
    await expectCount(page, seeded - 2)
    expect((await drawn(page)).some((id) => ids.includes(id))).toBe(false)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expectCount(page, seeded + 1)
    expect((await drawn(page)).slice(0, 3)).toEqual(ids)
  })

  it('get a heart each', async () => {
    await page.goto('/gallery?sort=oldest&kind=edited')
    await openGallery(page, '/gallery?sort=oldest&kind=edited')
    const ids = (await drawn(page)).slice(0, 2)
    await mark(2)
    await page.getByRole('group', { name: '2 selected' }).getByRole('button', { name: 'Favourite' }).click()
    await page.locator(`[data-image="${ids[1]}"].is-favourite`).waitFor()
    await page.waitForFunction(async (id) => {
      const answer = (await (await fetch(`/api/v1/images/${id}`)).json()) as WireImage
      return answer.favourite
    }, ids[1])
  })

  it('are downloaded as one zip', async () => {
    await mark(3)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download', exact: true }).click(),
    ])
    expect(download.suggestedFilename()).toBe('pictures.zip')
    const zip = readFileSync(await download.path())
    expect(zip.subarray(0, 2).toString()).toBe('PK')
    // The end of the directory counts its entries.
    expect(zip.readUInt16LE(zip.lastIndexOf(Buffer.from('PK\x05\x06')) + 10)).toBe(3)
  })

  it('two of them are laid over each other, at an address of their own', async () => {
    const [one, other] = await drawn(page)
    await mark(2)
    await page.keyboard.press('c')
    await page.waitForURL(`**/images/${one}?compare=${other}`)
    await page.getByRole('slider').waitFor()
    const { page: stranger } = await another()
    await stranger.goto(page.url())
    await stranger.getByRole('slider').waitFor()
  })
})

describe('the trash', () => {
  it('gives pictures back, and erases them only when told twice', async () => {
    const [kept, erased] = await drawn(page)
    await mark(2)
    await page.keyboard.press('Delete')
    await expectCount(page, seeded - 1)
    // The list is ahead of the server, and a page that is left takes back what it has not said yet.
    await page.waitForFunction(async () => {
      const trash = (await (await fetch('/api/v1/images/ids?trash=true')).json()) as { ids: string[] }
      return trash.ids.length === 2
    })
    await page.goto('/trash')
    await page.locator(`[data-image="${kept}"]`).hover()
    await page
      .locator(`[data-image="${kept}"]`)
      .getByRole('button', { name: /^Bring back/ })
      .click()
    await page.locator(`[data-image="${kept}"]`).waitFor({ state: 'detached' })
    await page.locator(`[data-image="${erased}"] a`).focus()
    await page.keyboard.press('Shift+Delete')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete for ever' }).click()
    await page.getByText('The trash is empty').waitFor()
    await openGallery(page)
    await expectCount(page, seeded)
    expect(await drawn(page)).toContain(kept)
  })
})

describe('a picture of one’s own', () => {
  it.each(['paste', 'drop'] as const)('is taken by %s', async (way) => {
    const before = await counted(page)
    await handOver(way)
    await page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click()
    await expectCount(page, before + 1)
    await page.getByText(`${way}.png is in the gallery`).waitFor()
  })
})

describe('a picture that is being made', () => {
  it('stands at the head of the gallery, which takes it in without being read anew', async () => {
    const before = await counted(page)
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    const made = generate(studio.client, studio.characterId, '2:3')
    await page.getByRole('region', { name: 'On the way' }).waitFor()
    const { id } = await made
    await expectCount(page, before + 1)
    await page.locator(`[data-image="${id}"] img`).waitFor()
    expect((await drawn(page))[0]).toBe(id)
    await page.getByRole('region', { name: 'On the way' }).waitFor({ state: 'detached' })
    expect(asked.filter((path) => path === '/api/v1/images/ids')).toEqual([])
  })
})

describe('pictures for adults', () => {
  it('are neither shown nor asked for until one opts in', async () => {
    const { images } = (await studio.client.get('/api/v1/images?limit=200')) as { images: readonly WireImage[] }
    const { id = '', createdAt = '' } = images.find((image) => image.nsfw) ?? {}
    const around = `/gallery?from=${dayBeside(createdAt, -1)}&to=${dayBeside(createdAt, 1)}`
    await page.goto(around)
    await page.locator(`[data-image="${id}"].is-hidden`).waitFor()
    expect(await page.locator(`[data-image="${id}"] img`).count()).toBe(0)
    expect((await page.request.get(`/api/v1/images/${id}/thumbnail`)).status()).toBe(404)
    await page.goto('/settings')
    await page.getByRole('switch', { name: 'Show adult pictures' }).click()
    await page.waitForFunction(async () => {
      const me = (await (await fetch('/api/v1/me')).json()) as { user: { preferences: { showNsfw: boolean } } }
      return me.user.preferences.showNsfw
    })
    await openGallery(page, around)
    await page.locator(`[data-image="${id}"] img`).waitFor()
  })
})

describe('nothing of all this', () => {
  it('made the browser complain, but for the address that had to be refused', () => {
    expect(visit.complaints.filter((complaint) => !complaint.includes('404'))).toEqual([])
  })
})

/** Gives the page a picture of its own size and name, as if from another window. */
const handOver = (way: 'paste' | 'drop'): Promise<void> =>
  page.evaluate(async (kind) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: kind === 'paste' ? 480 : 320 })
    canvas.getContext('2d')?.fillRect(0, 0, 320, 480)
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
    const files = new DataTransfer()
    files.items.add(new File([blob ?? ''], `${kind}.png`, { type: 'image/png' }))
    window.dispatchEvent(
      kind === 'paste'
        ? new ClipboardEvent('paste', { clipboardData: files, bubbles: true })
        : new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }),
    )
  }, way)

/** Marks the first pictures by keys alone. */
async function mark(count: number): Promise<void> {
  await page.locator('[data-image] a').first().focus()
  await page.keyboard.press('Space')
  for (let at = 1; at < count; at += 1) await page.keyboard.press('Shift+ArrowRight')
  await page.getByText(`${count} selected`).waitFor()
}

const dayBeside = (moment: string, days: number): string => new Date(Date.parse(moment) + days * 86_400_000).toISOString().slice(0, 10)

async function another(): Promise<Visit> {
  const opened = await studio.signedIn()
  return opened
}
