import type { Sha256 } from '../../domain/ids.ts'
import type { BlobKind } from './blob-storage.ts'

export type ListedBlob = {
  readonly kind: BlobKind
  readonly sha256: Sha256
  readonly bytes: number
  /** When it was written, in milliseconds since 1970. */
  readonly storedAtMs: number
}

/**
 * A blob store as a whole, for those who check, tidy, move and save it. Blobs of any size go through in pieces.
 *
 * Everything throws `StorageUnavailable` when the store cannot be used, also in the middle of a list or a blob.
 */
export interface BlobArchive {
  /** Every blob that was there all the time, once; what is no blob is left out. */
  list(): AsyncIterable<ListedBlob>
  /** `null` when there is none. */
  read(kind: BlobKind, sha256: Sha256): Promise<AsyncIterable<Uint8Array> | null>
  /** Stores what comes in pieces, in place of what is there. When the pieces throw, so does this, and nothing has changed. */
  write(kind: BlobKind, sha256: Sha256, pieces: AsyncIterable<Uint8Array>): Promise<void>
}

/** For writers: what the pieces throw is not the store's fault, and goes to whoever asked as it is. */
export function watched(pieces: AsyncIterable<Uint8Array>) {
  let broken: { readonly error: unknown } | null = null
  async function* watching(): AsyncGenerator<Uint8Array> {
    try {
      yield* pieces
    } catch (error) {
      broken = { error }
      throw error
    }
  }
  return {
    pieces: watching(),
    rethrow(error: unknown): never {
      throw broken === null ? error : broken.error
    },
  }
}

/** For readers: `guard` names what goes wrong while the values are asked for, not what their reader does with them. */
export async function* guarded<Value>(
  values: AsyncIterable<Value>,
  guard: <Answer>(act: () => Promise<Answer>) => Promise<Answer>,
): AsyncGenerator<Value> {
  const asked = values[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await guard(() => asked.next())
      if (next.done === true) return
      yield next.value
    }
  } finally {
    await asked.return?.()
  }
}
