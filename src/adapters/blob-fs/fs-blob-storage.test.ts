import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { blobStorageContract, doorsOf, failureOf } from '../../application/ports/blob-storage.contract.ts'
import { StorageUnavailable } from '../../application/ports/blob-storage.ts'
import { fsBlobStorage } from './fs-blob-storage.ts'

const bytes = new TextEncoder().encode('abc')
const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'blob-fs-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const filesUnder = async (dir: string): Promise<string[]> => {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

blobStorageContract('the storage on disk', () => Promise.resolve(fsBlobStorage(join(root, 'blobs'))))

describe('the storage on disk', () => {
  it('given many puts, then no unfinished file stays behind and nobody else may read', async () => {
    const storage = fsBlobStorage(root)
    const stored = await Promise.all(Array.from({ length: 30 }, (_, n) => storage.put('image', Uint8Array.of(n % 10))))
    await storage.check()
    expect((await filesUnder(root)).sort()).toEqual([...new Set(stored.map(({ sha256: hash }) => `${hash}.png`))].sort())
    expect((await stat(join(root, stored[0]?.key ?? ''))).mode & 0o077).toBe(0)
  })

  it('given the same bytes again, then nothing is written', async () => {
    const storage = fsBlobStorage(root)
    const { key } = await storage.put('image', bytes)
    const before = await stat(join(root, key))
    await storage.put('image', bytes)
    const after = await stat(join(root, key))
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs])
  })

  it('given a blob that lost bytes on the medium, then putting it again mends it', async () => {
    const storage = fsBlobStorage(root)
    const { key } = await storage.put('image', bytes)
    await writeFile(join(root, key), 'a')
    expect(await storage.put('image', bytes)).toEqual({ key, sha256, bytes: 3 })
    expect(await readFile(join(root, key), 'utf8')).toBe('abc')
  })

  it('given leftovers of a crash, then opening sweeps the old ones and lets a neighbour finish', async () => {
    const old = join(root, 'image/ba/.unfinished-old')
    const young = join(root, 'image/ba/.unfinished-young')
    await mkdir(dirname(old), { recursive: true })
    await writeFile(old, 'half')
    await writeFile(young, 'half')
    const twoHoursAgo = new Date(Date.now() - 7_200_000)
    await utimes(old, twoHoursAgo, twoHoursAgo)
    await fsBlobStorage(root).check()
    expect(await filesUnder(root)).toEqual(['.unfinished-young'])
  })

  it('given a folder that is a link out of the store, then neither read nor write follows it', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'blob-fs-outside-'))
    try {
      await mkdir(join(root, 'image'))
      await symlink(outside, join(root, 'image/ba'))
      await writeFile(join(outside, `${sha256}.png`), 'secret')
      const storage = fsBlobStorage(root)
      await expect(storage.put('image', bytes)).rejects.toThrow(StorageUnavailable)
      await expect(storage.get('image', sha256)).rejects.toThrow(StorageUnavailable)
      await expect(storage.has('image', sha256)).rejects.toThrow(StorageUnavailable)
      await expect(storage.remove('image', sha256)).rejects.toThrow(StorageUnavailable)
      expect(await filesUnder(outside)).toEqual([`${sha256}.png`])
    } finally {
      await rm(outside, { recursive: true, force: true })
    }
  })

  it('given a blob that is a link, then it is not followed', async () => {
    await mkdir(join(root, 'image/ba'), { recursive: true })
    await writeFile(join(root, 'secret'), 'secret')
    await symlink(join(root, 'secret'), join(root, `image/ba/${sha256}.png`))
    await expect(fsBlobStorage(root).get('image', sha256)).rejects.toThrow(StorageUnavailable)
  })

  it('given a root that is itself reached through a link, then it works', async () => {
    await mkdir(join(root, 'real'))
    await symlink(join(root, 'real'), join(root, 'alias'))
    const storage = fsBlobStorage(join(root, 'alias'))
    await storage.put('image', bytes)
    expect(await storage.get('image', sha256)).not.toBeNull()
  })

  it('given a store that cannot be used, then every door says so, without a path, and recovers when it can', async () => {
    const blocked = join(root, 'blocked')
    await writeFile(blocked, 'a file where the folder should be')
    const storage = fsBlobStorage(blocked)
    for (const door of doorsOf(storage)) {
      const failure = await failureOf(door())
      expect(failure).toBeInstanceOf(StorageUnavailable)
      expect((failure as Error).message).not.toContain(root)
    }
    await rm(blocked)
    await expect(storage.check()).resolves.toBeUndefined()
    await expect(storage.put('image', bytes)).resolves.toMatchObject({ sha256 })
  })
})
