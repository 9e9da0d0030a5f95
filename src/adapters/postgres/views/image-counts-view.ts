import type { CountTable } from './count-table.ts'

/** Table and stable view `image_counts`: how many pictures a gallery's filters would leave, without reading one. */
export const imageCountsView: CountTable = {
  view: 'image_counts',
  create: (table) => `
    create table ${table} (
      id text primary key,
      user_id uuid not null,
      character_id uuid not null,
      scene text not null,
      environment text not null,
      aspect_ratio text not null,
      origin text not null,
      favourite boolean not null,
      total int not null
    )`,
  indexes: (table) => [`create index if not exists ${table.replace('rm.', '')}_owner on ${table} (user_id)`],
}
