// A gallery of any size, made in minutes: the events that such a gallery would have go through the program's own projections into a new
// generation of their tables, as a rebuild does it, with its indexes, statistics and counters. Only the log is left out.
import { createHash } from 'node:crypto'
import pg from 'pg'
import { demoCharacter } from '../dist/src/adapters/cli/studio-client.js'
import { migrate } from '../dist/src/adapters/postgres/migrate.js'
import { openPostgres } from '../dist/src/adapters/postgres/open-postgres.js'
import { postgresViewStore } from '../dist/src/adapters/postgres/views/postgres-view-store.js'
import { composeNegative, composePrompt } from '../dist/src/domain/presets/prompt.js'
import { views } from '../dist/src/projections/views.js'
import { quiet } from './append.mjs'
import { eventsOf, idOf } from './seed-gallery.mjs'

const appearance = { ...demoCharacter, scars: false, tattoos: false, piercings: false }
const pageEvents = 4_000
const characters = 25
const shapes = [
  [832, 1472],
  [1024, 1024],
  [896, 1344],
]

export const characterIdOf = (number) => idOf('character', number)

/** Fills the views of a database with `count` pictures of one owner, one a minute, the newest at `untilMs`. */
export async function fillGallery(databaseUrl, { ownerId, count, untilMs, onProgress = () => {} }) {
  const database = openPostgres(databaseUrl, { log: quiet, poolSize: 4 })
  try {
    await migrate(database, 'src/adapters/postgres/migrations')
    const beside = postgresViewStore(database, 2)
    await beside.open(views)
    await applyAll(beside, { ...galleryOf(count), ownerId, untilMs }, onProgress)
    await beside.prepare(views)
    if ((await beside.show(views)) !== 'shown') throw new Error('the filled gallery is not shown')
    // What a database does by itself soon after so many rows; until then every page is looked up in the table as well.
    await vacuumed(databaseUrl)
  } finally {
    await database.close()
  }
}

const galleryOf = (count) => ({
  count,
  everyMinutes: 1,
  characterIds: Array.from({ length: characters }, (_, number) => characterIdOf(number)),
  files: shapes.map(([width, height], number) => ({ sha256: sha256Of(`file-${number}`), bytes: 2_000_000, width, height })),
})

async function applyAll(store, gallery, onProgress) {
  let [position, page] = [0n, []]
  const flush = async () => {
    const first = page[0]?.position
    if (first === undefined) return
    const answer = await store.apply(views, first - 1n, page, position)
    if (answer !== 'applied') throw new Error(`a page of the gallery was answered ${answer}`)
    page = []
  }
  for (let place = 0; place < gallery.count; place++) {
    for (const { type, data } of picture(gallery, place)) {
      position += 1n
      page.push({ type, data, stream: `imageAsset-${data.assetId}`, position, recordedAt: data.createdAt ?? data.deletedAt ?? epoch })
    }
    if (page.length >= pageEvents) await flush()
    onProgress(place + 1)
  }
  await flush()
}

const epoch = '2026-01-01T00:00:00.000Z'

/** What a picture's stream would hold. Its words are those that the Studio would compose; some were uploaded, some lie in the trash. */
function picture(gallery, place) {
  const [created, ...further] = eventsOf(gallery, place)
  const data = place % 40 === 1 ? uploaded(created.data) : drawn(created.data, place)
  const trashed = {
    type: 'ImageAssetDeleted',
    data: { assetId: data.assetId, reason: 'trash', deletedAt: new Date(gallery.untilMs).toISOString() },
  }
  return [{ ...created, data }, ...further, ...(place % 97 === 50 ? [trashed] : [])]
}

const uploaded = (data) => ({
  ...data,
  origin: 'uploaded',
  engine: null,
  params: null,
  prompt: null,
  userPrompt: null,
  negativePrompt: null,
})

function drawn(data, place) {
  const studio = place % 500 === 77 ? { ...data.studio, outfit: `costume of act ${place % 7_000}` } : data.studio
  const userPrompt = place % 5_000 === 11 ? `${data.userPrompt} beside a sextant` : data.userPrompt
  const { prompt } = composePrompt(appearance, studio, userPrompt)
  return { ...data, studio, userPrompt, prompt, negativePrompt: composeNegative('', studio.nsfw) }
}

async function vacuumed(url) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query('vacuum analyze')
    // Gigabytes that would else be written to the disk beside the questions, for minutes.
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}

const sha256Of = (text) => createHash('sha256').update(text).digest('hex')
