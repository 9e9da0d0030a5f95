import { createHash, randomUUID } from 'node:crypto'
import { appendFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { BlobArchive } from '../../application/ports/blob-archive.ts'
import type { BlobStorage } from '../../application/ports/blob-storage.ts'
import type { EventStore } from '../../application/ports/event-store.ts'
import { fsBlobArchive } from '../blob-fs/fs-blob-archive.ts'
import { jsonCodec } from '../codec/stored-event.ts'
import type { Database } from '../postgres/database.ts'
import { postgresDump } from '../postgres/postgres-dump.ts'
import { postgresEventStore } from '../postgres/postgres-event-store.ts'
import { postgresTaskQueue } from '../postgres/postgres-task-queue.ts'
import { backupDesk } from './backup-desk.ts'
import { files } from './backup-folder.ts'

/** An installation as a backup knows it: a database and a store of blobs, each anywhere. */
export type Installation = { readonly database: Database; readonly blobs: BlobStorage; readonly archive: BlobArchive }

export const deskOf = ({ database, archive }: Installation) =>
  backupDesk({ dump: postgresDump(database), blobs: archive, blobsIn: fsBlobArchive, now: () => Date.now() })

export const ownerId = randomUUID()

/** An account that is signed in, and a task that is being worked on. */
export async function seed({ database }: Installation): Promise<void> {
  const { knex } = database
  await knex('users').insert({ id: ownerId, username: 'ada', password_hash: 'x', role: 'admin' })
  await knex('sessions').insert({ id: randomUUID(), user_id: ownerId, secret_hash: 's' })
  const queue = postgresTaskQueue(database)
  await queue.enqueue([{ taskId: randomUUID(), kind: 'run', jobId: randomUUID(), ownerId, jobKind: 'edit' }])
  await queue.claim('worker', 60_000)
}

/** Stores pictures as the worker does: the bytes first, then the event that names them. */
export function under({ database, blobs }: Installation) {
  const store = postgresEventStore(database, jsonCodec)
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

/**
 * Backs up while pictures are stored, and restores elsewhere: what is there afterwards is one moment of the log. Answers what an audit of
 * the restored installation found, every event and every file looked at.
 */
export async function drill(origin: Installation, target: Installation, copy: string, pictures: number) {
  await seed(origin)
  const load = under(origin)
  await load.reached(pictures)
  const manifest = await deskOf(origin).backup(copy)
  await load.reached(load.stored() + 20)
  await load.stop()
  const verified = await deskOf(target).verify(copy)
  await deskOf(target).restore(copy)
  return { manifest, faults: verified.faults, ...(await audit(origin, target, BigInt(manifest.position))) }
}

async function audit(origin: Installation, target: Installation, position: bigint) {
  const [before, after] = [origin, target].map(({ database }) => postgresEventStore(database, jsonCodec)) as [EventStore, EventStore]
  const wanted = (await before.readAll(0n, 100_000)).events
  const there = (await after.readAll(0n, 100_000)).events
  let [missing, mismatched] = [0, 0]
  for (const { data } of there) {
    const { sha256 } = data as { readonly sha256: string }
    const bytes = await target.blobs.get('image', sha256)
    if (bytes === null) missing += 1
    else if (createHash('sha256').update(bytes).digest('hex') !== sha256) mismatched += 1
  }
  return {
    events: there.length,
    stored: wanted.length,
    sameLog:
      JSON.stringify(there, bigints) ===
      JSON.stringify(
        wanted.filter((one) => one.position <= position),
        bigints,
      ),
    missing,
    mismatched,
  }
}

const bigints = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)

export const event = (sha256: string) => ({
  type: 'PictureStored',
  data: { sha256 },
  eventId: randomUUID(),
  meta: { correlationId: ownerId, causationId: ownerId, actor: { kind: 'user' as const, id: ownerId } },
})

/** Loses one file of a backup and alters one in a hundred of the others; answers which, as `verify` should name them. */
export function harm(copy: string): readonly { readonly fault: string; readonly file: string }[] {
  const harmed = pathsIn(copy).filter((_, index) => index % 100 === 0 || index === 1)
  for (const [index, path] of harmed.entries()) {
    if (index === 0) rmSync(join(copy, path))
    else appendFileSync(join(copy, path), 'x')
  }
  return harmed.map((file, index) => ({ fault: index === 0 ? 'missing' : 'altered', file }))
}

export const byFile = <Fault extends { readonly file: string }>(faults: readonly Fault[]): readonly Fault[] =>
  [...faults].sort((one, other) => (one.file < other.file ? -1 : 1))

/** All files but the manifest and the list, from the folder on, in order. */
const pathsIn = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path !== files.manifest && path !== files.list && statSync(join(root, path)).isFile())
    .sort()
