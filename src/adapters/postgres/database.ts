import type { Knex } from 'knex'

/** A PostgreSQL, over the network or embedded, with what the stores need of it. Both kinds behave alike: same SQL, same types, same errors. */
export type Database = {
  readonly knex: Knex
  /** Embedded (PGlite): one process and one connection. Inside a transaction every query must go through the transaction, or it waits for ever. */
  readonly embedded: boolean
  readonly hints: Hints
  close(): Promise<void>
}

export type HintChannel = 'es_events' | 'es_tasks' | 'rm_views'

/** "Look again" between processes: without content, may be late, lost or repeated. Polling is the truth, a hint only shortens the wait. */
export type Hints = {
  /** Tells the listeners of this process soon, those of others a little later. Never throws. */
  send(channel: HintChannel): void
  /** Returns the unsubscriber. */
  on(channel: HintChannel, listener: () => void): () => void
  /** Says something of the moment to the other processes, not to this one: at most `mostWordsBytes`; may be lost. Never throws. */
  say(words: string): void
  /** Returns the unsubscriber. */
  onSaid(listener: (words: string) => void): () => void
}

/** PostgreSQL carries 8,000 bytes, with who says it. */
export const mostWordsBytes = 7_500

/** Statements that run longer than this are ended: nothing the program asks in its daily work may take so long. Milliseconds. */
export const sessionLimits = { statementMs: 10_000, lockMs: 3_000, idleInTransactionMs: 10_000 } as const
