import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DomainEvent } from '../../domain/decider.ts'
import type { BlobReferences } from './blob-references.ts'
import type { EventStore } from './event-store.ts'

export type ReferencesUnderTest = { readonly store: EventStore; readonly references: BlobReferences; stop(): Promise<void> }

const stored = (room: string, type: string): DomainEvent =>
  JSON.parse(readFileSync(join(__dirname, '../../domain', room, 'stored', `${type}.v1.json`), 'utf8')) as DomainEvent
const hashOf = (word: string): string => createHash('sha256').update(word).digest('hex')
const meta = { correlationId: randomUUID(), causationId: 'contract', actor: { kind: 'system', id: 'contract' } } as const

export function blobReferencesContract(name: string, start: () => Promise<ReferencesUnderTest>): void {
  describe(`blob references: ${name}`, () => {
    let under: ReferencesUnderTest
    beforeAll(async () => {
      under = await start()
    })
    afterAll(() => under.stop())
    const record = async (category: string, event: DomainEvent, changes: object): Promise<string> => {
      const stream = `${category}-${randomUUID()}`
      const data = { ...event.data, ...changes }
      const written = await under.store.append(stream, 'no-stream', [{ type: event.type, data, eventId: randomUUID(), meta }])
      expect(written.outcome).toBe('stored')
      return stream
    }

    it('given a hash in pictures, in a face and in masks, then all those streams are named, each once', async () => {
      const hash = hashOf(randomUUID())
      const streams = [
        await record('imageAsset', stored('image-asset', 'ImageAssetCreated'), { sha256: hash, maskSha256: hash }),
        await record('imageAsset', stored('image-asset', 'ImageAssetCreated'), { maskSha256: hash }),
        await record('character', stored('character', 'ReferenceSet'), { sha256: hash }),
        await record('editJob', stored('edit-job', 'MaskStored'), { maskSha256: hash }),
      ]
      expect([...(await under.references.streamsNaming(hash))].sort()).toEqual(streams.sort())
    })

    it('given a hash that no event knows, or one that only an erasure or a job’s own note names, then there is none', async () => {
      const hash = hashOf(randomUUID())
      expect(await under.references.streamsNaming(hash)).toEqual([])
      await record('imageAsset', stored('image-asset', 'ImageAssetErased'), { sha256: [hash] })
      await record('generationJob', stored('job', 'OutputPersisted'), { sha256: hash })
      expect(await under.references.streamsNaming(hash)).toEqual([])
      expect(await under.references.streamsNaming("'; drop table es.events; --")).toEqual([])
    })
  })
}
