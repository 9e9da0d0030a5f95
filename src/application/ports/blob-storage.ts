import type { Sha256 } from '../../domain/ids.ts'

/** What lies in the blob store. The key is made from kind and content hash alone, never from user input. */
export type BlobKind = 'image' | 'mask' | 'workflow' | 'thumbnail-256' | 'thumbnail-512'

export type StoredBlob = { readonly key: string; readonly sha256: Sha256; readonly bytes: number }

const extensionOf: Readonly<Record<BlobKind, string>> = {
  image: 'png',
  mask: 'png',
  workflow: 'json',
  'thumbnail-256': 'webp',
  'thumbnail-512': 'webp',
}

/** For example `image/3f/3f9c….png`. A thumbnail lies under the hash of the image it was made from. */
export function blobKey(kind: BlobKind, sha256: Sha256): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`a blob key needs 64 lowercase hexadecimal digits, got ${sha256.length} characters`)
  return `${kind}/${sha256.slice(0, 2)}/${sha256}.${extensionOf[kind]}`
}

/** What `blobKey` made a key from; `null` for what is no key. */
export function blobOfKey(key: string): { readonly kind: BlobKind; readonly sha256: Sha256 } | null {
  const [, kind = '', sha256 = ''] = /^([a-z0-9-]+)\/[0-9a-f]{2}\/([0-9a-f]{64})[.][a-z]+$/.exec(key) ?? []
  return isBlobKind(kind) && blobKey(kind, sha256) === key ? { kind, sha256 } : null
}

const isBlobKind = (word: string): word is BlobKind => Object.hasOwn(extensionOf, word)

/**
 * Immutable bytes. Putting the same bytes twice is a success and writes once; a reader never sees a part of a blob; what `put` has
 * answered survives a power cut as far as the medium does.
 *
 * Every method throws `StorageUnavailable` when the store cannot be used (down, full, refused).
 */
export interface BlobStorage {
  /** Stores bytes under their own hash. */
  put(kind: 'image' | 'mask' | 'workflow', bytes: Uint8Array): Promise<StoredBlob>
  /** Stores bytes that were derived from another blob (a thumbnail) under that blob's hash; an existing one is kept. */
  putDerived(kind: 'thumbnail-256' | 'thumbnail-512', source: Sha256, bytes: Uint8Array): Promise<StoredBlob>
  /** `null` when there is none. */
  get(kind: BlobKind, sha256: Sha256): Promise<Uint8Array | null>
  has(kind: BlobKind, sha256: Sha256): Promise<boolean>
  /** Removes a blob; absent is a success. */
  remove(kind: BlobKind, sha256: Sha256): Promise<void>
  /**
   * Proves that the store takes a write and gives it back; used before a request is accepted and at start-up. May also say no while
   * there is room for what was accepted and none for more.
   */
  check(): Promise<void>
}

export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable'
}
