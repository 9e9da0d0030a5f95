import type { Sha256 } from '../../domain/ids.ts'
import type { BlobArchive, ListedBlob } from '../ports/blob-archive.ts'
import type { BlobKind } from '../ports/blob-storage.ts'
import { eachOf, type BlobFinding } from './check-blobs.ts'

/** Hashes bytes as they come. */
export type Hashing = () => { update(bytes: Uint8Array): void; digest(): Sha256 }

export type Moved = {
  /** All that lies at the source. */
  readonly blobs: number
  readonly bytes: number
  readonly copied: number
  /** Were at the target already, with the same length. */
  readonly kept: number
  /** Did not have their hash at the source, or at the target after they were copied. */
  readonly findings: readonly BlobFinding[]
}

const atOnce = 4

/**
 * Copies every blob that the target lacks, and reads each back to compare it. The source keeps all of its own, so this may be repeated
 * and done beside a running server; what that one stores meanwhile comes with the next run. Throws `StorageUnavailable`.
 */
export async function moveBlobs(
  { from, to, hashing }: { readonly from: BlobArchive; readonly to: BlobArchive; readonly hashing: Hashing },
  { dryRun }: { readonly dryRun: boolean },
  onProgress: (done: number, of: number) => void,
): Promise<Moved> {
  const there = await lengths(to)
  const here = await lengths(from)
  const moved = { copied: 0, kept: 0, findings: [] as BlobFinding[] }
  let done = 0
  await eachOf(here.values(), atOnce, async (blob) => {
    const about = nameOf(blob)
    if (there.get(about)?.bytes === blob.bytes) moved.kept += 1
    else if (dryRun || (await isCopied({ from, to, hashing }, blob))) moved.copied += 1
    else moved.findings.push({ fault: 'blob-altered', about })
    onProgress((done += 1), here.size)
  })
  const bytes = [...here.values()].reduce((sum, blob) => sum + blob.bytes, 0)
  return { blobs: here.size, bytes, ...moved }
}

const nameOf = ({ kind, sha256 }: ListedBlob): string => `${kind}/${sha256}`

async function lengths(archive: BlobArchive): Promise<ReadonlyMap<string, ListedBlob>> {
  const found = new Map<string, ListedBlob>()
  for await (const blob of archive.list()) found.set(nameOf(blob), blob)
  return found
}

class Altered extends Error {
  override readonly name = 'Altered'
}

/** One that was removed since it was listed is no loss. */
async function isCopied(
  { from, to, hashing }: { readonly from: BlobArchive; readonly to: BlobArchive; readonly hashing: Hashing },
  { kind, sha256 }: ListedBlob,
): Promise<boolean> {
  const pieces = await from.read(kind, sha256)
  if (pieces === null) return true
  const sent = { hash: '' }
  try {
    await to.write(
      kind,
      sha256,
      hashed(pieces, hashing, (hash) => accept(kind, sha256, (sent.hash = hash))),
    )
  } catch (error) {
    if (error instanceof Altered) return false
    throw error
  }
  return (await hashOfBlob(to, kind, sha256, hashing)) === sent.hash
}

/** What was derived does not lie under its own hash. */
function accept(kind: BlobKind, sha256: Sha256, hash: Sha256): void {
  const isDerived = kind === 'thumbnail-256' || kind === 'thumbnail-512'
  if (!isDerived && hash !== sha256) throw new Altered('the blob does not have its hash')
}

/** Throws from within the pieces when they are not accepted, so that whoever writes them writes nothing. */
async function* hashed(pieces: AsyncIterable<Uint8Array>, hashing: Hashing, onEnd: (hash: Sha256) => void): AsyncGenerator<Uint8Array> {
  const hash = hashing()
  for await (const piece of pieces) {
    hash.update(piece)
    yield piece
  }
  onEnd(hash.digest())
}

/** `null` when there is none. */
export async function hashOfBlob(archive: BlobArchive, kind: BlobKind, sha256: Sha256, hashing: Hashing): Promise<Sha256 | null> {
  const pieces = await archive.read(kind, sha256)
  if (pieces === null) return null
  const hash = hashing()
  for await (const piece of pieces) hash.update(piece)
  return hash.digest()
}
