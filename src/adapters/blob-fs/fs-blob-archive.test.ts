import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { blobArchiveContract } from '../../application/ports/blob-archive.contract.ts'
import { StorageUnavailable } from '../../application/ports/blob-storage.ts'
import { fsBlobArchive } from './fs-blob-archive.ts'
import { fsBlobStorage } from './fs-blob-storage.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'blob-archive-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

blobArchiveContract('the archive of a folder', async () => ({ storage: fsBlobStorage(root), archive: fsBlobArchive(root) }))

describe('the archive of a folder', () => {
  const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

  it('given files that are no blobs, then they are left out', async () => {
    await fsBlobStorage(root).put('image', new TextEncoder().encode('abc'))
    await mkdir(join(root, 'image/bb'))
    for (const file of ['notes.txt', 'image/ba/.unfinished-x', `image/bb/${sha256}.png`, `image/ba/${sha256}.webp`])
      await writeFile(join(root, file), 'x')
    const listed = []
    for await (const blob of fsBlobArchive(root).list()) listed.push(blob.sha256)
    expect(listed).toEqual([sha256])
  })

  it('given pieces that break off, then no file stays behind', async () => {
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(3)
      throw new Error('the source broke off')
    }
    await expect(fsBlobArchive(root).write('image', sha256, breaking())).rejects.toThrow('the source broke off')
    expect(await readdir(join(root, 'image/ba'))).toEqual([])
  })

  it('given a folder that cannot be used, then everything says so', async () => {
    await writeFile(join(root, 'blocked'), 'a file where the folder should be')
    const archive = fsBlobArchive(join(root, 'blocked'))
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(3)
    }
    await expect(archive.list()[Symbol.asyncIterator]().next()).rejects.toThrow(StorageUnavailable)
    await expect(archive.read('image', sha256)).rejects.toThrow(StorageUnavailable)
    await expect(archive.write('image', sha256, pieces())).rejects.toThrow(StorageUnavailable)
  })
})
