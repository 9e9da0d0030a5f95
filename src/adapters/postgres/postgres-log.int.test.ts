import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EventStoreUnavailable, type NewEvent } from '../../application/ports/event-store.ts'
import { eventCodec } from '../codec/codec.ts'
import { jsonCodec } from '../codec/stored-event.ts'
import { openPostgres } from './open-postgres.ts'
import { appendBatchSql, arraysOf, waitingAppend } from './append-batch.ts'
import { postgresEventStore } from './postgres-event-store.ts'
import { DataKeyDoesNotFit, postgresSubjectKeys, refuseOtherKeys } from './postgres-subject-keys.ts'
import { freshPostgres, plansOf, type TestDatabase } from './test-database.ts'

const meta = { correlationId: 'c', causationId: 'c', actor: { kind: 'system', id: 'test' } } as const
const planted = (): NewEvent => ({ type: 'Planted', data: {}, eventId: randomUUID(), meta })

describe('the log in PostgreSQL', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await freshPostgres()
  })
  afterAll(() => test.drop())

  it('given stored events, then no statement changes or removes one', async () => {
    const { knex } = test.database
    await postgresEventStore(test.database, jsonCodec).append('planted-1', 'no-stream', [planted()])
    await expect(knex('es.events').update({ type: 'Forged' })).rejects.toMatchObject({ code: 'ES009' })
    await expect(knex('es.events').delete()).rejects.toMatchObject({ code: 'ES009' })
    await expect(knex.raw('truncate es.events')).rejects.toMatchObject({ code: 'ES009' })
    expect(await knex('es.events').where({ type: 'Planted' })).toHaveLength(1)
  })

  it('given an append under repeatable read or without an expected revision, then the database refuses it', async () => {
    const append = (expected: string): string =>
      `select * from es.append('planted-x', ${expected}, array[gen_random_uuid()], array['T'], array[1::smallint], array['{}'::jsonb], array['{}'::jsonb])`
    await expect(test.database.knex.raw(append('null'))).rejects.toMatchObject({ code: 'ES002' })
    const late = test.database.knex.transaction((transaction) => transaction.raw(append('-1')), { isolationLevel: 'repeatable read' })
    await expect(late).rejects.toMatchObject({ code: 'ES003' })
  })

  it('given plans that were made while the tables were empty, then no append ever scans a table whole', async () => {
    const { knex } = test.database
    const append = (eventId: string, stream: string, after: bigint | 'no-stream') =>
      waitingAppend(stream, after, [{ eventId, type: 'T', schemaVersion: 1, data: {}, meta }])
    const [before, after] = await knex.transaction(async (transaction) => {
      const scans = async (): Promise<unknown> =>
        (await transaction.raw("select relname, seq_scan from pg_stat_xact_user_tables where schemaname = 'es' order by relname")).rows
      const first = await scans()
      const id = randomUUID()
      const appends = [
        append(id, 'scanned-1', 'no-stream'),
        append(randomUUID(), 'scanned-2', 'no-stream'),
        append(randomUUID(), 'scanned-1', 0n),
        append(id, 'scanned-1', 'no-stream'),
      ]
      for (const one of appends) await transaction.raw(appendBatchSql, arraysOf([one]))
      return [first, await scans()]
    })
    expect(after).toEqual(before)
  })

  it('given rows that lie in another order than they happened, then a stream and the log are read in theirs', async () => {
    const { knex } = test.database
    const place = [4, 1, 3, 0, 2]
    const rows = place.map((revision) => ({
      position: 1_000_000 + revision,
      stream_id: 'shuffled-1',
      revision,
      event_id: randomUUID(),
      type: 'Shuffled',
      schema_version: 1,
      data: {},
      meta,
    }))
    await knex('es.events').insert(rows)
    const unindexed = openPostgres(`${test.url}?options=-c%20enable_indexscan%3Doff%20-c%20enable_bitmapscan%3Doff`, {
      log: { warn: () => undefined },
    })
    const store = postgresEventStore(unindexed, jsonCodec)
    expect((await store.readStream('shuffled-1')).map((event) => event.revision)).toEqual([0n, 1n, 2n, 3n, 4n])
    expect((await store.readAll(999_999n, 3)).events.map((event) => event.revision)).toEqual([0n, 1n, 2n])
    await unindexed.close()
  })

  it('given a log that was filled a moment ago, of which the planner knows nothing, then no page sorts what is left of it', async () => {
    const filled = await freshPostgres()
    await filled.database.knex.raw(
      `insert into es.events (position, stream_id, revision, event_id, type, schema_version, data, meta)
       select n, 'counted-' || n, 0, gen_random_uuid(), 'Planted', 1, '{}', '{}' from generate_series(1, 20000) n`,
    )
    const store = postgresEventStore(filled.database, jsonCodec)
    const plans = await plansOf(filled.database, async () => {
      await store.readAll(0n, 100)
      await store.readFacts(0n, 100, ['Planted'])
    })
    expect(plans).toHaveLength(2)
    expect(plans.filter((plan) => plan.includes('Sort'))).toEqual([])
    await filled.drop()
  })

  it('given personal texts, then no table holds one; given the key destroyed, then none is read', async () => {
    const keys = postgresSubjectKeys(test.database, new Uint8Array(randomBytes(32)))
    const store = postgresEventStore(test.database, eventCodec(keys))
    const sample = (path: string): NewEvent => ({
      ...JSON.parse(readFileSync(join(process.cwd(), 'src/domain', path), 'utf8')),
      eventId: randomUUID(),
      meta,
    })
    const asked = sample('edit-job/stored/InpaintRequested.v1.json')
    const { characterId } = asked.data as { readonly characterId: string }
    const written = { ...asked, data: { ...asked.data, editPrompt: 'CANARY-EDIT', negativePrompt: 'CANARY-NOT' } }
    const created = sample('character/stored/CharacterCreated.v1.json')
    const profile = {
      ...(created.data as { profile: object }).profile,
      name: 'CANARY-NAME',
      handle: 'CANARY-HANDLE',
      bio: 'CANARY-BIO',
      defaultOutfit: 'CANARY-OUTFIT',
    }
    await store.append('editJob-canary', 'no-stream', [written])
    await store.append('character-canary', 'no-stream', [{ ...created, data: { ...created.data, profile } }])
    expect((await store.readStream('editJob-canary'))[0]?.data).toEqual(written.data)
    expect((await store.readStream('character-canary'))[0]?.data).toMatchObject({ profile })
    expect(await everything(test)).not.toContain('CANARY')
    await keys.destroy(characterId)
    expect((await store.readStream('editJob-canary'))[0]?.data).toEqual({ ...written.data, editPrompt: null, negativePrompt: null })
  })

  it('given another DATA_KEY, then the error says so', async () => {
    const subject = randomUUID()
    await postgresSubjectKeys(test.database, new Uint8Array(randomBytes(32))).keyFor(subject)
    const otherKey = new Uint8Array(randomBytes(32))
    await expect(postgresSubjectKeys(test.database, otherKey).keyFor(subject)).rejects.toThrow(DataKeyDoesNotFit)
    await expect(refuseOtherKeys(test.database, otherKey)).rejects.toThrow(DataKeyDoesNotFit)
  })

  it('given a key destroyed by another process, then it is forgotten here within a second, for reading and for writing', async () => {
    let nowMs = 0
    const dataKey = new Uint8Array(randomBytes(32))
    const [here, there] = [postgresSubjectKeys(test.database, dataKey, () => nowMs), postgresSubjectKeys(test.database, dataKey)]
    const [subject, other] = [randomUUID(), randomUUID()]
    await here.keyFor(subject)
    await here.keyFor(other)
    await there.destroy(subject)
    nowMs = 1_000
    expect([...(await here.keysOf([subject, other])).keys()]).toEqual([other])
    expect(await here.keyFor(subject)).toBeNull()
  })

  it('given a database that is not there, then the error says so without its address or words of the event', async () => {
    const gone = openPostgres('postgres://somebody:secret@127.0.0.1:1/nowhere', { log: { warn: () => undefined } })
    const store = postgresEventStore(gone, jsonCodec)
    const asking = [
      () => store.append('planted-2', 'no-stream', [planted()]),
      () => store.readStream('planted-1'),
      () => store.readAll(0n, 1),
      () => store.head(),
    ]
    for (const ask of asking) {
      const error: unknown = await ask().catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(EventStoreUnavailable)
      expect(String(error)).not.toMatch(/secret|somebody|127\.0\.0\.1|planted/)
    }
    await gone.close()
  })
})

/** Every row of every table of the program, as text. */
async function everything({ database: { knex } }: TestDatabase): Promise<string> {
  const { rows: tables }: { rows: { name: string }[] } = await knex.raw(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  )
  const contents = await Promise.all(
    tables.map(async ({ name }) => (await knex.raw(`select string_agg(t::text, ' ') as text from ${name} t`)).rows[0]?.text ?? ''),
  )
  expect(contents.join('')).toContain('editJob-canary')
  return contents.join(' ')
}
