// `npm run bench:drill -- [--pictures 5000] [--kib 200] [--json]`: a backup while pictures are stored, a restore into nothing, an audit of
// every byte, and one file in a hundred harmed. Needs the build and a PostgreSQL (TEST_DATABASE_URL, or the system's, started for the purpose).
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startPostgres } from '../.ci/postgres.mjs'
import { backupDesk } from '../dist/src/adapters/backup/backup-desk.js'
import { fsBlobArchive } from '../dist/src/adapters/blob-fs/fs-blob-archive.js'
import { fsBlobStorage } from '../dist/src/adapters/blob-fs/fs-blob-storage.js'
import { jsonCodec } from '../dist/src/adapters/codec/stored-event.js'
import { migrate } from '../dist/src/adapters/postgres/migrate.js'
import { openPostgres } from '../dist/src/adapters/postgres/open-postgres.js'
import { postgresDump } from '../dist/src/adapters/postgres/postgres-dump.js'
import { postgresEventStore } from '../dist/src/adapters/postgres/postgres-event-store.js'
import { quiet } from './append.mjs'

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    pictures: { type: 'string', default: '5000' },
    kib: { type: 'string', default: '200' },
  },
})
const folder = mkdtempSync(join(tmpdir(), 'persona-studio-drill-'))
const postgres = await startPostgres()
const opened = []
try {
  const [origin, target] = [await installation('origin'), await installation('target')]
  const measured = await drill(origin, target, join(folder, 'copy'))
  const { pictures, mebibytes, backupSeconds, restoreSeconds, missing, mismatched, harmed, named } = measured
  const words = `${pictures} pictures (${mebibytes} MiB): backed up in ${backupSeconds} s under load, restored in ${restoreSeconds} s; ${missing} missing, ${mismatched} mismatched; ${named} of ${harmed} harmed files named`
  console.log(flags.json ? JSON.stringify(measured) : words)
  process.exitCode = missing + mismatched === 0 && named === harmed ? 0 : 1
} finally {
  for (const close of opened) await close()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function installation(name) {
  const url = new URL(postgres.url)
  url.pathname = `/drill_${randomUUID().replaceAll('-', '')}`
  await onServer(`create database ${url.pathname.slice(1)}`)
  const database = openPostgres(url.href, { log: quiet })
  opened.push(async () => {
    await database.close()
    await onServer(`drop database ${url.pathname.slice(1)} with (force)`)
  })
  await migrate(database, 'src/adapters/postgres/migrations')
  const [blobs, archive] = [fsBlobStorage(join(folder, name)), fsBlobArchive(join(folder, name))]
  const desk = backupDesk({ dump: postgresDump(database), blobs: archive, blobsIn: fsBlobArchive, now: () => Date.now() })
  return { store: postgresEventStore(database, jsonCodec), blobs, desk }
}

async function onServer(sql) {
  const client = new pg.Client(postgres.url)
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

async function drill(origin, target, copy) {
  const load = storing(origin)
  await load.reached(Number(flags.pictures))
  const [manifest, backupSeconds] = await timed(() => origin.desk.backup(copy))
  const storedMeanwhile = load.stored() - Number(flags.pictures)
  await load.stop()
  const [, restoreSeconds] = await timed(() => target.desk.restore(copy))
  const audited = await audit(target)
  const paths = readdirSync(join(copy, 'blobs'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(copy, 'blobs', path)).isFile(),
  )
  const harmed = paths.filter((_, index) => index % 100 === 0)
  for (const path of harmed) appendFileSync(join(copy, 'blobs', path), 'x')
  const [{ faults }, verifySeconds] = await timed(() => target.desk.verify(copy))
  const named = harmed.filter((path) => faults.some(({ file }) => file === `blobs/${path}`)).length
  const mebibytes = Math.round(manifest.bytes / 2 ** 20)
  const figures = { pictures: manifest.rows['es.events'], mebibytes, storedMeanwhile, backupSeconds, restoreSeconds, verifySeconds }
  return { ...figures, ...audited, harmed: harmed.length, named, namedWrongly: faults.length - named }
}

/** As the worker does: the bytes first, then the event that names them; three at a time. */
function storing({ store, blobs }) {
  let [stored, stopped] = [0, false]
  const work = async () => {
    while (!stopped) {
      const { sha256 } = await blobs.put('image', randomBytes(Number(flags.kib) * 1024))
      const meta = { correlationId: sha256, causationId: sha256, actor: { kind: 'system', id: 'drill' } }
      await store.append(`image-${randomUUID()}`, 'no-stream', [{ type: 'PictureStored', data: { sha256 }, eventId: randomUUID(), meta }])
      stored += 1
    }
  }
  const working = Promise.all([work(), work(), work()])
  return {
    stored: () => stored,
    async reached(count) {
      while (stored < count) await Promise.race([working, new Promise((resolve) => setTimeout(resolve, 20))])
    },
    async stop() {
      stopped = true
      await working
    },
  }
}

/** Every event's picture is read again and hashed. */
async function audit({ store, blobs }) {
  const sum = { missing: 0, mismatched: 0 }
  for (let [after, head] = [0n, await store.head()]; after < head;) {
    const page = await store.readAll(after, 500)
    for (const { data } of page.events) {
      const bytes = await blobs.get('image', data.sha256)
      if (bytes === null) sum.missing += 1
      else if (createHash('sha256').update(bytes).digest('hex') !== data.sha256) sum.mismatched += 1
    }
    after = page.scannedTo
  }
  return sum
}

async function timed(act) {
  const startedAt = performance.now()
  const answer = await act()
  return [answer, Math.round((performance.now() - startedAt) / 100) / 10]
}
