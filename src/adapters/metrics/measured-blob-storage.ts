import type { BlobStorage } from '../../application/ports/blob-storage.ts'
import type { Meters } from './meters.ts'

/** The blob store with every call timed, and the bytes that went through it. */
export function measuredBlobStorage(store: BlobStorage, backend: 'fs' | 's3', meters: Meters): BlobStorage {
  async function timed<Answer>(
    op: keyof BlobStorage,
    act: () => Promise<Answer>,
    bytesOf: (answer: Answer) => number = nothing,
  ): Promise<Answer> {
    const end = meters.blobs.startTimer({ op, backend })
    try {
      const answer = await act()
      end({ result: answer === null ? 'missing' : 'ok' })
      meters.blobBytes.inc({ op, backend }, bytesOf(answer))
      return answer
    } catch (error) {
      end({ result: 'error' })
      throw error
    }
  }
  return {
    ...store,
    put: (kind, bytes) =>
      timed(
        'put',
        () => store.put(kind, bytes),
        () => bytes.byteLength,
      ),
    putDerived: (kind, source, bytes) =>
      timed(
        'putDerived',
        () => store.putDerived(kind, source, bytes),
        () => bytes.byteLength,
      ),
    get: (kind, sha256) =>
      timed(
        'get',
        () => store.get(kind, sha256),
        (found) => found?.byteLength ?? 0,
      ),
    has: (kind, sha256) => timed('has', () => store.has(kind, sha256)),
    remove: (kind, sha256) => timed('remove', () => store.remove(kind, sha256)),
    check: () => timed('check', () => store.check()),
  }
}

const nothing = (): number => 0
