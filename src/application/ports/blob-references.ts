import type { Sha256 } from '../../domain/ids.ts'

/**
 * Which streams ever recorded a hash: as a picture, as a character's face, or as a mask. They are candidates only: whether one of them
 * still needs the blob, its fold tells. Asked of the log, not of a view, so none that was recorded before the question is left out.
 *
 * Throws `EventStoreUnavailable` when the log cannot be reached.
 */
export interface BlobReferences {
  /** Names of streams, each once; empty for a hash that no event knows. */
  streamsNaming(sha256: Sha256): Promise<readonly string[]>
}
