import type { CharacterRow } from '../../../projections/characters/characters-query.ts'
import { instant, int8, number, same, type ViewTable } from './view-table.ts'

/** Table and stable view `characters`. */
export const charactersView: ViewTable<CharacterRow> = {
  view: 'characters',
  columns: {
    id: same,
    userId: same,
    name: same,
    handle: same,
    gender: same,
    style: same,
    age: number,
    ethnicity: same,
    skinColor: same,
    eyeColor: same,
    faceShape: same,
    hairStyle: same,
    hairColor: same,
    bodyType: same,
    freckles: same,
    scars: same,
    tattoos: same,
    piercings: same,
    defaultOutfit: same,
    bio: same,
    nsfwEnabled: same,
    referenceSha256: same,
    archived: same,
    erased: same,
    createdAt: instant,
    position: int8,
  },
  derived: () => ({}),
  create: (table) => `
    create table ${table} (
      id uuid primary key,
      user_id uuid not null,
      name text,
      handle text,
      gender text not null,
      style text not null,
      age int not null check (age >= 18),
      ethnicity text not null,
      skin_color text not null,
      eye_color text not null,
      face_shape text not null,
      hair_style text not null,
      hair_color text not null,
      body_type text not null,
      freckles boolean not null,
      scars boolean not null,
      tattoos boolean not null,
      piercings boolean not null,
      default_outfit text,
      bio text,
      nsfw_enabled boolean not null,
      reference_sha256 text,
      archived boolean not null,
      erased boolean not null,
      created_at timestamptz(3) not null,
      position bigint not null
    )`,
  indexes: (table) => {
    const name = table.replace('rm.', '')
    return [
      `create index if not exists ${name}_owner on ${table} (user_id, archived, created_at desc, id desc) where not erased`,
      `create index if not exists ${name}_handle on ${table} (user_id, lower(handle)) where not erased`,
    ]
  },
  select: (table) => `select * from ${table}`,
}
