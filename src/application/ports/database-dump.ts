/** A row as the database writes it in JSON; nobody between two databases reads it. */
export type DumpedRow = { readonly table: string; readonly row: string }

/** What a dump was taken from. */
export type DumpedFrom = {
  /** Migrations that had run, in order. */
  readonly schema: readonly string[]
  /** Of the last event in it; 0n for none. */
  readonly position: bigint
}

/**
 * What cannot be made again: events, keys, accounts, drafts. Views, checkpoints, tasks and sessions are not in it: views and tasks follow
 * from the events, and nobody stays signed in.
 */
export interface DatabaseDump {
  /** All rows of one moment, while others write. Texts stay sealed. */
  read(take: (row: DumpedRow) => Promise<void>): Promise<DumpedFrom>
  /** In one transaction. `not-empty`: nothing was written, because there are events or accounts already. */
  load(rows: AsyncIterable<DumpedRow>): Promise<'loaded' | 'not-empty'>
  /** Migrations that this program knows and that have run, in order. */
  schema(): Promise<readonly string[]>
  /** Notes that a backup of this moment (ISO 8601) is whole. */
  noteBackup(takenAt: string, position: bigint): Promise<void>
  /** When the newest one was taken; `null` before the first. Throws `DatabaseUnavailable` when it cannot be asked. */
  lastBackupAt(): Promise<string | null>
}
