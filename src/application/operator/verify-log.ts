import type { CharacterEvent } from '../../domain/character/character-events.ts'
import type { Sha256 } from '../../domain/ids.ts'
import type { ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import { EventStoreUnavailable, type EventStore, type Recorded } from '../ports/event-store.ts'
import type { BlobStorage } from '../ports/blob-storage.ts'
import type { LogRecords, RecordFault } from '../ports/log-records.ts'

export type VerifyPorts = {
  readonly eventStore: Pick<EventStore, 'readAll' | 'head'>
  readonly blobStorage: Pick<BlobStorage, 'get'>
  readonly records: Pick<LogRecords, 'page' | 'faults'>
  readonly sha256Of: (bytes: Uint8Array) => Sha256
}

export type Finding =
  | RecordFault
  /** An event that cannot be read: of a newer program, of another DATA_KEY, or changed where it lies. */
  | { readonly fault: 'unreadable-event'; readonly about: string; readonly position: bigint; readonly reason: string }
  | { readonly fault: 'blob-missing' | 'blob-altered'; readonly about: string }

export type Verified = { readonly events: number; readonly blobs: number; readonly findings: readonly Finding[] }

/** `done` of `of`: positions while events are read, then blobs. */
export type Progress = (stage: 'events' | 'blobs', done: number, of: number) => void

const pageSize = 1_000

/**
 * Recomputes what can be recomputed: every stream counts from 0 without a gap and in the order of positions, every event can be read
 * (each sealed text is bound to its event and field, so a moved or changed one does not open), and every picture, mask and face that
 * something still shows is there and has its hash.
 */
export async function verifyLog(ports: VerifyPorts, onProgress: Progress): Promise<Verified> {
  const findings: Finding[] = [...(await ports.records.faults())]
  const blobs = new Map<string, { readonly kind: 'image' | 'mask'; readonly sha256: Sha256 }[]>()
  const head = await ports.eventStore.head()
  let events = 0
  for (let after = 0n; ;) {
    const page = await readable(ports, after, findings)
    for (const event of page.events) noteBlobs(blobs, event)
    events += page.events.length
    after = page.scannedTo
    onProgress('events', Number(after), Number(head))
    if (page.last) break
  }
  const wanted = new Map([...blobs.values()].flat().map((blob) => [`${blob.kind}/${blob.sha256}`, blob]))
  let done = 0
  for (const [about, { kind, sha256 }] of wanted) {
    const bytes = await ports.blobStorage.get(kind, sha256)
    if (bytes === null) findings.push({ fault: 'blob-missing', about })
    else if (ports.sha256Of(bytes) !== sha256) findings.push({ fault: 'blob-altered', about })
    onProgress('blobs', (done += 1), wanted.size)
  }
  return { events, blobs: wanted.size, findings }
}

type ReadPage = { readonly events: readonly Recorded[]; readonly scannedTo: bigint; readonly last: boolean }

/** A page; one that cannot be read is gone through event by event, and what cannot be read is a finding. */
async function readable({ eventStore, records }: VerifyPorts, after: bigint, findings: Finding[]): Promise<ReadPage> {
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

/** What a stream needs of the blob store, as of its last event. */
function noteBlobs(blobs: Map<string, { readonly kind: 'image' | 'mask'; readonly sha256: Sha256 }[]>, recorded: Recorded): void {
  const { stream } = recorded
  const event = recorded as unknown as ImageAssetEvent | CharacterEvent
  switch (event.type) {
    case 'ImageAssetCreated': {
      const { sha256, maskSha256 } = event.data
      const mask = maskSha256 === undefined ? [] : [{ kind: 'mask', sha256: maskSha256 } as const]
      blobs.set(stream, [{ kind: 'image', sha256 }, ...mask])
      return
    }
    case 'ReferenceSet':
      blobs.set(stream, [{ kind: 'image', sha256: event.data.sha256 }])
      return
    case 'ImageAssetErased':
    case 'ReferenceCleared':
    case 'CharacterErased':
      blobs.delete(stream)
  }
}
