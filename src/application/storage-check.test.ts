import { beforeEach, describe, expect, it } from '@jest/globals'
import { studio } from '../adapters/memory/test-workshop.ts'
import { characterForm, contextOf, testWorld, userOf } from '../adapters/memory/test-world.ts'
import type { Result } from '../domain/decider.ts'
import { StorageUnavailable, type BlobStorage } from './ports/blob-storage.ts'
import type { Refusal } from './refusals.ts'
import type { UseCases } from './use-cases.ts'
import { useCases } from './wired-use-cases.ts'

const mara = userOf('mara')
const picture = new TextEncoder().encode('picture 64x64')
const shape = { growPx: 3, featherPx: 5, strength: 1, area: 'whole', allowFullMask: false, count: 1 } as const

/** What may be asked for that leaves a picture in the store. */
type Ask = (use: UseCases, about: { readonly characterId: string; readonly assetId: string }) => Promise<Result<unknown, Refusal>>

const asks: readonly (readonly [string, Ask])[] = [
  [
    'a generation',
    (use, { characterId }) => use.requestGeneration({ characterId, studio, count: 2, useReference: false }, contextOf(mara)),
  ],
  [
    'an edit',
    (use, { characterId, assetId }) =>
      use.requestInpaint(
        { characterId, sourceImageId: assetId, prompt: 'a hat', maskedImageBase64Png: 'mask 64x64 100', ...shape },
        contextOf(mara),
      ),
  ],
  ['an upload', (use, { characterId }) => use.uploadImage({ characterId, bytes: picture, studio }, contextOf(mara))],
  ['a face', (use, { characterId }) => use.setReference({ characterId, from: { bytes: picture } }, contextOf(mara))],
]

describe('a store that takes no new work', () => {
  let world: ReturnType<typeof testWorld>
  let about: { readonly characterId: string; readonly assetId: string }
  beforeEach(async () => {
    world = testWorld()
    const created = await world.use.createCharacter(characterForm, contextOf(mara))
    if (!created.ok) throw new Error(created.rejection.type)
    const { characterId } = created.value
    const uploaded = await world.use.uploadImage({ characterId, bytes: picture, studio }, contextOf(mara))
    if (!uploaded.ok) throw new Error(uploaded.rejection.type)
    about = { characterId, assetId: uploaded.value.assetId }
  })

  it.each(asks)('given %s, then it is refused before one byte is stored or one event written', async (_what, ask) => {
    const stored: string[] = []
    const full: BlobStorage = {
      ...world.ports.blobStorage,
      check: () => Promise.reject(new StorageUnavailable('no room')),
      put: (kind, bytes) => (stored.push(kind), world.ports.blobStorage.put(kind, bytes)),
    }
    const before = await world.ports.eventStore.head()
    expect(await ask(useCases({ ...world.ports, blobStorage: full }), about)).toEqual({
      ok: false,
      rejection: { type: 'storage-unavailable' },
    })
    expect([stored, await world.ports.eventStore.head()]).toEqual([[], before])
    expect((await ask(world.use, about)).ok).toBe(true)
  })
})
