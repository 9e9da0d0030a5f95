import type { Knex } from 'knex'
import type { ImageFilter } from '../../../projections/images/images-query.ts'
import { ordered, searched, type Query } from './image-filter.ts'

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
  /** Columns that are wanted, those of the order among them. */
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
  const found = await matchesInOrder(db, search)
  return found.length >= search.limit ? found : fewOf(db, search)
}

/** Whether so many pictures have the words that many of them are found sooner along the order than by sorting what the index of words gives. */
export async function isCommon(db: Knex, search: Omit<Search, 'limit' | 'names'>): Promise<boolean> {
  const near = await nearMatches(db, { ...search, names: ['id', 'created_at'], limit: commonMatches })
  return near.length === commonMatches
}

/** Of the first look, and of as much further as it promises: twice the way on which so many more should lie. One question for both. */
async function matchesInOrder(db: Knex, search: Search): Promise<Records> {
  const { filter, names, limit } = search
  const far = matching(db, search, db.raw(furtherSql, [nextInOrder(search), tellingMatches, limit - 1, 2 * firstLook * limit, firstLook]))
  const both = db
    .select([...names])
    .from('near')
    .unionAll([far], true)
  const found: Query = db.withMaterialized('near', nearMatches(db, search)).from(both.as('found'))
  return await ordered(found.select([...names]), filter).limit(limit)
}

const furtherSql = '(? limit (select case when count(*) between ? and ? then ? / count(*) else 0 end from near) offset ?) as next'

const nearMatches = (db: Knex, search: Search): Query => matching(db, search, db.raw('? as next', [nextInOrder(search).limit(firstLook)]))

/** Whether they have the words is not asked yet. */
const nextInOrder = ({ filter, names, asked }: Search): Query => ordered(asked([...names, 'search'], { ...filter, q: '' }), filter)

/**
 * Those of the next pictures that have the words. The next are cut off before: the planner would else take the words' index for what it thinks
 * is rare. They lie in order already, which the planner knows, so it reads on only until it has what is wanted.
 */
function matching(db: Knex, { filter, names, limit }: Search, next: Knex.Raw): Query {
  const found: Query = db.from(next).select([...names])
  return ordered(searched(found, filter), filter).limit(limit)
}

/** The first of all matches if they are few; null if they are not. */
async function fewOf(db: Knex, { filter, names, limit, asked }: Search): Promise<Records | null> {
  const matches = inNoOrder(db, asked([...names], filter).limit(fewMatches + 1), names)
  const records = await ordered(matches.select(db.raw('(select count(*) from found) as matches')), filter).limit(limit)
  return Number(records[0]?.['matches'] ?? 0) > fewMatches ? null : records
}

/**
 * Rows of a search as they are found, up to the limit of the search. How many pictures have a beginning of a word is a guess to the
 * planner, and guessing too many makes it walk the whole gallery to find one: where all are asked for, it takes the index of words.
 */
export const inNoOrder = (db: Knex, search: Query, names: readonly string[]): Query =>
  db
    .withMaterialized('found', search)
    .from('found')
    .select([...names])
