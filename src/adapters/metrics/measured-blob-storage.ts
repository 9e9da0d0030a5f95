import type { BlobStorage } from '../../application/ports/blob-storage.ts'
import type { Meters } from './meters.ts'
import { timed } from './timed.ts'

/** The blob store with every call timed, and the bytes that went through it. */
export function measuredBlobStorage(store: BlobStorage, backend: 'fs' | 's3', meters: Meters): BlobStorage {
  async function counted<Answer>(
    op: keyof BlobStorage,
    act: () => Promise<Answer>,
    bytesOf: (answer: Answer) => number = nothing,
  ): Promise<Answer> {
    const answer = await timed(meters.blobs.startTimer({ op, backend }), act, (found) => (found === null ? 'missing' : 'ok'))
    meters.blobBytes.inc({ op, backend }, bytesOf(answer))
    return answer
  }
  return {
    ...store,
    put: (kind, bytes) =>
      counted(
        'put',
        () => store.put(kind, bytes),
        () => bytes.byteLength,
      ),
    putDerived: (kind, source, bytes) =>
      counted(
        'putDerived',
        () => store.putDerived(kind, source, bytes),
        () => bytes.byteLength,
      ),
    get: (kind, sha256) =>
      counted(
        'get',
        () => store.get(kind, sha256),
        (found) => found?.byteLength ?? 0,
      ),
    has: (kind, sha256) => counted('has', () => store.has(kind, sha256)),
    remove: (kind, sha256) => counted('remove', () => store.remove(kind, sha256)),
    check: () => counted('check', () => store.check()),
  }
}

const nothing = (): number => 0
