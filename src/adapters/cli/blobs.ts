import { Command, InvalidArgumentError } from 'commander'
import type { BlobsOperator } from '../../application/operator/blobs-operator.ts'
import type { Moved } from '../../application/operator/move-blobs.ts'
import { tell, type Said } from './es-desk.ts'
import type { ProgressBar } from './progress-bar.ts'

export type BlobPlace = 'fs' | 's3'

export type BlobsParts = {
  /** Opens the configured database and blob store for the time of an act. */
  withBlobDesk<Value>(act: (desk: BlobsOperator) => Promise<Value>): Promise<Value>
  /** Needs both places configured, and no database. */
  migrateBlobs(from: BlobPlace, to: BlobPlace, dryRun: boolean, onProgress: (done: number, of: number) => void): Promise<Moved>
  readonly print: (text: string) => void
  readonly progress: (label: string) => ProgressBar
  /** Asks the person at the terminal; `false` where there is none. */
  readonly confirm: (question: string, expected: string) => Promise<boolean>
}

type Flags = { readonly json?: true; readonly dryRun?: true; readonly yes?: true; readonly olderThan: number }

const jsonFlag = ['--json', 'print JSON'] as const
const hourMs = 3_600_000

/** `blobs`: the store of pictures and masks, for the operator. */
export function blobsCommand(parts: BlobsParts): Command {
  const blobs = new Command('blobs').description(
    'the store of pictures and masks, for the operator (the embedded database must not be in use by a running server; PostgreSQL may be)',
  )
  for (const command of [verify(parts), sweep(parts), migrate(parts)]) blobs.addCommand(command)
  return blobs
}

const verify = (parts: BlobsParts): Command =>
  new Command('verify')
    .description('read every blob that the log refers to: name what is missing, and what does not have its hash')
    .option(...jsonFlag)
    .addHelpText('after', '\nExample:\n  npm run blobs -- verify --json\nEnds with 1 where something is wrong.')
    .action(async (flags: Flags) => tell(parts.print, flags.json === true, await parts.withBlobDesk((desk) => verified(parts, desk))))

async function verified(parts: BlobsParts, desk: BlobsOperator): Promise<Said> {
  const bars = { events: parts.progress('events'), blobs: parts.progress('files') }
  const { blobs, findings } = await desk.verify((stage, done, of) => bars[stage].at(done, of))
  for (const bar of Object.values(bars)) bar.end()
  const verdict = findings.length === 0 ? 'all are there and have their hashes' : `${findings.length} things are wrong`
  const found = findings.map(({ fault, about }) => `${fault}: ${about}`)
  const failed = findings.length > 0
  return { words: [`${blobs} blobs: ${verdict}`, ...found].join('\n'), json: { ok: !failed, blobs, findings }, failed }
}

const sweep = (parts: BlobsParts): Command =>
  new Command('sweep')
    .description('remove blobs that nothing refers to: leftovers of requests that were not accepted, or of a crash')
    .option('--older-than <hours>', 'leave younger ones alone: a request in progress may have stored them', hours, 24)
    .option('--dry-run', 'only name what would go')
    .option('--yes', 'do not ask')
    .option(...jsonFlag)
    .addHelpText('after', '\nExamples:\n  npm run blobs -- sweep --dry-run\n  npm run blobs -- sweep --older-than 72 --yes')
    .action(async (flags: Flags) => tell(parts.print, flags.json === true, await parts.withBlobDesk((desk) => swept(parts, desk, flags))))

async function swept(parts: BlobsParts, desk: BlobsOperator, { dryRun, yes, olderThan }: Flags): Promise<Said> {
  const bar = parts.progress('events')
  const orphans = await desk.orphans(olderThan * hourMs, (_stage, done, of) => bar.at(done, of))
  bar.end()
  const { blobs, bytes, found } = orphans
  const names = found.map(({ kind, sha256 }) => `${kind}/${sha256}`)
  const what = `${blobs} blobs of ${Math.ceil(bytes / 1024)} KiB`
  if (dryRun === true) return { words: [`would remove ${what}`, ...names].join('\n'), json: { dryRun: true, blobs, bytes, names } }
  if (blobs === 0) return { words: 'nothing to remove', json: { removed: 0, bytes: 0 } }
  const sure = yes === true || (await parts.confirm(`This removes ${what}, for ever. Type remove to go on: `, 'remove'))
  if (!sure) return { words: 'nothing was done', json: { outcome: 'not-confirmed', blobs, bytes }, failed: true }
  const going = parts.progress('removed')
  const removed = await desk.remove(orphans, (done, of) => going.at(done, of))
  going.end()
  return { words: `removed ${removed} of ${what}`, json: { removed, blobs, bytes } }
}

const migrate = (parts: BlobsParts): Command =>
  new Command('migrate')
    .argument('<from>', 'fs or s3', place)
    .argument('<to>', 'fs or s3', place)
    .description('copy all blobs from one place to the other, reading each back; may be repeated, and run beside a server')
    .option('--dry-run', 'only count what would be copied')
    .option(...jsonFlag)
    .addHelpText(
      'after',
      '\nExample:\n  npm run blobs -- migrate fs s3 --dry-run\n  npm run blobs -- migrate fs s3\n' +
        'The S3_ variables name the bucket. Then stop the server, migrate once more, set BLOB_STORE=s3, `npm run blobs -- verify`, and start it.\n' +
        'Nothing is removed from where it was. Ends with 1 where a blob did not have its hash.',
    )
    .action(async (from: BlobPlace, to: BlobPlace, flags: Flags) =>
      tell(parts.print, flags.json === true, await migrated(parts, from, to, flags.dryRun === true)),
    )

async function migrated(parts: BlobsParts, from: BlobPlace, to: BlobPlace, dryRun: boolean): Promise<Said> {
  if (from === to) throw new InvalidArgumentError('expected two places, fs and s3')
  const bar = parts.progress('files')
  const moved = await parts.migrateBlobs(from, to, dryRun, (done, of) => bar.at(done, of))
  bar.end()
  const { blobs, bytes, copied, kept, findings } = moved
  const what = `${copied} of ${blobs} blobs (${Math.ceil(bytes / 1024)} KiB in all), ${kept} were there`
  const words = [
    `${dryRun ? 'would copy' : 'copied'} ${what}`,
    ...findings.map(({ about }) => `not copied, it does not have its hash: ${about}`),
  ]
  return { words: words.join('\n'), json: { dryRun, ...moved }, failed: findings.length > 0 }
}

function place(text: string): BlobPlace {
  if (text !== 'fs' && text !== 's3') throw new InvalidArgumentError('expected fs or s3')
  return text
}

function hours(text: string): number {
  const value = Number(text)
  if (!(value >= 1)) throw new InvalidArgumentError('expected a number of hours from 1')
  return value
}
