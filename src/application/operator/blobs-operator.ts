import { isNeeded, type NeedPorts } from '../image-asset/blob-needs.ts'
import type { BlobArchive, ListedBlob } from '../ports/blob-archive.ts'
import type { Clock } from '../ports/clock.ts'
import { removeBlob, removePicture, type BytePorts } from '../processes/remove-erased-bytes.ts'
import { checkBlobs } from './check-blobs.ts'
import { hashOfBlob, type Hashing } from './move-blobs.ts'
import { referencedBlobs, type ReferencedBlobs } from './referenced-blobs.ts'
import { noteAll, type LogPorts, type Progress, type Verified } from './verify-log.ts'

export type BlobsPorts = BytePorts &
  NeedPorts &
  LogPorts & { readonly blobArchive: BlobArchive; readonly clock: Pick<Clock, 'now'>; readonly hashing: Hashing }

/** Blobs that nothing needs and that are older than what a request in progress may have stored. */
export type Orphans = { readonly blobs: number; readonly bytes: number; readonly found: readonly ListedBlob[] }

/** What the operator of an installation can ask of its blob store. */
export type BlobsOperator = {
  /** Reads every blob that the log refers to, and names what is missing or altered. */
  verify(onProgress: Progress): Promise<Verified>
  /** Throws `LogUnreadable` where an event cannot be read: it may refer to any of them. */
  orphans(olderThanMs: number, onProgress: Progress): Promise<Orphans>
  /** Removes orphans, each after the log was asked again; answers how many went. */
  remove(orphans: Orphans, onProgress: (done: number, of: number) => void): Promise<number>
}

export class LogUnreadable extends Error {
  override readonly name = 'LogUnreadable'
}

export function blobsOperator(ports: BlobsPorts): BlobsOperator {
  return {
    async verify(onProgress) {
      const references = referencedBlobs()
      const { events, unreadable } = await noteAll(ports, references, 0n, onProgress)
      const wanted = references.wanted()
      const findings = await checkBlobs(
        wanted,
        ({ kind, sha256 }) => hashOfBlob(ports.blobArchive, kind, sha256, ports.hashing),
        (done, of) => onProgress('blobs', done, of),
      )
      return { events, blobs: wanted.size, findings: [...unreadable, ...findings] }
    },
    orphans: (olderThanMs, onProgress) => orphans(ports, olderThanMs, onProgress),
    async remove({ found }, onProgress) {
      let removed = 0
      for (const [index, blob] of found.entries()) {
        if (await removeOrphan(ports, blob)) removed += 1
        onProgress(index + 1, found.length)
      }
      return removed
    },
  }
}

async function orphans(ports: BlobsPorts, olderThanMs: number, onProgress: Progress): Promise<Orphans> {
  const youngestMs = ports.clock.now() - olderThanMs
  const references = referencedBlobs()
  const before = await noteReadable(ports, references, 0n, onProgress)
  const wanted = references.named()
  const suspects: ListedBlob[] = []
  for await (const blob of ports.blobArchive.list()) {
    if (blob.storedAtMs < youngestMs && !wanted.has(originalOf(blob))) suspects.push(blob)
  }
  // What was recorded while the store was gone through.
  await noteReadable(ports, references, before, onProgress)
  const wantedNow = references.named()
  const found = suspects.filter((blob) => !wantedNow.has(originalOf(blob)))
  return { blobs: found.length, bytes: found.reduce((sum, { bytes }) => sum + bytes, 0), found }
}

async function noteReadable(ports: LogPorts, references: ReferencedBlobs, after: bigint, onProgress: Progress): Promise<bigint> {
  const { scannedTo, unreadable } = await noteAll(ports, references, after, onProgress)
  if (unreadable.length > 0)
    throw new LogUnreadable(`${unreadable.length} events cannot be read, which may refer to any blob; \`es verify\` names them`)
  return scannedTo
}

/** A thumbnail is needed as long as its picture is. */
const originalOf = ({ kind, sha256 }: ListedBlob): string => `${kind.startsWith('thumbnail-') ? 'image' : kind}/${sha256}`

async function removeOrphan(ports: BlobsPorts, { kind, sha256 }: ListedBlob): Promise<boolean> {
  switch (kind) {
    case 'image':
      await removePicture(ports, sha256)
      return !(await ports.blobStorage.has(kind, sha256))
    case 'mask':
      return removeBlob(ports, 'mask', sha256)
    case 'thumbnail-256':
    case 'thumbnail-512':
      if (await isNeeded(ports, sha256)) return false
      await ports.blobStorage.remove(kind, sha256)
      return true
    case 'workflow':
      await ports.blobStorage.remove(kind, sha256)
      return true
  }
}
