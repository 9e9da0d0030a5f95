import { blobKey } from '../../../application/ports/blob-storage.ts'
import type { ImageRow } from '../../../projections/images/images-query.ts'
import { instant, instantOrNull, int8, number, numberOrNull, same, type ViewTable } from './view-table.ts'

/** Filters with an index of their own: one that fits few or no pictures would else be looked for in all of them. */
const facets = ['scene', 'environment', 'outfit', 'aspect_ratio', 'quality_mode', 'origin'] as const

/** Wide columns that nobody searches or sorts by: statistics of them were half of what `analyze` costs a rebuild. */
const onlyRead = ['s3_key', 's3_url', 'thumbnail_key', 'thumbnail_url', 'prompt', 'user_prompt', 'negative_prompt', 'edit_prompt', 'params']

/** Table and stable view `images`: the columns that product.md §1.2 promises to readers in SQL. */
export const imagesView: ViewTable<ImageRow> = {
  view: 'images',
  columns: {
    id: same,
    characterId: same,
    userId: same,
    sha256: same,
    bytes: number,
    width: number,
    height: number,
    prompt: same,
    userPrompt: same,
    negativePrompt: same,
    editPrompt: same,
    seed: numberOrNull,
    scene: same,
    environment: same,
    outfit: same,
    aspectRatio: same,
    qualityMode: same,
    nsfw: same,
    sourceImageId: same,
    rootImageId: same,
    ancestors: same,
    depth: number,
    editType: same,
    maskSha256: same,
    coveredPixels: numberOrNull,
    totalPixels: numberOrNull,
    maskCoveragePct: numberOrNull,
    origin: same,
    engine: same,
    workflow: same,
    params: same,
    jobId: same,
    outputIndex: numberOrNull,
    favourite: same,
    edits: number,
    createdAt: instant,
    deletedAt: instantOrNull,
    erased: same,
    position: int8,
  },
  derived: (row) => ({
    s3_key: blobKey('image', row.sha256),
    s3_url: `/api/v1/images/${row.id}/file`,
    thumbnail_key: blobKey('thumbnail-512', row.sha256),
    thumbnail_url: `/api/v1/images/${row.id}/thumbnail`,
    edit_mask_s3_key: row.maskSha256 === null ? null : blobKey('mask', row.maskSha256),
    status: 'completed',
    generation_error: null,
  }),
  // What a search looks at in thousands of rows stands first, since a row is read up to the column that is asked for, and in the row itself:
  // kept aside, as it would be in rows above 2 kB, its words are three more pages to read for each.
  create: (table) => `
    create table ${table} (
      id uuid primary key,
      user_id uuid not null,
      created_at timestamptz(3) not null,
      search tsvector generated always as
        (to_tsvector('simple', coalesce(prompt, '') || ' ' || coalesce(user_prompt, '') || ' ' || coalesce(edit_prompt, ''))) stored,
      character_id uuid not null,
      s3_key text not null,
      s3_url text not null,
      thumbnail_key text not null,
      thumbnail_url text not null,
      prompt text,
      user_prompt text,
      negative_prompt text,
      seed bigint check (seed is not null or origin = 'uploaded'),
      status text not null check (status = 'completed'),
      width int not null,
      height int not null,
      generation_error text,
      source_image_id uuid references ${table} (id),
      edit_type text check ((origin = 'edited') = (edit_type is not null and source_image_id is not null)),
      edit_mask_s3_key text,
      edit_prompt text,
      scene text not null,
      environment text not null,
      outfit text not null,
      aspect_ratio text not null,
      quality_mode text not null,
      nsfw boolean not null,
      mask_coverage_pct numeric(4, 1) check (mask_coverage_pct between 0 and 100),
      origin text not null check (origin in ('generated', 'edited', 'uploaded')),
      engine text,
      workflow text,
      params jsonb,
      job_id uuid,
      output_index int,
      root_image_id uuid not null,
      ancestors uuid[] not null,
      depth int not null,
      sha256 text not null,
      bytes bigint not null,
      mask_sha256 text,
      covered_pixels int,
      total_pixels int,
      favourite boolean not null,
      edits int not null,
      deleted_at timestamptz(3),
      erased boolean not null,
      position bigint not null
    ) with (toast_tuple_target = 4080);
    alter table ${table} ${onlyRead.map((column) => `alter column ${column} set statistics 0`).join(', ')}`,
  indexes: (table) => {
    const name = table.replace('rm.', '')
    const living = 'where deleted_at is null and not erased'
    return [
      // The shapes lie in it too, so that the outline of a gallery is read without its rows.
      `create index if not exists ${name}_owner on ${table} (user_id, created_at desc, id desc) include (width, height) ${living}`,
      ...facets.map(
        (facet) => `create index if not exists ${name}_${facet} on ${table} (user_id, ${facet}, created_at desc, id desc) ${living}`,
      ),
      `create index if not exists ${name}_character on ${table} (user_id, character_id, created_at desc, id desc) ${living}`,
      `create index if not exists ${name}_favourites on ${table} (user_id, created_at desc, id desc) ${living} and favourite`,
      `create index if not exists ${name}_trash on ${table} (user_id, created_at desc, id desc) where deleted_at is not null and not erased`,
      `create index if not exists ${name}_changes on ${table} (user_id, position)`,
      `create index if not exists ${name}_job on ${table} (job_id, output_index) where job_id is not null`,
      `create index if not exists ${name}_root on ${table} (root_image_id)`,
      `create index if not exists ${name}_source on ${table} (source_image_id) where source_image_id is not null`,
      `create index if not exists ${name}_search on ${table} using gin (search)`,
    ]
  },
  select: (table) => `select * from ${table}`,
}
