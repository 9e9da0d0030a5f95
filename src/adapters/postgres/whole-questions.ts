import type { PGlite } from '@electric-sql/pglite'
import { setImmediate as turnOfOthers } from 'node:timers/promises'

/** All that node-postgres' connection asks of an embedded database. */
type Spoken = Pick<PGlite, 'waitReady' | 'execProtocolStream'>

/** Parse, bind, describe, execute and close: parts of a question that are answered no sooner than the message that ends it. */
const parts: ReadonlySet<number> = new Set([...'PBDEC'].map((letter) => letter.charCodeAt(0)))

/**
 * A question as one message. node-postgres sends five, and each would enter and leave the embedded database on its own: a third of what a
 * short question costs. One such line for each connection, because it holds what is not yet sent.
 */
export function wholeQuestions(database: Spoken): Spoken {
  let held: Uint8Array[] = []
  return {
    waitReady: database.waitReady,
    async execProtocolStream(message, options) {
      held.push(message)
      if (parts.has(message[0] ?? 0)) return []
      const question = Buffer.concat(held)
      held = []
      // The database works in this thread and answers without leaving it: a request that asks much would let nothing in or out meanwhile.
      await turnOfOthers()
      return database.execProtocolStream(question, options)
    },
  }
}
