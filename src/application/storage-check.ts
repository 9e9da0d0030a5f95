import { ok, rejected, type Result } from '../domain/decider.ts'
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

export const storageTakesWrites = (blobStorage: BlobStorage): Promise<Result<void, Refusal>> => whileStoring(() => blobStorage.check())
