import { createHash } from 'node:crypto'
import { blobKey, type BlobKind, type BlobStorage, type StoredBlob } from '../../application/ports/blob-storage.ts'
import type { Sha256 } from '../../domain/ids.ts'

/** Blobs that live as long as the process: for tests. */
export function memoryBlobStorage(): BlobStorage {
  const blobs = new Map<string, Uint8Array>()
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
