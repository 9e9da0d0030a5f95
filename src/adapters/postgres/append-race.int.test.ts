import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { NewEvent } from '../../application/ports/event-store.ts'
import { jsonCodec } from '../codec/stored-event.ts'
import { openPostgres } from './open-postgres.ts'
import { postgresEventStore } from './postgres-event-store.ts'
import { freshPostgres, type TestDatabase } from './test-database.ts'

type Seen = { readonly position: bigint; readonly stream: string; readonly revision: bigint; readonly eventId: string }
type Findings = { readonly committed: number; readonly lost: number; readonly reordered: number; readonly duplicates: number }
type Log = {
  /** Statements that append `count` events; sent together they are one transaction. */
  appendSql(stream: string, count: number): string
  readPage(after: bigint): Promise<readonly Seen[]>
  committed(): Promise<number>
}
type Race = {
  readonly writers: number
  readonly events: number
  readonly delayed: number
  readonly longestDelayMs: number
  readonly rolledBack: number
}

const pageSize = 100
/** 100,000 is the whole proof, a few minutes long. */
const raced = Number(process.env['RACE_EVENTS'] ?? 20_000)
const streams = Array.from({ length: 10 }, () => `editJob-${randomUUID()}`)

describe('writers that race, with a reader beside them', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await freshPostgres()
  })
  afterAll(() => test.drop(), 120_000)

  it(
    'given our log, then the reader gets every event once, and each stream in order',
    async () => {
      const findings = await race(test.url, ourLog(test), {
        writers: 20,
        events: raced,
        delayed: 0.025,
        longestDelayMs: 5,
        rolledBack: 0.025,
      })
      expect(findings).toMatchObject({ lost: 0, reordered: 0, duplicates: 0 })
      expect(findings.committed).toBeGreaterThanOrEqual(raced)
    },
    120_000 + 10 * raced,
  )

  it('given positions from a bare sequence instead, then the same check finds lost events', async () => {
    const log = await naiveLog(test)
    const findings = await race(test.url, log, { writers: 20, events: 3_000, delayed: 0.3, longestDelayMs: 8, rolledBack: 0.05 })
    expect(findings.lost).toBeGreaterThan(0)
  }, 120_000)

  it('given two processes that coalesce, on the same streams, then conflicts and repeats leave no gap', async () => {
    const databases = [test.database, openPostgres(test.url, { log: { warn: () => undefined } })]
    const stores = databases.map((database) => postgresEventStore(database, jsonCodec))
    const shared = Array.from({ length: 3 }, () => `editJob-${randomUUID()}`)
    let stored = 0
    const write = async (store: (typeof stores)[number], turn: number): Promise<void> => {
      const stream = shared[turn % shared.length] ?? ''
      const after = (await store.readStream(stream)).at(-1)?.revision ?? 'no-stream'
      const events = [newEvent(), newEvent()]
      const answer = await store.append(stream, after, events)
      if (answer.outcome !== 'stored') return
      stored += 2
      expect(await store.append(stream, after, events)).toMatchObject({ outcome: 'stored', position: answer.position })
    }
    const writers = stores.flatMap((store) => Array.from({ length: 8 }, (_, writer) => ({ store, writer })))
    await Promise.all(
      writers.map(async ({ store, writer }) => {
        for (let turn = 0; turn < 30; turn++) await write(store, turn + writer)
      }),
    )
    const histories = await Promise.all(shared.map((stream) => stores[0]!.readStream(stream)))
    expect(histories.flat()).toHaveLength(stored)
    for (const history of histories) expect(history.map(({ revision }) => revision)).toEqual(history.map((_, at) => BigInt(at)))
    await databases[1]?.close()
  }, 60_000)
})

/** Runs the writers until enough is committed while a reader pages along, then tells what the reader missed. */
async function race(url: string, log: Log, plan: Race): Promise<Findings> {
  const idler = await clientOf(url)
  // A transaction that owns an id and stays open all the time: it must not hold the reader back, nor hide anything from it.
  await idler.query('begin; select pg_current_xact_id()')
  let done = false
  const seen: Seen[] = []
  const reading = (async () => {
    for (let after = 0n, ended = false; ;) {
      const last = done
      const page = await log.readPage(after)
      seen.push(...page)
      after = page.at(-1)?.position ?? after
      if (page.length === 0 && ended) return
      ended = last && page.length === 0
      if (page.length === 0) await pause(1)
    }
  })()
  let written = 0
  const write = async (): Promise<void> => {
    const client = await clientOf(url)
    while (written < plan.events) {
      const count = await oneAppend(client, log, plan)
      written += count
    }
    await client.end()
  }
  await Promise.all(Array.from({ length: plan.writers }, write))
  done = true
  await reading
  await idler.query('rollback')
  await idler.end()
  return judged(seen, await log.committed())
}

/** Answers how many events were committed. */
async function oneAppend(client: pg.Client, log: Log, plan: Race): Promise<number> {
  const count = 1 + Math.floor(Math.random() * 19)
  const sql = log.appendSql(streams[Math.floor(Math.random() * streams.length)] ?? '', count)
  const rolledBack = Math.random() < plan.rolledBack
  if (!rolledBack && Math.random() >= plan.delayed) {
    await client.query(sql)
    return count
  }
  await client.query(`begin; ${sql}`)
  await pause(Math.random() * plan.longestDelayMs)
  await client.query(rolledBack ? 'rollback' : 'commit')
  return rolledBack ? 0 : count
}

function judged(seen: readonly Seen[], committed: number): Findings {
  const distinct = new Set(seen.map((event) => event.eventId))
  const last = new Map<string, bigint>()
  let reordered = 0
  for (const { stream, revision } of seen) {
    if (revision !== (last.get(stream) ?? -1n) + 1n) reordered += 1
    last.set(stream, revision)
  }
  return { committed, lost: committed - distinct.size, reordered, duplicates: seen.length - distinct.size }
}

function ourLog({ database }: TestDatabase): Log {
  const store = postgresEventStore(database, jsonCodec)
  return {
    appendSql(stream, count) {
      const ids = Array.from({ length: count }, () => `'${randomUUID()}'`).join(', ')
      const filled = (value: string): string => `array_fill(${value}, array[${count}])`
      // The revision is read under the lock: this race is about order, not about conflicts.
      return `select pg_advisory_xact_lock('es.events'::regclass::oid::bigint);
        select es.append('${stream}', coalesce((select revision from es.streams where stream_id = '${stream}'), -1), array[${ids}]::uuid[],
          ${filled("'Raced'::text")}, ${filled('1::smallint')}, ${filled("'{}'::jsonb")}, ${filled("'{}'::jsonb")})`
    },
    readPage: async (after) => (await store.readAll(after, pageSize)).events,
    committed: async () => Number((await database.knex('es.events').count({ count: '*' }))[0]?.['count']),
  }
}

async function naiveLog({ database, url }: TestDatabase): Promise<Log> {
  await database.knex.raw(`
    create schema naive;
    create table naive.streams (stream text primary key, revision bigint not null);
    create table naive.events (position bigserial primary key, stream text, revision bigint, event_id uuid)`)
  const reader = await clientOf(url)
  return {
    appendSql: (stream, count) => `
      with s as (
        insert into naive.streams as s values ('${stream}', ${count - 1})
        on conflict (stream) do update set revision = s.revision + ${count} returning revision
      )
      insert into naive.events (stream, revision, event_id)
      select '${stream}', s.revision - ${count} + i, gen_random_uuid() from s, generate_series(1, ${count}) i`,
    async readPage(after) {
      const { rows } = await reader.query('select * from naive.events where position > $1 order by position limit $2', [
        after.toString(),
        pageSize,
      ])
      return rows.map((row) => ({
        position: BigInt(row.position),
        stream: row.stream,
        revision: BigInt(row.revision),
        eventId: row.event_id,
      }))
    },
    async committed() {
      const { rows } = await reader.query('select count(*) from naive.events')
      await reader.end()
      return Number(rows[0].count)
    },
  }
}

function newEvent(): NewEvent {
  const meta = { correlationId: 'c', causationId: 'c', actor: { kind: 'system', id: 'race' } } as const
  return { type: 'Raced', data: {}, eventId: randomUUID(), meta }
}

async function clientOf(url: string): Promise<pg.Client> {
  const client = new pg.Client(url)
  await client.connect()
  return client
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
