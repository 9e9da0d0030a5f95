/** For knex's `options`. */
export type PlannedOnce = { readonly name: string }

type Asked = 'append' | 'stream' | 'session' | 'token' | 'group' | 'generation' | 'checkpoint' | 'shown' | `save_${string}`

/**
 * A statement that each connection reads and plans once, under a name of its own: for those that every request asks, or every event that
 * views are made of, that is half of what they cost. Only for one whose plan is right on an empty table too, because it is kept: one that
 * goes by a unique index, that only writes, or whose table has a handful of rows for ever.
 */
export const plannedOnce = (name: Asked): PlannedOnce => ({ name: `studio_${name}` })
