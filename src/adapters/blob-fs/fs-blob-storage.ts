import { createHash, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { blobKey, StorageUnavailable, type BlobKind, type BlobStorage, type StoredBlob } from '../../application/ports/blob-storage.ts'
import type { Sha256 } from '../../domain/ids.ts'
import {
  fileName,
  folderOf,
  openedOnce,
  orNull,
  orUnavailable,
  placeOf,
  readWhole,
  sizeOf,
  syncFolder,
  unfinished,
  writeDurably,
  writeWhole,
} from './durable-files.ts'

/**
 * Blobs as files under `rootDir`, which is made when missing. A file gets its name only when all its bytes are on the medium, so a
 * reader sees the whole blob or none.
 */
export function fsBlobStorage(rootDir: string): BlobStorage {
  const root = openedOnce(rootDir)

  async function store(kind: BlobKind, sha256: Sha256, bytes: Uint8Array): Promise<StoredBlob> {
    const key = blobKey(kind, sha256)
    return orUnavailable(async () => {
      const folder = await folderOf(await root(), dirname(key))
      const file = join(folder, fileName(key))
      const found = await sizeOf(file)
      // The bytes of a key never change, so a file of another length than its own content is damaged and is written anew.
      const isKept = found !== null && (isDerived(kind) || found === bytes.length)
      if (!isKept) await writeWhole(folder, file, bytes)
      // Also where the file was there before: its writer may not yet have come this far, and our answer promises durability.
      await syncFolder(folder)
      return { key, sha256, bytes: isKept ? found : bytes.length }
    })
  }

  return {
    put: (kind, bytes) => store(kind, createHash('sha256').update(bytes).digest('hex'), bytes),
    putDerived: store,
    async get(kind, sha256) {
      const key = blobKey(kind, sha256)
      return orUnavailable(async () => orNull('ENOENT', async () => readWhole(await placeOf(await root(), key))))
    },
    async has(kind, sha256) {
      const key = blobKey(kind, sha256)
      return orUnavailable(async () => (await orNull('ENOENT', async () => sizeOf(await placeOf(await root(), key)))) !== null)
    },
    async remove(kind, sha256) {
      const key = blobKey(kind, sha256)
      await orUnavailable(() => orNull('ENOENT', async () => rm(await placeOf(await root(), key))))
    },
    check: () => orUnavailable(async () => proveWrite(await root())),
  }
}

const isDerived = (kind: BlobKind): boolean => kind === 'thumbnail-256' || kind === 'thumbnail-512'

/** A full or read-only medium often still opens files; only bytes that come back prove that it works. */
async function proveWrite(root: string): Promise<void> {
  const file = join(root, `${unfinished}${randomUUID()}`)
  const bytes = createHash('sha256').update(file).digest()
  try {
    await writeDurably(file, bytes)
    if (!bytes.equals(await readWhole(file))) throw new StorageUnavailable('the blob folder gave back other bytes than were written')
  } finally {
    await rm(file, { force: true })
  }
}
