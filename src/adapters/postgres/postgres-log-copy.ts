import type { Knex } from 'knex'
import type { AuditTrail } from '../../application/ports/audit-trail.ts'
import type { BlobReferences } from '../../application/ports/blob-references.ts'
import { EventStoreUnavailable } from '../../application/ports/event-store.ts'
import type { LogCopy } from '../../application/ports/log-copy.ts'
import type { LogRecord, LogRecords, RecordFault } from '../../application/ports/log-records.ts'
import type { Database } from './database.ts'
import { namingOutages } from './naming-outages.ts'
import { writeRecords } from './postgres-log-records.ts'

/** A log that lies elsewhere, event by event as it lies there. */
export type LogSource = {
  head(): Promise<bigint>
  page(after: bigint, limit: number): Promise<{ readonly rows: readonly LogRecord[]; readonly scannedTo: bigint }>
}

/** Log and database are not of one installation, or not of one moment. */
export class LogDoesNotFit extends Error {
  override readonly name = 'LogDoesNotFit'
}

/** Marks a database whose `es.events` is a copy, and tells how far it goes. */
const subscription = 'log-copy'
const pageSize = 500
const mostLooks = 3

/** The copy in `es.events`, where the questions of the operator, the audit and the blobs are asked already. */
export function postgresLogCopy({ knex }: Pick<Database, 'knex'>, source: LogSource): LogCopy {
  async function copyPage(): Promise<boolean> {
    const row = await knex('es.checkpoints').where({ subscription }).first<{ position: string } | undefined>('position')
    if (row === undefined) throw new LogDoesNotFit('the database was not made ready for a copy of the log')
    const { rows, scannedTo } = await source.page(BigInt(row.position), pageSize)
    if (String(scannedTo) === row.position) return false
    await knex.transaction(async (trx) => {
      // Two that copy at once read the same page; the one that finds the mark moved writes nothing.
      const moved = await trx('es.checkpoints')
        .where({ subscription, position: row.position })
        .update({ position: String(scannedTo) })
      if (moved > 0) await writeRecords(trx, rows)
    })
    return rows.length === pageSize
  }

  const copy: LogCopy = {
    async catchUp() {
      for (let more = true; more;) more = await copyPage()
    },
  }
  return namingOutages(copy, (reason) => new EventStoreUnavailable(reason))
}

/**
 * Makes a database ready for the copy of a log. Throws `LogDoesNotFit` for one that has a log of its own, and for one that has read further
 * than the log goes: then the log was put back from an older copy, and what is appended to it now would never be seen.
 */
export async function prepareLogCopy({ knex }: Pick<Database, 'knex'>, source: Pick<LogSource, 'head'>): Promise<void> {
  const { copied, own, furthest } = await standing(knex)
  if (!copied && own)
    throw new LogDoesNotFit('this database holds a log of its own: EVENT_STORE=eventstoredb needs a DATABASE_URL without one')
  if (furthest > (await source.head())) {
    throw new LogDoesNotFit(
      'the database has read further than the log in EventStoreDB goes, which is another one or was put back from an older copy: put back both from the same time',
    )
  }
  await knex('es.checkpoints').insert({ subscription, position: '0' }).onConflict('subscription').ignore()
}

/** Throws `LogDoesNotFit` for a database that holds only a copy: events that are appended to it would be missing in the log itself. */
export async function refuseLogCopy({ knex }: Pick<Database, 'knex'>): Promise<void> {
  const { copied } = await standing(knex)
  if (copied)
    throw new LogDoesNotFit('this database holds a copy of a log in EventStoreDB: set EVENT_STORE=eventstoredb and EVENTSTORE_URL')
}

/** The questions to a log in EventStoreDB, each answered by the copy after it has caught up. */
export const askedOfCopy = {
  auditTrail: (trail: AuditTrail, copy: LogCopy): AuditTrail => ({ actsBefore: caughtUp(copy, trail.actsBefore) }),
  blobReferences: (references: BlobReferences, copy: LogCopy): BlobReferences => ({
    streamsNaming: caughtUp(copy, references.streamsNaming),
  }),
  logRecords: (records: LogRecords, copy: LogCopy): LogRecords => ({
    ...records,
    page: caughtUp(copy, records.page),
    faults: () => lastingFaults(records, copy),
    stats: caughtUp(copy, records.stats),
    streamsOfCharacter: caughtUp(copy, records.streamsOfCharacter),
    charactersOf: caughtUp(copy, records.charactersOf),
    restore: () =>
      Promise.reject(new LogDoesNotFit('a copy cannot be read into EventStoreDB, which gives every event a position of its own')),
  }),
}

const caughtUp =
  <Given extends readonly unknown[], Answer>(copy: LogCopy, ask: (...given: Given) => Promise<Answer>) =>
  async (...given: Given): Promise<Answer> => {
    await copy.catchUp()
    return ask(...given)
  }

/** A view may pass the copy between its last page and the question. What is ahead of the log itself is so each time. */
async function lastingFaults(records: LogRecords, copy: LogCopy): Promise<readonly RecordFault[]> {
  for (let look = 1; ; look += 1) {
    await copy.catchUp()
    const faults = await records.faults()
    if (look === mostLooks || faults.every(({ fault }) => fault !== 'checkpoint-beyond-head')) return faults
  }
}

type Standing = { readonly copied: boolean; readonly own: boolean; readonly furthest: bigint }

async function standing(knex: Knex): Promise<Standing> {
  const { rows } = await knex.raw<{ rows: { copied: boolean; own: boolean; furthest: string }[] }>(standingSql, [subscription])
  const { copied, own, furthest } = rows[0] ?? { copied: false, own: false, furthest: '0' }
  return { copied, own, furthest: BigInt(furthest) }
}

const standingSql = `
  select exists (select from es.checkpoints where subscription = ?) as copied, exists (select from es.events) as own,
         greatest((select max(position) from es.checkpoints), (select max(position) from rm.versions), (select max(position) from es.events), 0)
           as furthest`
