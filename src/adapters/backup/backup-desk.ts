import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { BlobArchive, ListedBlob } from '../../application/ports/blob-archive.ts'
import { blobKey, blobOfKey } from '../../application/ports/blob-storage.ts'
import type { DatabaseDump } from '../../application/ports/database-dump.ts'
import {
  BackupUnusable,
  files,
  hashOfFile,
  hashOfPieces,
  lineOfRow,
  lineWriter,
  linesOf,
  newFolder,
  readManifest,
  rowsIn,
  writeManifest,
  type Manifest,
} from './backup-folder.ts'

export type BackupPorts = {
  readonly dump: DatabaseDump
  /** The configured store. */
  readonly blobs: BlobArchive
  /** A store of blobs in a folder. */
  blobsIn(folder: string): BlobArchive
  now(): number
}

/** By the path in the folder. `missing`: the manifest knows it and it is not there; `altered`: it has another hash. */
export type BackupFault = { readonly fault: 'missing' | 'altered'; readonly file: string }

/** Whole copies of an installation: what cannot be made again, and nothing else. Keys of the installation (`data.key`) are kept apart. */
export type BackupDesk = {
  /** Database first, then blobs: whatever is stored meanwhile is a file too many and never one too few. */
  backup(to: string): Promise<Manifest>
  /** Reads every byte and names what is not as it was written. */
  verify(from: string): Promise<{ readonly files: number; readonly faults: readonly BackupFault[] }>
  /**
   * Into an empty installation. Throws `BackupUnusable` for a backup that is not whole, for one of a newer program, and for a database that
   * is in use.
   */
  restore(from: string): Promise<Manifest>
  /** When the newest whole one was taken, in ISO 8601; `null` before the first. */
  lastTakenAt(): Promise<string | null>
}

export function backupDesk(ports: BackupPorts): BackupDesk {
  return {
    backup: (to) => backup(ports, to),
    verify: (from) => verifyBackup(ports, from),
    restore: (from) => restore(ports, from),
    lastTakenAt: () => ports.dump.lastBackupAt(),
  }
}

async function backup({ dump, blobs, blobsIn, now }: BackupPorts, to: string): Promise<Manifest> {
  await newFolder(to)
  const takenAt = new Date(now()).toISOString()
  const database = await lineWriter(join(to, files.database))
  const rows: Record<string, number> = {}
  const { schema, position } = await dump.read(async (row) => {
    rows[row.table] = (rows[row.table] ?? 0) + 1
    await database.write(lineOfRow(row))
  })
  const databaseSha256 = await database.end()
  const list = await lineWriter(join(to, files.list))
  const target = blobsIn(join(to, files.blobs))
  const sum = { blobs: 0, bytes: 0 }
  for await (const blob of blobs.list()) {
    const sha256 = await copied(blob, blobs, target)
    if (sha256 === null) continue
    await list.write(`${sha256}  ${pathOf(blob)}`)
    sum.blobs += 1
    sum.bytes += blob.bytes
  }
  const written = { takenAt, schema, position: String(position), rows, databaseSha256, ...sum, listSha256: await list.end() }
  const manifest: Manifest = { format: 'persona-studio-backup', version: 1, ...written }
  await writeManifest(to, manifest)
  await dump.noteBackup(takenAt, position)
  return manifest
}

const pathOf = ({ kind, sha256 }: Pick<ListedBlob, 'kind' | 'sha256'>): string => `${files.blobs}/${blobKey(kind, sha256)}`

/** The hash of what went over; `null` for a blob that was erased since it was listed. */
async function copied({ kind, sha256 }: Pick<ListedBlob, 'kind' | 'sha256'>, from: BlobArchive, to: BlobArchive): Promise<string | null> {
  const pieces = await from.read(kind, sha256)
  if (pieces === null) return null
  const hash = createHash('sha256')
  async function* hashing(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of source) {
      hash.update(piece)
      yield piece
    }
  }
  await to.write(kind, sha256, hashing(pieces))
  return hash.digest('hex')
}

/** Needs no database. */
export async function verifyBackup({ blobsIn }: Pick<BackupPorts, 'blobsIn'>, from: string) {
  const manifest = await readManifest(from)
  const faults: BackupFault[] = []
  const judge = (file: string, found: string | null, expected: string): void => {
    if (found === null) faults.push({ fault: 'missing', file })
    else if (found !== expected) faults.push({ fault: 'altered', file })
  }
  judge(files.database, await hashOfFile(join(from, files.database)), manifest.databaseSha256)
  const listHash = await hashOfFile(join(from, files.list))
  judge(files.list, listHash, manifest.listSha256)
  if (listHash !== null) {
    const archive = blobsIn(join(from, files.blobs))
    for await (const { sha256, path, blob } of listed(from)) {
      const pieces = await archive.read(blob.kind, blob.sha256)
      judge(path, pieces === null ? null : await hashOfPieces(pieces), sha256)
    }
  }
  return { files: manifest.blobs + 2, faults }
}

/** Lines that are not the list's own are faults of the list, which its hash has told already. */
async function* listed(from: string) {
  for await (const line of linesOf(join(from, files.list))) {
    const [, sha256 = '', path = ''] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? []
    const blob = blobOfKey(path.slice(files.blobs.length + 1))
    if (blob !== null) yield { sha256, path, blob }
  }
}

async function restore(ports: BackupPorts, from: string): Promise<Manifest> {
  const { dump, blobs, blobsIn } = ports
  const manifest = await readManifest(from)
  const known = new Set(await dump.schema())
  const newer = manifest.schema.filter((name) => !known.has(name))
  if (newer.length > 0) throw new BackupUnusable(`the backup is of a newer program: it knows ${newer.join(', ')}`)
  const { faults } = await verifyBackup(ports, from)
  if (faults.length > 0)
    throw new BackupUnusable(`the backup is not whole: ${faults.length} files are missing or altered; verify names them`)
  // Blobs first: the database comes in one transaction, so a restore that was cut off is simply begun again.
  const source = blobsIn(join(from, files.blobs))
  for await (const { blob } of listed(from)) await copied(blob, source, blobs)
  if ((await dump.load(rowsIn(from))) === 'not-empty')
    throw new BackupUnusable('the database has events or accounts already: restore into an empty one')
  return manifest
}
