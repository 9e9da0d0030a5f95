/** For knex's `options`. */
export type PlannedOnce = { readonly name: string }

/**
 * A statement that each connection reads and plans once, under a name of its own: for those that every request asks, that is half of what
 * they cost. Only for one whose plan is right on an empty table too, because it is kept: one that goes by a unique index.
 */
export const plannedOnce = (name: 'append' | 'stream' | 'session' | 'token'): PlannedOnce => ({ name: `studio_${name}` })
