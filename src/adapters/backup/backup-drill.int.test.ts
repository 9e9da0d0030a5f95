import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createHash, randomUUID } from 'node:crypto'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventStore } from '../../application/ports/event-store.ts'
import { fsBlobArchive } from '../blob-fs/fs-blob-archive.ts'
import { fsBlobStorage } from '../blob-fs/fs-blob-storage.ts'
import { jsonCodec } from '../codec/stored-event.ts'
import { postgresDump } from '../postgres/postgres-dump.ts'
import { postgresEventStore } from '../postgres/postgres-event-store.ts'
import { postgresTaskQueue } from '../postgres/postgres-task-queue.ts'
import { freshPostgres, type TestDatabase } from '../postgres/test-database.ts'
import { backupDesk } from './backup-desk.ts'
import { files } from './backup-folder.ts'

const folders = mkdtempSync(join(tmpdir(), 'backup-'))
const folder = (name: string): string => join(folders, name)
const ownerId = randomUUID()
let origin: TestDatabase
let target: TestDatabase

beforeAll(async () => {
  origin = await freshPostgres()
  target = await freshPostgres()
})
afterAll(async () => {
  await origin.drop()
  await target.drop()
  rmSync(folders, { recursive: true })
})

const deskOf = ({ database }: TestDatabase, data: string) =>
  backupDesk({ dump: postgresDump(database), blobs: fsBlobArchive(folder(data)), blobsIn: fsBlobArchive, now: () => Date.now() })

describe('the drill', () => {
  it('given pictures are stored all the while, then what is restored is one moment of the log with every file that it names', async () => {
    const store = postgresEventStore(origin.database, jsonCodec)
    await seed(origin)
    const load = under(store, folder('origin'))
    await load.reached(150)
    const manifest = await deskOf(origin, 'origin').backup(folder('copy'))
    await load.reached(load.stored() + 20)
    await load.stop()
    expect(Number(manifest.position)).toBeGreaterThanOrEqual(150)
    expect(await store.head()).toBeGreaterThan(BigInt(manifest.position))
    expect((await deskOf(target, 'none').verify(folder('copy'))).faults).toEqual([])

    await deskOf(target, 'target').restore(folder('copy'))
    const restored = postgresEventStore(target.database, jsonCodec)
    const there = await restored.readAll(0n, 100_000)
    const wanted = (await store.readAll(0n, 100_000)).events.filter(({ position }) => position <= BigInt(manifest.position))
    expect(there.events).toEqual(wanted)
    const blobs = fsBlobStorage(folder('target'))
    for (const { data } of there.events) {
      const { sha256 } = data as { readonly sha256: string }
      const bytes = await blobs.get('image', sha256)
      expect(bytes === null ? 'missing' : hashOf(bytes)).toBe(sha256)
    }
    const { knex } = target.database
    expect(await knex('users').pluck('username')).toEqual(['ada'])
    for (const table of ['sessions', 'es.tasks', 'es.checkpoints']) expect(await knex(table)).toEqual([])
    expect((await restored.append('image-after', 'no-stream', [event('after')])).position).toBeGreaterThan(BigInt(manifest.position))
  }, 120_000)

  it('given a database in use, then it is not restored into', async () => {
    await expect(deskOf(target, 'target').restore(folder('copy'))).rejects.toThrow('events or accounts already')
  })

  it('given a folder with something in it, then nothing is written over it', async () => {
    await expect(deskOf(origin, 'origin').backup(folder('copy'))).rejects.toThrow('empty folder')
  })

  it('given a backup of a newer program, then it is refused before anything is written', async () => {
    const file = join(folder('copy'), files.manifest)
    const before = readFileSync(file, 'utf8')
    writeFileSync(file, before.replace('"schema": [', '"schema": [ "9999-tomorrow.sql",'))
    await expect(deskOf(target, 'target').restore(folder('copy'))).rejects.toThrow('newer program: it knows 9999-tomorrow.sql')
    writeFileSync(file, before)
  })

  it('given one file in a hundred is changed or lost, then all of them are named, and it is not restored', async () => {
    const paths = pathsIn(folder('copy')).sort()
    const harmed = paths.filter((_, index) => index % 100 === 0 || index === 1)
    expect(harmed.length).toBeGreaterThan(1)
    for (const [index, path] of harmed.entries()) {
      const file = join(folder('copy'), path)
      if (index === 0) rmSync(file)
      else appendFileSync(file, 'x')
    }
    const { faults } = await deskOf(origin, 'none').verify(folder('copy'))
    const expected = harmed.map((file, index) => ({ fault: index === 0 ? 'missing' : 'altered', file }))
    expect([...faults].sort((one, other) => (one.file < other.file ? -1 : 1))).toEqual(expected)
    await expect(deskOf(target, 'target').restore(folder('copy'))).rejects.toThrow(`not whole: ${harmed.length} files`)
  }, 60_000)
})

/** An account that is signed in, and a task that is being worked on. */
async function seed({ database }: TestDatabase): Promise<void> {
  const { knex } = database
  await knex('users').insert({ id: ownerId, username: 'ada', password_hash: 'x', role: 'admin' })
  await knex('sessions').insert({ id: randomUUID(), user_id: ownerId, secret_hash: 's' })
  const queue = postgresTaskQueue(database)
  await queue.enqueue([{ taskId: randomUUID(), kind: 'run', jobId: randomUUID(), ownerId, jobKind: 'edit' }])
  await queue.claim('worker', 60_000)
}

/** Stores pictures as the worker does: the bytes first, then the event that names them. */
function under(store: EventStore, data: string) {
  const blobs = fsBlobStorage(data)
  let stored = 0
  let stopped = false
  const work = async (): Promise<void> => {
    while (!stopped) {
      const { sha256 } = await blobs.put('image', new TextEncoder().encode(`picture ${randomUUID()}`))
      await store.append(`image-${randomUUID()}`, 'no-stream', [event(sha256)])
      stored += 1
    }
  }
  const working = Promise.all([work(), work(), work()])
  return {
    stored: () => stored,
    async reached(count: number): Promise<void> {
      while (stored < count) await Promise.race([working, new Promise(setImmediate)])
    },
    async stop(): Promise<void> {
      stopped = true
      await working
    },
  }
}

const event = (sha256: string) => ({
  type: 'PictureStored',
  data: { sha256 },
  eventId: randomUUID(),
  meta: { correlationId: ownerId, causationId: ownerId, actor: { kind: 'user' as const, id: ownerId } },
})

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** All files but the manifest, from the folder on. */
const pathsIn = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path !== files.manifest && path !== files.list && statSync(join(root, path)).isFile(),
  )
