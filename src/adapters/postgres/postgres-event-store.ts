import type { DomainEvent } from '../../domain/decider.ts'
import {
  EventRejected,
  EventStoreUnavailable,
  type AppendAnswer,
  type EventStore,
  type Fact,
  type Page,
  type Recorded,
} from '../../application/ports/event-store.ts'
import type { EventCodec } from '../codec/stored-event.ts'
import {
  appendBatchSql,
  arraysOf,
  judgedAppends,
  waitingAppend,
  type AppendRow,
  type JudgedAppend,
  type WaitingAppend,
} from './append-batch.ts'
import { appendQueue, TooManyWaiting } from './append-queue.ts'
import type { Database } from './database.ts'
import { asArray, asFactLines, storedFactsOf, storedOf, type EventArray, type FactLines } from './event-array.ts'
import { plannedOnce } from './planned-once.ts'

/**
 * The log in PostgreSQL or PGlite. One append is one autocommit statement of the server, several of one process at once included: a client
 * that freezes or dies cannot hold the lock that makes position order commit order. One store per process, or appends do not coalesce.
 */
export function postgresEventStore({ knex, hints }: Pick<Database, 'knex' | 'hints'>, codec: EventCodec): EventStore {
  const queue = appendQueue<WaitingAppend, JudgedAppend>(async (batch) => {
    const { rows }: { rows: AppendRow[] } = await knex.raw(appendBatchSql, arraysOf(batch)).options(plannedOnce('append'))
    return judgedAppends(batch, rows)
  }, isAboutData)

  return {
    async readStream<Event extends DomainEvent>(stream: string) {
      const { rows }: { rows: { event: EventArray }[] } = await asked(
        knex
          .raw(`select ${asArray} as event from es.events e where e.stream_id = ? order by e.revision`, [stream])
          .options(plannedOnce('stream')),
      )
      return (await codec.decode(rows.map(({ event }) => storedOf(event)))) as readonly Recorded<Event>[]
    },
    async readAll(after, limit, types) {
      const wanted = types === undefined ? null : [...types]
      const { rows }: { rows: PageRow[] } = await asked(knex.raw(pageSql(asEventPage), [after.toString(), wanted, wanted, limit]))
      const events = await codec.decode((rows[0]?.page ?? []).map(storedOf))
      return pageOf(events, rows[0], after, limit)
    },
    async readFacts(after, limit, types, endsAt) {
      const wanted = [...types]
      const { rows }: { rows: FactsRow[] } = await asked(knex.raw(pageSql(asFactLines), [after.toString(), wanted, wanted, limit]))
      const [row] = rows
      const stored = row === undefined || row.places === null ? [] : storedFactsOf(row)
      const last = stored[limit - 1]
      if (last !== undefined) endsAt?.(last.position)
      return pageOf(await codec.decodeFacts(stored), row, after, limit)
    },
    async head() {
      const { rows }: { rows: { head: string }[] } = await asked(knex.raw('select coalesce(max(position), 0) as head from es.events'))
      return BigInt(rows[0]?.head ?? 0)
    },
    async append(stream, after, events) {
      const append = waitingAppend(stream, after, await codec.encode(events))
      const judged = await asked(queue.append(append))
      if (judged.status === 'stored') hints.send('es_events')
      return answerOf(judged)
    },
    onAppended: (listener) => hints.on('es_events', listener),
  }
}

/** `page` is null when nothing matched. */
type PageRow = { readonly head: string; readonly page: readonly EventArray[] | null }
type FactsRow = { readonly head: string } & (FactLines | { readonly places: null })

const asEventPage = `json_agg(${asArray} order by e.position) as page`

/**
 * Page and head in one statement, so that both are of one snapshot: nothing can commit between "no match" and "looked up to here", and nothing
 * in the page lies beyond the head. To say so would cost, and so would asking for place and types at once: of a log that was filled a moment
 * ago the planner knows nothing yet, takes what is asked for a handful of rows, and sorts all that is left of the log for each page.
 */
const pageSql = (page: string): string => `
  select h.head, found.*
  from (select coalesce(max(position), 0) as head from es.events) h
  left join lateral (
    select ${page} from (
      select * from (select * from es.events where position > ? order by position offset 0) x
      where ?::text[] is null or x.type = any (?::text[])
      order by x.position limit ?
    ) e
  ) found on true`

function answerOf({ status, revision, position }: JudgedAppend): AppendAnswer {
  if (status === 'stored') return { outcome: 'stored', revision, position, wroteNow: true }
  return status === 'duplicate' ? { outcome: 'stored', revision, position } : { outcome: status, revision, position: 0n }
}

function pageOf<Event extends Fact>(
  events: readonly Event[],
  row: { readonly head: string } | undefined,
  after: bigint,
  limit: number,
): Page<Event> {
  const head = BigInt(row?.head ?? 0)
  if (events.length === limit) return { events, scannedTo: events.at(-1)?.position ?? after }
  return { events, scannedTo: head > after ? head : after }
}

async function asked<Answer>(query: PromiseLike<Answer>): Promise<Answer> {
  try {
    return await query
  } catch (error) {
    throw toldApart(error)
  }
}

/** SQLSTATE classes that are the input's fault, not the server's or the network's. */
const isAboutData = (error: unknown): boolean => /^(22|23|54|ES002|ES004)/.test(codeOf(error))

/** Only the code is passed on: a database's message or detail may quote the row. */
function toldApart(error: unknown): Error {
  if (error instanceof TooManyWaiting) return new EventStoreUnavailable(`overloaded: ${error.message}`)
  if (isAboutData(error)) return new EventRejected(`the database refused the data (${codeOf(error)})`)
  return new EventStoreUnavailable(`the database did not answer (${codeOf(error) || (error instanceof Error ? error.name : 'unknown')})`)
}

const codeOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '')
