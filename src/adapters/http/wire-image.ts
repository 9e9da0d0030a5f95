import type { ImageRow } from '../../projections/images/images-query.ts'
import type { WireImage } from './contract/image.ts'
import { image } from './contract/image.ts'

/** For whom a row is shown: where addresses start, how long the trash keeps pictures, and whether the person has opted in to nsfw ones. */
export type Viewer = { readonly publicUrl: string; readonly trashMs: number; readonly showNsfw: boolean }

/** Whether this viewer gets no address and no bytes of it. */
export const isHidden = (of: { readonly nsfw: boolean }, viewer: Pick<Viewer, 'showNsfw'>): boolean => of.nsfw && !viewer.showNsfw

/** Made once, and not for every picture. */
const presets = image.pick({ scene: true, environment: true, aspectRatio: true, qualityMode: true })

/** A row of the images view as the wire tells it (product.md §1.2). */
export function wireImage(row: ImageRow, viewer: Viewer): WireImage {
  const hidden = isHidden(row, viewer)
  const { scene, environment, aspectRatio, qualityMode } = row
  return {
    id: row.id,
    characterId: row.characterId,
    userId: row.userId,
    width: row.width,
    height: row.height,
    prompt: row.prompt,
    userPrompt: row.userPrompt,
    negativePrompt: row.negativePrompt,
    editPrompt: row.editPrompt,
    seed: row.seed,
    // An asset exists only once its bytes do; what fails lives on the job.
    status: 'completed',
    generationError: null,
    outfit: row.outfit,
    nsfw: row.nsfw,
    hidden,
    sourceImageId: row.sourceImageId,
    editType: row.editType,
    maskCoveragePct: row.maskCoveragePct,
    origin: row.origin,
    engine: row.engine,
    workflow: row.workflow,
    favourite: row.favourite,
    edits: row.edits,
    createdAt: row.createdAt,
    jobId: row.jobId,
    rootImageId: row.rootImageId,
    depth: row.depth,
    bytes: row.bytes,
    params: row.params,
    deletedAt: row.deletedAt,
    purgeAt: row.deletedAt === null || row.erased ? null : new Date(Date.parse(row.deletedAt) + viewer.trashMs).toISOString(),
    erased: row.erased,
    // At the end: what is named after a spread is added field by field, which was most of the time that a page of a gallery took.
    ...presets.parse({ scene, environment, aspectRatio, qualityMode }),
    ...(hidden ? noAddresses : addressesOf(row, viewer.publicUrl)),
  }
}

type Addresses = Pick<WireImage, 'url' | 'thumbnailUrl' | 'editMaskUrl' | 's3Key' | 's3Url' | 'thumbnailKey' | 'editMaskS3Key'>

const noAddresses: Addresses = {
  url: null,
  thumbnailUrl: null,
  editMaskUrl: null,
  s3Key: null,
  s3Url: null,
  thumbnailKey: null,
  editMaskS3Key: null,
}

function addressesOf(row: ImageRow, publicUrl: string): Addresses {
  if (row.erased) return noAddresses
  const at = `${publicUrl}/api/v1/images/${row.id}`
  return {
    url: `${at}/file`,
    thumbnailUrl: `${at}/thumbnail`,
    editMaskUrl: row.maskSha256 === null ? null : `${at}/mask`,
    s3Key: keyOf('image', row.sha256, 'png'),
    s3Url: `${at}/file`,
    thumbnailKey: keyOf('thumbnail-256', row.sha256, 'webp'),
    editMaskS3Key: row.maskSha256 === null ? null : keyOf('mask', row.maskSha256, 'png'),
  }
}

/** Old clients read keys. They are the blob store's; a test holds the two equal. */
const keyOf = (kind: string, sha256: string, extension: string): string => `${kind}/${sha256.slice(0, 2)}/${sha256}.${extension}`
