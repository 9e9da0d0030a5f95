import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { DumpedRow } from '../../application/ports/database-dump.ts'

export const files = { manifest: 'manifest.json', database: 'database.jsonl', list: 'blobs.sha256', blobs: 'blobs' } as const

/** What a whole backup is; written last, so a folder without one is a backup that was cut off. */
export type Manifest = {
  readonly format: 'persona-studio-backup'
  readonly version: 1
  /** ISO 8601, UTC. */
  readonly takenAt: string
  readonly schema: readonly string[]
  /** Of the last event in it, in decimal digits: JSON has no integers of that size. */
  readonly position: string
  readonly rows: Readonly<Record<string, number>>
  readonly databaseSha256: string
  readonly blobs: number
  readonly bytes: number
  /** Of the list, which names each blob with its hash as `sha256sum` writes it. */
  readonly listSha256: string
}

export class BackupUnusable extends Error {
  override readonly name = 'BackupUnusable'
}

/** Throws `BackupUnusable` for a folder with something in it. */
export async function newFolder(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  if ((await readdir(dir)).length > 0) throw new BackupUnusable('expected an empty folder: a backup is never written over another')
}

/** A file of lines that tells its hash once it lies on the medium. */
export async function lineWriter(file: string) {
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true })
  await once(out, 'open')
  const hash = createHash('sha256')
  return {
    async write(line: string): Promise<void> {
      hash.update(`${line}\n`)
      if (!out.write(`${line}\n`)) await once(out, 'drain')
    },
    async end(): Promise<string> {
      out.end()
      await once(out, 'close')
      return hash.digest('hex')
    },
  }
}

export async function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  const file = await open(join(dir, files.manifest), 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

export async function readManifest(dir: string): Promise<Manifest> {
  const text = await readFile(join(dir, files.manifest), 'utf8').catch(() => {
    throw new BackupUnusable('there is no manifest: this is no backup, or one that was cut off')
  })
  const manifest = JSON.parse(text) as Manifest
  if (manifest.format !== 'persona-studio-backup' || manifest.version !== 1)
    throw new BackupUnusable('this is no backup that this program can read')
  return manifest
}

/** `null` for a file that is not there. */
export async function hashOfFile(file: string): Promise<string | null> {
  const handle = await open(file, 'r').catch(() => null)
  return handle === null ? null : hashOfPieces(handle.createReadStream())
}

export async function hashOfPieces(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}

export async function* linesOf(file: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })
}

/** A row keeps the database's own text, so that no number passes through ours. */
export const lineOfRow = ({ table, row }: DumpedRow): string => `${table} ${row}`

export async function* rowsIn(dir: string): AsyncGenerator<DumpedRow> {
  for await (const line of linesOf(join(dir, files.database))) {
    const at = line.indexOf(' ')
    yield { table: line.slice(0, at), row: line.slice(at + 1) }
  }
}
