import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Command } from 'commander'
import type { KeyRecord, LogRecord } from '../../application/ports/log-records.ts'
import { CannotBeDone, say, type EsParts, type EventDesk, type Said } from './es-desk.ts'
import type { ProgressBar } from './progress-bar.ts'

type ExportFlags = { readonly json?: true; readonly out: string }
type ImportFlags = { readonly json?: true; readonly in: string; readonly dryRun?: true }

const format = 'persona-studio-log'
const formatVersion = 1
const pageSize = 500

/**
 * The log in a file, and out of one, between databases with one DATA_KEY: to look at it, to rebuild from it. Accounts are not events, and
 * whoever is handed a log must not get the hashes of passwords with it: a whole installation moves by `backup` and `restore`.
 */
export const copyCommands = (parts: EsParts): readonly Command[] => [exportCommand(parts), importCommand(parts)]

const exportCommand = (parts: EsParts): Command =>
  new Command('export')
    .description('write all events and keys into a file, one JSON a line; texts stay sealed. Files of pictures and accounts are not in it')
    .requiredOption('--out <file>', 'where to; it must not be there yet')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run es -- export --out log.jsonl\nA whole installation, with its accounts and files, moves by `npm run backup` and `npm run restore`.',
    )
    .action((flags: ExportFlags) => say(parts, flags.json === true, (desk) => exported(desk, flags.out, parts.progress('export'))))

const importCommand = (parts: EsParts): Command =>
  new Command('import')
    .description('read such a file into an empty database, at the same positions; DATA_KEY must be the one of its origin')
    .requiredOption('--in <file>', 'where from')
    .option('--dry-run', 'only check that the file is whole')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  DATABASE_URL=postgres://… npm run es -- import --in log.jsonl')
    .action((flags: ImportFlags) => say(parts, flags.json === true, (desk) => imported(desk, flags, parts.progress('import'))))

async function exported({ log }: EventDesk, file: string, bar: ProgressBar): Promise<Said> {
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 })
  await once(out, 'open')
  const hash = createHash('sha256')
  const write = async (line: object): Promise<void> => {
    const text = `${JSON.stringify(line, bigintAsText)}\n`
    hash.update(text)
    if (!out.write(text)) await once(out, 'drain')
  }
  const { events: all } = await log.records.stats()
  await write({ format, version: formatVersion })
  let events = 0
  for (let after = 0n; ;) {
    const page = await log.records.page(after, pageSize)
    for (const event of page) await write({ event })
    events += page.length
    bar.at(events, all)
    const last = page.at(-1)
    if (last === undefined) break
    after = last.position
  }
  bar.end()
  // After the events: a key is made before its first event, so a log in use cannot have events here that lack theirs.
  for (const key of await log.records.keys()) await write({ key })
  const sha256 = hash.digest('hex')
  out.end(`${JSON.stringify({ end: { events, sha256 } })}\n`)
  await once(out, 'close')
  return { words: `${events} events written to ${file}`, json: { file, events, sha256 } }
}

async function imported({ log }: EventDesk, { in: file, dryRun }: ImportFlags, bar: ProgressBar): Promise<Said> {
  const whole = await checked(file)
  if (dryRun === true) return { words: `the file is whole: ${whole.events} events`, json: { dryRun: true, events: whole.events } }
  const outcome = await log.records.restore(
    whole.keys,
    pagesIn(file, (done) => bar.at(done, whole.events)),
  )
  bar.end()
  if (outcome === 'not-empty') return { words: 'the database has events already; nothing was written', json: { outcome }, failed: true }
  await tryKey(log, whole.keys)
  const words = `${whole.events} events read in; start the server, which builds the views. Accounts are not in it, so nobody signs in as its owners`
  return { words, json: { outcome, events: whole.events } }
}

/** Throws `DataKeyDoesNotFit`. Else a server would be the first to find out, which starts, waits for its stores and says so in its log alone. */
async function tryKey(log: EventDesk['log'], keys: readonly KeyRecord[]): Promise<void> {
  const kept = keys.find(({ wrappedKey }) => wrappedKey !== null)
  if (kept !== undefined) await log.streamsOf(kept.subject)
}

/** JSON has no integers of that size. */
type EventLine = Omit<LogRecord, 'position' | 'revision'> & { readonly position: string; readonly revision: string }
type Line =
  | { readonly format: string; readonly version: number }
  | { readonly key: KeyRecord }
  | { readonly event: EventLine }
  | { readonly end: { readonly events: number; readonly sha256: string } }

/** Goes through the file once before anything is written: a copy that was cut off or changed is refused. */
async function checked(file: string): Promise<{ readonly events: number; readonly keys: readonly KeyRecord[] }> {
  const hash = createHash('sha256')
  const keys: KeyRecord[] = []
  let events = 0
  let first = true
  for await (const { line, text } of linesOf(file)) {
    if (first && !(line !== null && 'format' in line && line.format === format && line.version === formatVersion))
      throw new CannotBeDone('this is no copy of a log that this program can read')
    first = false
    // A copy breaks off where the disk was full, which is seldom between two lines.
    if (line === null) throw new CannotBeDone('the file was cut off or changed: a line of it cannot be read')
    if ('end' in line) return whole(line.end, events, hash, keys)
    hash.update(text)
    if ('key' in line) keys.push(line.key)
    if ('event' in line) events += 1
  }
  throw new CannotBeDone('the file was cut off: its last line is missing')
}

function whole(end: { readonly events: number; readonly sha256: string }, events: number, hash: Hash, keys: readonly KeyRecord[]) {
  if (end.events !== events || end.sha256 !== hash.digest('hex'))
    throw new CannotBeDone('the file was changed: it does not have the hash that it names')
  return { events, keys }
}

async function* pagesIn(file: string, onRead: (events: number) => void): AsyncGenerator<readonly LogRecord[]> {
  let page: LogRecord[] = []
  let read = 0
  const taken = (): readonly LogRecord[] => {
    const full = page
    read += full.length
    onRead(read)
    page = []
    return full
  }
  for await (const { line } of linesOf(file)) {
    if (line !== null && 'event' in line) page.push(recordOf(line.event))
    if (page.length === pageSize) yield taken()
  }
  if (page.length > 0) yield taken()
}

const recordOf = (line: EventLine): LogRecord => ({ ...line, position: BigInt(line.position), revision: BigInt(line.revision) })

/** `line` is null where there is none of ours: half of one, or of another file. */
async function* linesOf(file: string): AsyncGenerator<{ readonly line: Line | null; readonly text: string }> {
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    yield { line: lineIn(text), text: `${text}\n` }
  }
}

function lineIn(text: string): Line | null {
  try {
    const line: unknown = JSON.parse(text)
    return typeof line === 'object' ? (line as Line | null) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const bigintAsText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)
