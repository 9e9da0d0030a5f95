import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { blobsOperator, type BlobsOperator } from '../../application/operator/blobs-operator.ts'
import { moveBlobs } from '../../application/operator/move-blobs.ts'
import type { BlobArchive } from '../../application/ports/blob-archive.ts'
import { fsBlobArchive } from '../blob-fs/fs-blob-archive.ts'
import { fsBlobStorage } from '../blob-fs/fs-blob-storage.ts'
import { characterBody, firstAccount, studioBody, testStudio, type TestStudio } from '../http/test-studio.ts'
import { memoryBlobs } from '../memory/memory-blob-storage.ts'
import { postgresLogRecords } from '../postgres/postgres-log-records.ts'
import { sha256Hashing } from '../system/sha256.ts'
import { blobsCommand, type BlobsParts } from './blobs.ts'

// An embedded database starts in seconds, and many of them side by side in more.
jest.setTimeout(240_000)

type Ran = { readonly text: string; readonly failed: boolean }

async function run(parts: Partial<BlobsParts>, words: readonly string[], sure = false): Promise<Ran> {
  let text = ''
  const nowhere = () => Promise.reject(new Error('not in this test'))
  const all: BlobsParts = {
    withBlobDesk: nowhere,
    migrateBlobs: nowhere,
    print: (printed) => void (text += printed),
    progress: () => ({ at: () => undefined, end: () => undefined }),
    confirm: async () => sure,
    ...parts,
  }
  const before = process.exitCode
  process.exitCode = undefined
  const command = blobsCommand(all)
  for (const one of [command, ...command.commands]) one.exitOverride().configureOutput({ writeErr: () => undefined })
  await command.parseAsync([...words], { from: 'user' })
  const failed = process.exitCode === 1
  process.exitCode = before
  return { text, failed }
}

describe('blobs verify and sweep', () => {
  let studio: TestStudio
  let desk: BlobsOperator
  let pictureSha256 = ''

  beforeAll(async () => {
    studio = await testStudio()
    // Everything was stored two days ago.
    const clock = { now: () => Date.now() + 48 * 3_600_000 }
    const { ports, blobArchive, database } = studio
    desk = blobsOperator({ ...ports, clock, blobArchive, records: postgresLogRecords(database), hashing: sha256Hashing })
    studio.startViews()
    studio.startWork()
    const ada = await firstAccount(studio)
    const post = (path: string, body: object) => studio.agent().post(path).set(ada).send(body).expect(201)
    const characterId = (await post('/api/v1/characters', characterBody)).body.id
    const jobId = (await post('/image/generate/studio', { characterId, ...studioBody })).body.promptId
    for (let done = false; !done;) {
      const { body } = await studio.agent().get(`/image/comfyui/${jobId}/results`).set(ada).expect(200)
      done = body.status === 'completed'
    }
    for await (const { kind, sha256 } of blobArchive.list()) if (kind === 'image') pictureSha256 = sha256
  })
  afterAll(() => studio.close())

  const blobs = (words: readonly string[], sure = false) => run({ withBlobDesk: (act) => act(desk) }, words, sure)
  const json = async (...words: readonly string[]) => JSON.parse((await blobs([...words, '--json'])).text)

  it('find everything there, and nothing to remove', async () => {
    expect(await json('verify')).toEqual({ ok: true, blobs: 2, findings: [] })
    expect(await json('sweep', '--dry-run')).toEqual({ dryRun: true, blobs: 0, bytes: 0, names: [] })
    expect((await blobs(['sweep'])).text).toBe('nothing to remove\n')
  })

  it('name a picture that was altered, and one that is missing', async () => {
    const { blobStorage } = studio.ports
    const bytes = (await blobStorage.get('image', pictureSha256)) ?? new Uint8Array()
    async function* other(): AsyncGenerator<Uint8Array> {
      yield Uint8Array.of(1)
    }
    await studio.blobArchive.write('image', pictureSha256, other())
    expect((await json('verify')).findings).toEqual([{ fault: 'blob-altered', about: `image/${pictureSha256}` }])
    await blobStorage.remove('image', pictureSha256)
    const missing = await blobs(['verify'])
    expect(missing).toEqual({ text: `2 blobs: 1 things are wrong\nblob-missing: image/${pictureSha256}\n`, failed: true })
    await blobStorage.put('image', bytes)
  })

  it('remove what nothing needs when told so, and leave the young alone', async () => {
    const { blobStorage } = studio.ports
    const before = await listed(studio.blobArchive)
    const orphan = await blobStorage.put('image', Uint8Array.of(1, 2, 3))
    await blobStorage.putDerived('thumbnail-256', orphan.sha256, Uint8Array.of(1))
    await blobStorage.put('mask', Uint8Array.of(4))
    await blobStorage.put('workflow', Uint8Array.of(5))
    expect((await json('sweep', '--dry-run', '--older-than', '72')).blobs).toBe(0)
    expect(await json('sweep', '--dry-run')).toMatchObject({ blobs: 4, bytes: 6 })
    expect(await blobs(['sweep'])).toEqual({ text: 'nothing was done\n', failed: true })
    expect(await listed(studio.blobArchive)).toHaveLength(before.length + 4)
    await blobs(['sweep'], true)
    expect(await listed(studio.blobArchive)).toEqual(before)
    expect(await json('verify')).toMatchObject({ ok: true })
  })

  it('remove nothing that came to be needed after it was found', async () => {
    const orphans = { blobs: 1, bytes: 1, found: [{ kind: 'image', sha256: pictureSha256, bytes: 1, storedAtMs: 0 } as const] }
    expect(await desk.remove(orphans, () => undefined)).toBe(0)
    expect(await studio.ports.blobStorage.has('image', pictureSha256)).toBe(true)
  })

  it('remove nothing where an event cannot be read', async () => {
    const { ports, blobArchive, database } = studio
    const broken = { ...ports.eventStore, readAll: () => Promise.reject(new TypeError('a newer version')) }
    const blind = blobsOperator({
      ...{ ...ports, eventStore: broken, blobArchive, hashing: sha256Hashing },
      records: postgresLogRecords(database),
    })
    await expect(blind.orphans(0, () => undefined)).rejects.toThrow('cannot be read')
  })

  it('refuse an age under an hour', async () => {
    await expect(blobs(['sweep', '--older-than', '0'])).rejects.toThrow('from 1')
  })
})

describe('blobs migrate', () => {
  let root = ''
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'migrate-'))
  })
  afterEach(() => rmSync(root, { recursive: true }))

  async function scene() {
    const source = fsBlobStorage(root)
    const picture = await source.put('image', new Uint8Array(100_000).fill(1))
    await source.putDerived('thumbnail-256', picture.sha256, Uint8Array.of(1, 2))
    const damaged = await source.put('mask', Uint8Array.of(3))
    writeFileSync(join(root, damaged.key), 'x')
    const target = memoryBlobs()
    const from = fsBlobArchive(root)
    const parts: Partial<BlobsParts> = {
      migrateBlobs: (_from, _to, dryRun, onProgress) =>
        moveBlobs({ from, to: target.archive, hashing: sha256Hashing }, { dryRun }, onProgress),
    }
    return { parts, target, picture, damaged }
  }

  it('copies what has its hash, names the rest, and has nothing to do the next time', async () => {
    const { parts, target, picture, damaged } = await scene()
    const findings = [{ fault: 'blob-altered', about: `mask/${damaged.sha256}` }]
    const first = await run(parts, ['migrate', 'fs', 's3', '--json'])
    expect([first.failed, JSON.parse(first.text)]).toEqual([
      true,
      { dryRun: false, blobs: 3, bytes: 100_003, copied: 2, kept: 0, findings },
    ])
    expect(Buffer.from((await target.storage.get('image', picture.sha256)) ?? []).length).toBe(100_000)
    expect(await target.storage.has('mask', damaged.sha256)).toBe(false)
    expect(JSON.parse((await run(parts, ['migrate', 'fs', 's3', '--json'])).text)).toMatchObject({ copied: 0, kept: 2, findings })
    expect(statSync(join(root, picture.key)).size).toBe(100_000)
    expect(readdirSync(root).sort()).toEqual(['image', 'mask', 'thumbnail-256'])
  })

  it('copies again what was cut off at the target', async () => {
    const { parts, target, picture } = await scene()
    async function* half(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(50_000).fill(1)
    }
    await target.archive.write('image', picture.sha256, half())
    expect(JSON.parse((await run(parts, ['migrate', 'fs', 's3', '--json'])).text)).toMatchObject({ copied: 2, kept: 0 })
    expect((await target.storage.get('image', picture.sha256))?.length).toBe(100_000)
  })

  it('only counts in a dry run', async () => {
    const { parts, target } = await scene()
    expect((await run(parts, ['migrate', 'fs', 's3', '--dry-run'])).text).toContain('would copy 3 of 3 blobs')
    expect(await listed(target.archive)).toEqual([])
  })

  it('refuses places that it does not know, and a move to where it is', async () => {
    const { parts } = await scene()
    await expect(run(parts, ['migrate', 'fs', 'tape'])).rejects.toThrow('expected fs or s3')
    await expect(run(parts, ['migrate', 'fs', 'fs'])).rejects.toThrow('two places')
  })
})

async function listed(archive: BlobArchive): Promise<readonly string[]> {
  const names: string[] = []
  for await (const { kind, sha256 } of archive.list()) names.push(`${kind}/${sha256}`)
  return names
}
