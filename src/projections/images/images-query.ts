/** A row of the images view (product.md §1.2, without addresses: the door makes those). `null` texts were erased. */
export type ImageRow = {
  readonly id: string
  readonly characterId: string
  readonly userId: string
  readonly sha256: string
  readonly bytes: number
  readonly width: number
  readonly height: number
  readonly prompt: string | null
  readonly userPrompt: string | null
  readonly negativePrompt: string | null
  readonly editPrompt: string | null
  readonly seed: number | null
  readonly scene: string
  readonly environment: string
  readonly outfit: string
  readonly aspectRatio: string
  readonly qualityMode: string
  readonly nsfw: boolean
  readonly sourceImageId: string | null
  readonly rootImageId: string
  /** Oldest first. */
  readonly ancestors: readonly string[]
  readonly depth: number
  readonly editType: 'inpaint' | null
  readonly maskSha256: string | null
  readonly coveredPixels: number | null
  readonly totalPixels: number | null
  /** 100 × covered ÷ total, one decimal. */
  readonly maskCoveragePct: number | null
  readonly origin: 'generated' | 'edited' | 'uploaded'
  readonly engine: 'comfyui' | 'preview' | null
  readonly workflow: string | null
  /** Everything that was recorded of the drawing, as in the event. */
  readonly params: Readonly<Record<string, unknown>> | null
  readonly jobId: string | null
  /** Which of the job's outputs this is; null for an upload. */
  readonly outputIndex: number | null
  readonly favourite: boolean
  /** Pictures that were made of this one by an edit and are there: neither in the trash nor erased. */
  readonly edits: number
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly deletedAt: string | null
  /** The bytes and texts are gone for ever; the row stays because children point at it. Only `tree` and `changesAfter` show such rows. */
  readonly erased: boolean
  /** Log position of the last event that changed the row. */
  readonly position: bigint
}

export type ImageFilter = {
  readonly characterId?: string
  /** Any of these. */
  readonly scenes?: readonly string[]
  readonly environment?: string
  readonly outfit?: string
  readonly aspectRatio?: string
  readonly qualityMode?: string
  readonly kind?: 'generated' | 'edited' | 'uploaded'
  readonly favourite?: boolean
  /** ISO 8601, inclusive. */
  readonly from?: string
  /** ISO 8601, exclusive. */
  readonly to?: string
  /** Words to find in the prompts. */
  readonly q?: string
  readonly trash?: boolean
  readonly sort?: 'newest' | 'oldest'
}

/** What a grid needs of a picture before it draws one: enough to know where everything stands. */
export type ImageOutline = Pick<ImageRow, 'id' | 'width' | 'height' | 'createdAt'>

/** How many pictures each choice of a filter would leave, while all other filters stay as they are. What leaves none is absent. */
export type ImageFacets = {
  readonly character: Readonly<Record<string, number>>
  readonly scene: Readonly<Record<string, number>>
  readonly environment: Readonly<Record<string, number>>
  readonly aspectRatio: Readonly<Record<string, number>>
  readonly kind: Readonly<Record<string, number>>
  readonly favourites: number
}

export interface ImagesQuery {
  /**
   * Rows of an owner, keyset-paged by (createdAt, id); all rows without `limit`. A page starts behind `cursor`, which is opaque, else behind
   * the picture `after`, whether the list holds that one or not; a foreign one of either answers the first page.
   */
  list(
    ownerId: string,
    filter: ImageFilter,
    page: { readonly limit?: number; readonly cursor?: string; readonly after?: string },
  ): Promise<{ readonly rows: readonly ImageRow[]; readonly nextCursor: string | null }>
  /** `null` for unknown, erased and somebody else's. Trashed rows are found. */
  find(ownerId: string, id: string): Promise<ImageRow | null>
  /** The images that a job made, by output index. */
  ofJob(ownerId: string, jobId: string): Promise<readonly ImageRow[]>
  /** Every image of the tree that `id` belongs to, parents before children, oldest first. */
  tree(ownerId: string, id: string): Promise<readonly ImageRow[]>
  /** Ids in the gallery's order, for jump and range select; at most 100,000, those behind the picture `after` where it is given. */
  ids(ownerId: string, filter: ImageFilter, after?: string): Promise<readonly string[]>
  /**
   * How many pictures each choice of a filter would leave under the other filters. Read from counters; under a search, a period or in the
   * trash, of which no counter knows, the pictures themselves are counted, and the answer is null where they are too many for that.
   */
  facets(ownerId: string, filter: ImageFilter): Promise<ImageFacets | null>
  /** The ids with shape and time, for the layout of a whole gallery. */
  outline(ownerId: string, filter: ImageFilter, after?: string): Promise<readonly ImageOutline[]>
}
