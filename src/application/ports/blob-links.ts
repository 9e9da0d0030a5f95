import type { Sha256 } from '../../domain/ids.ts'

export type BlobLink = {
  readonly url: string
  /** How long this answer may be kept; the link itself lives longer. */
  readonly freshForMs: number
}

/** Addresses under which the blob store itself hands out a blob, for some minutes and to whoever has them. Nothing is asked of the store. */
export interface BlobLinks {
  /** The same address all through a window of time, so that what lies behind it can be cached. `downloadAs`: a file's name. */
  linkTo(kind: 'image' | 'mask', sha256: Sha256, downloadAs: string | undefined): Promise<BlobLink>
}
