import { ok, rejected, type Result } from '../../domain/decider.ts'
import { visibleImage, type LivingImage } from '../authority.ts'
import type { BlobKind } from '../ports/blob-storage.ts'
import type { Refusal } from '../refusals.ts'
import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'

type File = { readonly bytes: Uint8Array; readonly mime: string; readonly sha256: string }

/** The bytes of a picture of one's own, its thumbnails or its mask. A picture in the trash can still be looked at. */
export const readImageFile =
  (ports: Ports): UseCases['readImageFile'] =>
  async ({ assetId, what }, caller) => {
    const image = await visibleImage(ports.eventStore, assetId, caller.user)
    if (!image.ok) return image
    const { facts } = image.value
    const file = await readFile(ports, what, facts)
    return file.ok ? ok({ ...file.value, nsfw: facts.studio.nsfw }) : file
  }

type What = Parameters<UseCases['readImageFile']>[0]['what']

async function readFile(ports: Ports, what: What, { sha256, maskSha256 }: LivingImage['facts']): Promise<Result<File, Refusal>> {
  switch (what) {
    case 'file':
      return readBlob(ports, 'image', sha256, 'image/png')
    case 'mask':
      return maskSha256 === undefined ? rejected({ type: 'not-found' }) : readBlob(ports, 'mask', maskSha256, 'image/png')
    case 'thumbnail-256':
    case 'thumbnail-512':
      return readThumbnail(ports, what, sha256)
  }
}

export async function readBlob(
  ports: Pick<Ports, 'blobStorage'>,
  kind: BlobKind,
  sha256: string,
  mime: string,
): Promise<Result<File, Refusal>> {
  const bytes = await ports.blobStorage.get(kind, sha256)
  return bytes === null ? rejected({ type: 'not-found' }) : ok({ bytes, mime, sha256 })
}

/** Thumbnails can be made again from their picture, so a lost one is no loss. */
async function readThumbnail(ports: Ports, kind: 'thumbnail-256' | 'thumbnail-512', sha256: string): Promise<Result<File, Refusal>> {
  const kept = await readBlob(ports, kind, sha256, 'image/webp')
  if (kept.ok) return kept
  const picture = await ports.blobStorage.get('image', sha256)
  if (picture === null) return rejected({ type: 'not-found' })
  return ok({ bytes: await ports.imageCodec.thumbnail(picture, kind === 'thumbnail-256' ? 256 : 512), mime: 'image/webp', sha256 })
}
