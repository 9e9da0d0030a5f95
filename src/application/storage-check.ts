import { ok, rejected, type Result } from '../domain/decider.ts'
import type { Sha256 } from '../domain/ids.ts'
import { StorageUnavailable, type BlobStorage } from './ports/blob-storage.ts'
import type { Refusal } from './refusals.ts'

/** Runs something that stores bytes; a store that cannot be used becomes a refusal, so that nothing is accepted that could not be kept. */
export async function whileStoring<Value>(act: () => Promise<Value>): Promise<Result<Value, Refusal>> {
  try {
    return ok(await act())
  } catch (error) {
    if (error instanceof StorageUnavailable) return rejected({ type: 'storage-unavailable' })
    throw error
  }
}

/**
 * To be called with what was stored once its event is recorded. Storing bytes that are there writes nothing; were they being removed at
 * that moment, because nothing needed them any more, they are stored anew (see `processes/remove-erased-bytes.ts`).
 */
export async function keepBytes(blobStorage: BlobStorage, kind: 'image' | 'mask', sha256: Sha256, bytes: Uint8Array): Promise<void> {
  if (!(await blobStorage.has(kind, sha256))) await blobStorage.put(kind, bytes)
}

export const storageTakesWrites = (blobStorage: BlobStorage): Promise<Result<void, Refusal>> => whileStoring(() => blobStorage.check())
