import type { Moment } from '../../application/history/state-at.ts'
import type { Operator } from '../../application/operator/operator.ts'
import type { Queries } from '../../projections/queries.ts'
import type { ViewsOperator } from '../../projections/views-operator.ts'
import type { ProgressBar } from './progress-bar.ts'

/** What the `es` commands work on; main hands it in, opened. */
export type EventDesk = { readonly log: Operator; readonly views: ViewsOperator; readonly queries: Queries }

export type EsParts = {
  /** Opens the configured database for the time of an act. */
  withEventDesk<Value>(act: (desk: EventDesk) => Promise<Value>): Promise<Value>
  readonly print: (text: string) => void
  readonly progress: (label: string) => ProgressBar
  /** Asks the person at the terminal; `false` where there is none. */
  readonly confirm: (question: string, expected: string) => Promise<boolean>
}

/** What was asked for cannot be: the sentence says why, and that is all a person is told. */
export class CannotBeDone extends Error {
  override readonly name = 'CannotBeDone'
}

/** What a command has to say: to a person, and as JSON. `failed` ends the program with 1, for scripts. */
export type Said = { readonly words: string; readonly json: unknown; readonly failed?: boolean }

/** Runs a command's act and prints what it says, in the way that was asked for. */
export async function say(parts: EsParts, asJson: boolean, act: (desk: EventDesk) => Promise<Said>): Promise<void> {
  tell(parts.print, asJson, await parts.withEventDesk(act))
}

export function tell(print: (text: string) => void, asJson: boolean, said: Said): void {
  print(asJson ? `${JSON.stringify(said.json, bigintAsText)}\n` : `${said.words}\n`)
  if (said.failed === true) process.exitCode = 1
}

const bigintAsText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)

/** A position of the log, an instant, or `now`. */
export function momentOf(text: string): Moment {
  if (text === 'now') return 'now'
  if (/^\d{1,18}$/.test(text)) return { position: BigInt(text) }
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text))) return { time: new Date(text).toISOString() }
  throw new CannotBeDone(`expected a position of the log, a time such as 2026-01-31T12:00:00Z, or now; got ${text}`)
}

/** The one stream that a name or an id means. */
export async function streamOf({ log }: EventDesk, about: string): Promise<string> {
  const streams = await log.streamsOf(about)
  const [stream] = streams
  if (stream === undefined) throw new CannotBeDone(`nothing is recorded about ${about}`)
  if (streams.length > 1) throw new CannotBeDone(`${about} names several streams: ${streams.join(', ')}`)
  return stream
}

/** Rows as columns that stand under each other. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
