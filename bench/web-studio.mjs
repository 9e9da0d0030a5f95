import { draw, privateStudio } from '../.ci/private-studio.mjs'
import { demoCharacter, studioClient } from '../dist/src/adapters/cli/studio-client.js'
import { openPglite } from '../dist/src/adapters/postgres/open-pglite.js'
import { openPostgres } from '../dist/src/adapters/postgres/open-postgres.js'
import { storeOn } from './append.mjs'
import { seedGallery } from './seed-gallery.mjs'

/** The key that `storeOn` seals with. */
const environment = { DATA_KEY: '07'.repeat(32) }
const quiet = { debug() {}, info() {}, warn() {}, error() {} }

/**
 * The built program with one character and a gallery of `items`: three pictures are drawn and lend their bytes to all others. In DATABASE_URL's
 * PostgreSQL where that is set, else embedded. Answers its address and a session's cookie; `stop` takes everything away again.
 */
export async function seededStudio({ items, say }) {
  const first = await privateStudio({ environment })
  const { cookie, token, client } = await first.signUp()
  const { id: characterId } = await client.post('/api/v1/characters', demoCharacter)
  const pictures = []
  for (const aspectRatio of ['9:16', '1:1', '2:3'])
    pictures.push(await draw(client, characterId, { scene: 'beach_day', environment: 'beach', outfit: 'jeans', aspectRatio, seed: 7 }))
  await first.stop({ keepData: true })
  say(`seeding ${items} pictures`)
  await seed(first.dataDir, { items, characterId, pictures, say })
  const studio = await privateStudio({ dataDir: first.dataDir, environment })
  await untilSeen(studioClient(studio.url, token), items)
  say('seeded')
  return { url: studio.url, cookie: { ...cookie, url: studio.url }, stop: () => studio.stop() }
}

async function seed(dataDir, { items, characterId, pictures, say }) {
  const { DATABASE_URL: url } = process.env
  const database = url === undefined ? await openPglite(dataDir) : openPostgres(url, { log: quiet, poolSize: 4 })
  try {
    const files = await database.knex('images').select('sha256', 'bytes', 'width', 'height')
    await seedGallery(storeOn(database), {
      ownerId: pictures[0].userId,
      characterIds: [characterId],
      files: files.map((file) => ({ ...file, bytes: Number(file.bytes) })),
      count: items - pictures.length,
      onProgress: (done) => done % 20_000 === 0 && say(`${done} of them appended`),
    })
  } finally {
    await database.close()
  }
}

async function untilSeen(client, items) {
  for (;;) {
    const { ids } = await client.get('/api/v1/images/ids')
    if (ids.length >= items) return
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}
