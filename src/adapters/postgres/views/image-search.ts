import type { Knex } from 'knex'
import type { ImageFilter } from '../../../projections/images/images-query.ts'
import { columnsOfOrder, ordered, searched, type Query } from './image-filter.ts'

/** Pictures that are looked through in order before the index of words is asked. */
const firstLook = 1_000
/** Matches among them that tell how much further it is to the wanted ones. */
const tellingMatches = 4
/** Matches up to which they are sorted by hand; more of them are found soon enough along the order. */
const fewMatches = 2_000
/** Matches in the first look that make words common: a quarter of it. */
const commonMatches = firstLook / 4

type Search = {
  readonly filter: ImageFilter
  /** Columns that are wanted. */
  readonly names: readonly string[]
  /** Pictures that are wanted. */
  readonly limit: number
  /** The pictures behind the place where the page starts that a filter lets through. */
  asked(names: string[], filter: ImageFilter): Query
}

type Records = readonly Readonly<Record<string, unknown>>[]

/**
 * The first matches of a search, at most `limit`; null where they are soonest found along the order. The index of words knows no order,
 * and reads every match of a word's beginning however many pictures have it; the order knows no words. So what many have is found among the
 * next thousand pictures, what some have a few thousand further on, and of what few have there are few enough to sort.
 */
export async function firstMatches(db: Knex, search: Search): Promise<Records | null> {
  const near = await nearby(db, search, firstLook, search.names)
  if (near.length >= search.limit) return near
  if (near.length >= tellingMatches) {
    const pictures = Math.ceil((2 * firstLook * search.limit) / near.length)
    // Again from the start, so that all are of one moment. In one question with the first look, planning both took longer than asking twice.
    const further = await whole(db, search, nearby(db, search, pictures, ['id']))
    if (further.length >= search.limit) return further
  }
  return fewOf(db, search)
}

/** Whether so many pictures have the words that many of them are found sooner along the order than by sorting what the index of words gives. */
export async function isCommon(db: Knex, search: Omit<Search, 'limit' | 'names'>): Promise<boolean> {
  const near = await nearby(db, { ...search, limit: commonMatches }, firstLook, columnsOfOrder)
  return near.length === commonMatches
}

/**
 * Cut off before the words are looked at: the planner would else take the words' index for what it thinks is rare. What is cut off lies in
 * order already, which the planner knows, so it reads on only until it has what is wanted.
 */
function nearby(db: Knex, { filter, limit, asked }: Omit<Search, 'names'>, pictures: number, names: readonly string[]): Query {
  const { q, ...others } = filter
  const next = ordered(asked([...new Set([...columnsOfOrder, ...names]), 'search'], others), filter).limit(pictures)
  const near: Query = db.from(next.as('next')).select([...names])
  return ordered(searched(near, q === undefined ? {} : { q }), filter).limit(limit)
}

/** The first of all matches if they are few; null if they are not. */
async function fewOf(db: Knex, search: Search): Promise<Records | null> {
  const { filter, limit, asked } = search
  const matches = inNoOrder(db, asked(columnsOfOrder, filter).limit(fewMatches + 1), ['id'])
  const first = ordered(matches.select(db.raw('(select count(*) from found) as matches')), filter).limit(limit)
  const records = await whole(db, { ...search, names: [...search.names, 'matches'] }, first)
  return Number(records[0]?.['matches'] ?? 0) > fewMatches ? null : records
}

/**
 * The wanted columns of the pictures that were found, in order. They are looked up once it is known which pictures are shown: where many are
 * looked through, taking all columns along from each was most of what it cost. The first look is sooner done than planned with a join.
 */
const whole = async (db: Knex, { filter, names }: Search, found: Query): Promise<Records> =>
  ordered(
    db
      .from(found.as('shown'))
      .joinRaw('join images using (id)')
      .select([...names]),
    filter,
  )

/**
 * Rows of a search as they are found, up to the limit of the search. How many pictures have a beginning of a word is a guess to the
 * planner, and guessing too many makes it walk the whole gallery to find one: where all are asked for, it takes the index of words.
 */
export const inNoOrder = (db: Knex, search: Query, names: readonly string[]): Query =>
  db
    .withMaterialized('found', search)
    .from('found')
    .select([...names])
