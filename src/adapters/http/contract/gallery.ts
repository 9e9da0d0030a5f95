import { z } from 'zod'
import { aspectRatio, environment, qualityMode, scene } from './presets.ts'
import { image } from './image.ts'
import { count, flag, id, moment, text } from './text.ts'

const filters = {
  scene: z
    .union([scene, z.array(scene).min(1).max(scene.options.length)])
    .optional()
    .meta({ description: 'Given several times, pictures of any of these scenes are found.' }),
  environment: environment.optional(),
  outfit: text(0, 400).optional(),
  aspectRatio: aspectRatio.optional(),
  qualityMode: qualityMode.optional(),
  kind: z.enum(['generated', 'edited', 'uploaded']).optional(),
  favourite: flag.optional(),
  from: moment.optional().meta({ description: 'Inclusive.' }),
  to: moment.optional().meta({ description: 'Exclusive.' }),
  q: text(0, 400).optional().meta({ description: 'Words to find in the prompts.' }),
  sort: z.enum(['newest', 'oldest']).optional(),
}
const after = id.optional().meta({ description: 'A picture of one’s own: only what stands behind it in this order.' })
const paging = { limit: count(1, 200).optional(), cursor: z.string().max(400).optional() }

/** A character's own gallery. Without `limit` the whole list is answered, as old clients expect; unknown parameters are ignored. */
export const characterGalleryQuery = z.object({ ...filters, ...paging })

/** The gallery over all characters, the trash included with `trash=true`; 60 a page unless told. */
export const galleryQuery = z.strictObject({ ...filters, ...paging, after, characterId: id.optional(), trash: flag.optional() })

/** The same without pages: ids in the gallery's order, at most 100,000; with `outline=true` also what a grid is laid out by. */
export const galleryIdsQuery = z.strictObject({
  ...filters,
  after,
  characterId: id.optional(),
  trash: flag.optional(),
  outline: flag.optional(),
})

/** The gallery's filters: what each of their choices would leave. */
export const galleryFacetsQuery = z.strictObject({ ...filters, characterId: id.optional(), trash: flag.optional() })

/** Newest first unless `sort` says otherwise. `nextCursor` is there when the request paged; null on the last page. */
export const gallery = z.strictObject({ images: z.array(image), nextCursor: z.string().nullable().optional() }).meta({ id: 'Gallery' })
export const galleryIds = z
  .strictObject({
    ids: z.array(id),
    aspects: z.array(z.number().positive()).optional().meta({ description: 'Width ÷ height of each, three decimals.' }),
    createdAtSeconds: z.array(z.int()).optional().meta({ description: 'Since 1970, of each.' }),
  })
  .meta({ id: 'GalleryIds' })

const pictures = z.record(z.string(), z.int().min(1))
/**
 * How many pictures each choice of a filter would leave while the other filters stay; a choice that leaves none is absent. Null where a
 * search or a period leaves more than are counted.
 */
export const galleryFacets = z
  .strictObject({
    facets: z
      .strictObject({
        character: pictures,
        scene: pictures,
        environment: pictures,
        aspectRatio: pictures,
        kind: pictures,
        favourites: z.int().min(0),
      })
      .nullable(),
  })
  .meta({ id: 'GalleryFacets' })

export type GalleryQuery = z.input<typeof galleryQuery>
export type Gallery = z.infer<typeof gallery>
export type GalleryIds = z.infer<typeof galleryIds>
export type GalleryFacets = z.infer<typeof galleryFacets>
