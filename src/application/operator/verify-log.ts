import type { Sha256 } from '../../domain/ids.ts'
import { EventStoreUnavailable, type EventStore, type Recorded } from '../ports/event-store.ts'
import type { BlobStorage } from '../ports/blob-storage.ts'
import type { LogRecords, RecordFault } from '../ports/log-records.ts'
import { checkBlobs, type BlobFinding } from './check-blobs.ts'
import { referencedBlobs, type OriginalBlob, type ReferencedBlobs } from './referenced-blobs.ts'

export type LogPorts = {
  readonly eventStore: Pick<EventStore, 'readAll' | 'head'>
  readonly records: Pick<LogRecords, 'page'>
}

export type VerifyPorts = LogPorts & {
  readonly blobStorage: Pick<BlobStorage, 'get'>
  readonly records: Pick<LogRecords, 'faults'>
  readonly sha256Of: (bytes: Uint8Array) => Sha256
}

/** An event that cannot be read: of a newer program, of another DATA_KEY, or changed where it lies. */
type UnreadableEvent = { readonly fault: 'unreadable-event'; readonly about: string; readonly position: bigint; readonly reason: string }

export type Finding = RecordFault | UnreadableEvent | BlobFinding

export type Verified = { readonly events: number; readonly blobs: number; readonly findings: readonly Finding[] }

/** `done` of `of`: positions while events are read, then blobs. */
export type Progress = (stage: 'events' | 'blobs', done: number, of: number) => void

const pageSize = 1_000

/**
 * Recomputes what can be recomputed: every stream counts from 0 without a gap and in the order of positions, every event can be read
 * (each sealed text is bound to its event and field, so a moved or changed one does not open), and every file that something still
 * needs is there and has its hash.
 */
export async function verifyLog(ports: VerifyPorts, onProgress: Progress): Promise<Verified> {
  const faults = await ports.records.faults()
  const references = referencedBlobs()
  const { events, unreadable } = await noteAll(ports, references, 0n, onProgress)
  const wanted = references.wanted()
  const hashOf = async ({ kind, sha256 }: OriginalBlob): Promise<Sha256 | null> => {
    const bytes = await ports.blobStorage.get(kind, sha256)
    return bytes === null ? null : ports.sha256Of(bytes)
  }
  const altered = await checkBlobs(wanted, hashOf, (done, of) => onProgress('blobs', done, of))
  return { events, blobs: wanted.size, findings: [...faults, ...unreadable, ...altered] }
}

export type Noted = { readonly events: number; readonly scannedTo: bigint; readonly unreadable: readonly UnreadableEvent[] }

/** Notes which blobs the log refers to, after a position and up to its head. */
export async function noteAll(ports: LogPorts, references: ReferencedBlobs, from: bigint, onProgress: Progress): Promise<Noted> {
  const unreadable: UnreadableEvent[] = []
  const head = await ports.eventStore.head()
  let events = 0
  for (let after = from; ;) {
    const page = await readable(ports, after, unreadable)
    for (const event of page.events) references.note(event)
    events += page.events.length
    after = page.scannedTo
    onProgress('events', Number(after), Number(head))
    if (page.last) return { events, scannedTo: after, unreadable }
  }
}

type ReadPage = { readonly events: readonly Recorded[]; readonly scannedTo: bigint; readonly last: boolean }

/** A page; one that cannot be read is gone through event by event, and what cannot be read is a finding. */
async function readable({ eventStore, records }: LogPorts, after: bigint, findings: UnreadableEvent[]): Promise<ReadPage> {
  try {
    const { events, scannedTo } = await eventStore.readAll(after, pageSize)
    return { events, scannedTo, last: events.length < pageSize }
  } catch (error) {
    if (error instanceof EventStoreUnavailable) throw error
  }
  const raw = await records.page(after, pageSize)
  const events: Recorded[] = []
  let before = after
  for (const { position, stream, type } of raw) {
    try {
      events.push(...(await eventStore.readAll(before, 1)).events)
    } catch (error) {
      if (error instanceof EventStoreUnavailable) throw error
      const reason = error instanceof Error ? error.name : 'unknown'
      findings.push({ fault: 'unreadable-event', about: `${type} in ${stream}`, position, reason })
    }
    before = position
  }
  return { events, scannedTo: before, last: raw.length < pageSize }
}
