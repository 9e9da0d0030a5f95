import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { memoryEventStore } from '../adapters/memory/memory-event-store.ts'
import { countingIds, namedId } from '../adapters/memory/test-world.ts'
import type { CharacterCreated } from '../domain/character/character-events.ts'
import { imageAssetStream } from '../domain/ids.ts'
import { imageAsset } from '../domain/image-asset/image-asset.ts'
import type { ImageAssetCreated } from '../domain/image-asset/image-asset-events.ts'
import { handleCommand } from './handle-command.ts'
import type { EventStore } from './ports/event-store.ts'
import { reviewEdit } from './review-request.ts'

const stored = (path: string) => JSON.parse(readFileSync(join(__dirname, '../domain', path), 'utf8')) as unknown
const { data: picture } = stored('image-asset/stored/ImageAssetCreated.v1.json') as ImageAssetCreated
const { profile } = (stored('character/stored/CharacterCreated.v1.json') as CharacterCreated).data
const cause = { correlationId: 'c', actor: { kind: 'user', id: 'u' }, fingerprint: 'f' } as const

describe('reviewEdit', () => {
  let eventStore: EventStore
  let reads: number
  beforeEach(() => {
    const inner = memoryEventStore()
    reads = 0
    eventStore = { ...inner, readStream: (stream) => ((reads += 1), inner.readStream(stream)) }
  })

  /** Pictures that were made one from the other, by the words of each edit; answers the facts of the last. */
  async function chain(...prompts: readonly string[]): Promise<ImageAssetCreated['data']> {
    const ids = prompts.map((_, at) => namedId(`picture ${at}`))
    const pictures = prompts.map((editPrompt, at) => ({
      ...picture,
      assetId: ids[at] ?? '',
      ancestors: ids.slice(0, at),
      editPrompt,
      userPrompt: null,
    }))
    for (const data of pictures) {
      const create = { type: 'CreateImageAsset', data } as const
      await handleCommand(
        { eventStore, idSource: countingIds() },
        imageAsset,
        imageAssetStream(data.assetId),
        create,
        { ...cause, commandId: data.assetId },
        {
          isNew: true,
        },
      )
    }
    reads = 0
    return pictures.at(-1) ?? picture
  }
  const review = async (text: string, facts: ImageAssetCreated['data']) =>
    reviewEdit(eventStore, [{ field: 'prompt', text, kind: 'prompt' }], { profile, facts })

  it.each([
    ['in lingerie', 'add a teenager'],
    ['as a teenager', 'in lingerie'],
  ])('given %p, and %p three edits before, then it is refused under the field of now', async (text, before) => {
    const facts = await chain(before, 'add a hat', 'at night')
    expect(await review(text, facts)).toEqual({ type: 'underage-content', field: 'prompt' })
  })

  it('given words that harm nobody, then no ancestor is read', async () => {
    const facts = await chain('add a teenager', 'add a hat', 'at night')
    expect(await review('add a banana', facts)).toBeNull()
    expect(reads).toBe(0)
  })

  it('given an ancestor that is gone, then the others are read', async () => {
    const facts = await chain('add a teenager', 'add a hat')
    expect(await review('in lingerie', { ...facts, ancestors: [namedId('gone'), ...facts.ancestors] })).not.toBeNull()
    expect(await review('in lingerie', { ...facts, ancestors: [namedId('gone')] })).toBeNull()
  })
})
