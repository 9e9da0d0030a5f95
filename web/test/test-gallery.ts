import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { seedGallery } from '../../bench/seed-gallery.mjs'
import { eventCodec } from '../../src/adapters/codec/codec.ts'
import { openPglite } from '../../src/adapters/postgres/open-pglite.ts'
import { postgresEventStore } from '../../src/adapters/postgres/postgres-event-store.ts'
import { postgresSubjectKeys } from '../../src/adapters/postgres/postgres-subject-keys.ts'
import type { WireImage } from '../../src/adapters/http/contract/image.ts'
import type { RealStudio } from './test-browser.ts'

/** Adds `count` pictures to the gallery of whoever owns `like`, eight a day, each a copy of its file. The server is away meanwhile. */
export async function fillGallery(studio: RealStudio, like: WireImage, count: number): Promise<void> {
  const comeBack = await studio.powerCut()
  const database = await openPglite(studio.dataDir)
  try {
    const key = Buffer.from(readFileSync(join(studio.dataDir, 'data.key'), 'utf8').trim(), 'hex')
    const store = postgresEventStore(database, eventCodec(postgresSubjectKeys(database, key)))
    const { sha256 = '' } = (await database.knex<{ sha256: string }>('images').select('sha256').first()) ?? {}
    const files = [{ sha256, bytes: like.bytes, width: like.width, height: like.height }]
    await seedGallery(store, { ownerId: like.userId, characterIds: [like.characterId], files, count, everyMinutes: 180 })
  } finally {
    await database.close()
  }
  await comeBack()
}

/** Ids of the pictures that are drawn, in the order in which they are shown. */
export const drawn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.picture-grid [data-image]')].map((cell) => cell.dataset['image'] ?? ''))

/** Does what leads far away, and waits until that place is drawn: until then the cells, and the focus, are those of the old one. */
export async function farAway(page: Page, act: () => Promise<unknown>): Promise<void> {
  const [first = ''] = await drawn(page)
  await act()
  await page.locator(`[data-image="${first}"]`).waitFor({ state: 'detached' })
}

/** The gallery with its pictures and the whole list behind them. */
export async function openGallery(page: Page, address = '/gallery'): Promise<void> {
  await page.goto(address)
  await page.locator('[data-image] img').first().waitFor()
  await page.locator('.toolbar .num').waitFor()
}

/** How many pictures the toolbar counts. */
export const counted = async (page: Page): Promise<number> => Number((await page.locator('.toolbar .num').innerText()).replace(/\D/g, ''))

export async function expectCount(page: Page, wanted: number): Promise<void> {
  await page.waitForFunction((count) => Number(document.querySelector('.toolbar .num')?.textContent?.replace(/\D/g, '')) === count, wanted)
}
