import type { BlobReferences } from '../../application/ports/blob-references.ts'
import type { EventStore } from '../../application/ports/event-store.ts'

const fieldsWithHashes: Readonly<Record<string, readonly string[]>> = {
  ImageAssetCreated: ['sha256', 'maskSha256'],
  ReferenceSet: ['sha256'],
  MaskStored: ['maskSha256'],
}

/** Reads the whole log for every question: for tests. */
export function memoryBlobReferences(eventStore: Pick<EventStore, 'readAll' | 'head'>): BlobReferences {
  return {
    async streamsNaming(sha256) {
      const { events } = await eventStore.readAll(0n, Number(await eventStore.head()) + 1, Object.keys(fieldsWithHashes))
      const naming = events.filter(({ type, data }) =>
        Object.entries(data).some(([field, value]) => value === sha256 && fieldsWithHashes[type]?.includes(field)),
      )
      return [...new Set(naming.map(({ stream }) => stream))]
    },
  }
}
