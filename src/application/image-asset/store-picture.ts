import type { Result } from '../../domain/decider.ts'
import type { BlobStorage, StoredBlob } from '../ports/blob-storage.ts'
import type { ImageCodec } from '../ports/image-codec.ts'
import type { Refusal } from '../refusals.ts'
import { whileStoring } from '../storage-check.ts'

type PictureStores = { readonly blobStorage: BlobStorage; readonly imageCodec: ImageCodec }

/** Stores a picture and its two thumbnails, before any event speaks of it. Throws `StorageUnavailable`. */
export async function storePicture({ blobStorage, imageCodec }: PictureStores, png: Uint8Array): Promise<StoredBlob> {
  const stored = await blobStorage.put('image', png)
  await blobStorage.putDerived('thumbnail-256', stored.sha256, await imageCodec.thumbnail(png, 256))
  await blobStorage.putDerived('thumbnail-512', stored.sha256, await imageCodec.thumbnail(png, 512))
  return stored
}

export const pictureStored = (stores: PictureStores, png: Uint8Array): Promise<Result<StoredBlob, Refusal>> =>
  whileStoring(() => storePicture(stores, png))
