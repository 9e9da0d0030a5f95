import { createHash } from 'node:crypto'
import type { BlobArchive } from '../../application/ports/blob-archive.ts'
import { blobKey, blobOfKey, type BlobKind, type BlobStorage, type StoredBlob } from '../../application/ports/blob-storage.ts'
import type { Sha256 } from '../../domain/ids.ts'

/** Blobs that live as long as the process: for tests. */
export const memoryBlobStorage = (): BlobStorage => memoryBlobs().storage

/** As above, with the list of them; each is of the moment in which it is listed. */
export function memoryBlobs(): { readonly storage: BlobStorage; readonly archive: BlobArchive } {
  const blobs = new Map<string, Uint8Array>()
  return { storage: storageOf(blobs), archive: archiveOf(blobs) }
}

function archiveOf(blobs: Map<string, Uint8Array>): BlobArchive {
  return {
    async *list() {
      for (const [key, { length }] of [...blobs]) {
        const blob = blobOfKey(key)
        if (blob !== null) yield { ...blob, bytes: length, storedAtMs: Date.now() }
      }
    },
    async read(kind, sha256) {
      const bytes = blobs.get(blobKey(kind, sha256))
      return bytes === undefined ? null : inPieces(bytes)
    },
    async write(kind, sha256, pieces) {
      const all: Uint8Array[] = []
      for await (const piece of pieces) all.push(piece)
      blobs.set(blobKey(kind, sha256), new Uint8Array(Buffer.concat(all)))
    },
  }
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes.slice()
}

function storageOf(blobs: Map<string, Uint8Array>): BlobStorage {
  function keep(kind: BlobKind, sha256: Sha256, bytes: Uint8Array): Promise<StoredBlob> {
    const key = blobKey(kind, sha256)
    const kept = blobs.get(key) ?? new Uint8Array(bytes)
    blobs.set(key, kept)
    return Promise.resolve({ key, sha256, bytes: kept.length })
  }
  return {
    put: (kind, bytes) => keep(kind, createHash('sha256').update(bytes).digest('hex'), bytes),
    putDerived: keep,
    // Copies go out as they came in: a caller that writes into its bytes must not change what is stored.
    get: (kind, sha256) => Promise.resolve(blobs.get(blobKey(kind, sha256))?.slice() ?? null),
    has: (kind, sha256) => Promise.resolve(blobs.has(blobKey(kind, sha256))),
    remove: (kind, sha256) => {
      blobs.delete(blobKey(kind, sha256))
      return Promise.resolve()
    },
    check: () => Promise.resolve(),
  }
}
