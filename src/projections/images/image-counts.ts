import type { Counting } from '../counting.ts'
import type { ImageRow } from './images-query.ts'

/** Pictures of an owner that are alike in all that a gallery is mostly filtered by. A row a combination: few, however many the pictures. */
export type ImageCount = {
  readonly id: string
  readonly userId: string
  readonly characterId: string
  readonly scene: string
  readonly environment: string
  readonly aspectRatio: string
  readonly origin: ImageRow['origin']
  readonly favourite: boolean
  readonly total: number
}

/** The pictures that are there; those in the trash are not counted. */
export const imageCounts: Counting<ImageRow> = {
  name: 'image-counts',
  counterOf: ({ userId, characterId, scene, environment, aspectRatio, origin, favourite, deletedAt, erased }) => {
    if (deletedAt !== null || erased) return null
    const facets = { characterId, scene, environment, aspectRatio, origin, favourite }
    return { id: [userId, ...Object.values(facets)].join('/'), userId, ...facets }
  },
}
