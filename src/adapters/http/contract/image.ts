import { z } from 'zod'
import { aspectRatio, environment, outfit, qualityMode, scene } from './presets.ts'
import { flag, id, orNull, seed, text, time } from './text.ts'

/** What can differ between a picture and its parent, in the order in which people read it. `size` is `832 × 1472`. */
export const lineageFields = [
  'editPrompt',
  'prompt',
  'negativePrompt',
  'seed',
  'workflow',
  'steps',
  'cfg',
  'guidance',
  'sampler',
  'scheduler',
  'denoise',
  'growPx',
  'featherPx',
  'strength',
  'area',
  'maskCoveragePct',
  'size',
] as const

/**
 * A picture on the wire (product.md §1.2). `null` texts were erased or never given. Where `hidden` is true the viewer has not opted in:
 * every address and key is null and the bytes answer 404.
 */
export const image = z
  .strictObject({
    id,
    characterId: id,
    userId: id,
    url: z.string().nullable(),
    /** 256 px on the longer side; `?size=512` for the larger one. */
    thumbnailUrl: z.string().nullable(),
    width: z.int(),
    height: z.int(),
    prompt: z.string().nullable(),
    userPrompt: z.string().nullable(),
    negativePrompt: z.string().nullable(),
    editPrompt: z.string().nullable(),
    seed: seed.nullable(),
    status: z.literal('completed'),
    generationError: z.null(),
    scene,
    environment,
    outfit: z.string(),
    aspectRatio,
    qualityMode,
    nsfw: z.boolean(),
    hidden: z.boolean(),
    sourceImageId: id.nullable(),
    editType: z.literal('inpaint').nullable(),
    editMaskUrl: z.string().nullable(),
    /** 0..100, one decimal. */
    maskCoveragePct: z.number().min(0).max(100).nullable(),
    origin: z.enum(['generated', 'edited', 'uploaded']),
    engine: z.enum(['comfyui', 'preview']).nullable(),
    workflow: z.string().nullable(),
    favourite: z.boolean(),
    createdAt: time,
    s3Key: z.string().nullable(),
    s3Url: z.string().nullable(),
    thumbnailKey: z.string().nullable(),
    editMaskS3Key: z.string().nullable(),
    // Ours, for the Studio.
    jobId: id.nullable(),
    /** Pictures made of this one by an edit; those in the trash do not count. */
    edits: z.int().min(0),
    rootImageId: id,
    depth: z.int(),
    bytes: z.int(),
    /** Everything recorded of the drawing: steps, cfg, sampler, denoise, growPx … */
    params: z.record(z.string(), z.unknown()).nullable(),
    /** When it was put into the trash. */
    deletedAt: time.nullable(),
    /** From when on it is erased for ever, unless it is taken out of the trash before; null for what does not lie there. */
    purgeAt: time.nullable(),
    /** Its bytes and words are gone for ever; only the tree of its relatives still shows it, without an address. */
    erased: z.boolean(),
  })
  .meta({ id: 'Image' })

/** `image` is null once the picture is erased, and while the view is behind (`X-Projection-Lag` then says by how much). */
export const imageAnswer = z.strictObject({ id, image: orNull(image) }).meta({ id: 'ImageAnswer' })
/** `forever` erases what lies in the trash: there is no way back. */
export const deleteQuery = z.strictObject({ forever: flag.optional() })
export const imageChanges = z.strictObject({ favourite: z.boolean() }).meta({ id: 'ImageChanges' })

/** One thing in which a picture was made otherwise than its parent; null where one of the two has none. */
const change = z.strictObject({
  field: z.enum(lineageFields),
  from: z.union([z.string(), z.number(), z.null()]),
  to: z.union([z.string(), z.number(), z.null()]),
})
export const lineageEdge = z.strictObject({ parentId: id, childId: id, changes: z.array(change) }).meta({ id: 'LineageEdge' })
/** The tree that an image belongs to, parents before children; trashed ones carry `deletedAt`, erased ones have no address. */
export const lineage = z.strictObject({ rootImageId: id, images: z.array(image), edges: z.array(lineageEdge) }).meta({ id: 'Lineage' })

/** The fields of an upload's form beside `file`, as text. The ratio is the nearest of the three, by the picture itself. */
export const uploadFields = z
  .strictObject({
    scene,
    environment,
    outfit,
    qualityMode: qualityMode.default('draft'),
    nsfw: flag.default(false),
    prompt: text(0, 2000).optional(),
  })
  .meta({ id: 'UploadFields' })

/** `?download`, with any value or none, asks for a name to save under. */
export const downloadQuery = z.object({ download: z.string().optional() })
export const thumbnailQuery = z.object({ size: z.enum(['256', '512']).optional() })

export type WireImage = z.infer<typeof image>
export type ImageAnswer = z.infer<typeof imageAnswer>
export type ImageChanges = z.input<typeof imageChanges>
export type LineageEdge = z.infer<typeof lineageEdge>
export type Lineage = z.infer<typeof lineage>
