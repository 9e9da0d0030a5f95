import { describe, expect, it } from '@jest/globals'
import type { Recorded } from '../../application/ports/event-store.ts'
import type { ImageAssetCreated, ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import { images } from './images.ts'
import type { ImageRow } from './images-query.ts'

const assetId = '00000000-0000-4000-8000-000000000001'
const editId = '00000000-0000-4000-8000-000000000003'
const parentAssetId = '00000000-0000-4000-8000-000000000002'

describe('images', () => {
  it('given a generated picture, then the row has its recipe and no parent', () => {
    expect(rowAfter([created()])).toMatchObject({
      id: assetId,
      prompt: 'composed',
      userPrompt: 'typed',
      seed: 7,
      workflow: 'z-image-turbo',
      scene: 'night_out',
      sourceImageId: null,
      rootImageId: assetId,
      ancestors: [],
      depth: 0,
      editType: null,
      maskCoveragePct: null,
      favourite: false,
      deletedAt: null,
      erased: false,
      position: 1n,
    })
  })

  it('given an edited picture, then it knows its parents, keeps their prompt and says how much was covered', () => {
    const family = { parentAssetId, rootAssetId: parentAssetId, ancestors: [parentAssetId] }
    const edit = created({
      origin: 'edited',
      ...family,
      editPrompt: 'add a banana',
      maskSha256: 'm',
      coveredPixels: 333,
      totalPixels: 1_000,
    })
    expect(rowAfter([edit])).toMatchObject({
      sourceImageId: parentAssetId,
      rootImageId: parentAssetId,
      depth: 1,
      editType: 'inpaint',
      editPrompt: 'add a banana',
      prompt: 'composed',
      maskCoveragePct: 33.3,
    })
  })

  it.each([
    [1, 1_048_576, 0],
    [524_288, 1_048_576, 50],
    [1_048_576, 1_048_576, 100],
    [1, 3, 33.3],
    [2, 3, 66.7],
    [0, 0, null],
  ])('given %i of %i pixels covered, then the percentage is %s', (coveredPixels, totalPixels, percentage) => {
    expect(rowAfter([created({ coveredPixels, totalPixels })])?.maskCoveragePct).toBe(percentage)
  })

  it('given an upload, then there is no seed, engine or workflow', () => {
    expect(rowAfter([created({ origin: 'uploaded', engine: null, params: null })])).toMatchObject({
      seed: null,
      engine: null,
      workflow: null,
      params: null,
    })
  })

  it('when it is a favourite, trashed and restored, then the row follows and keeps the rest', () => {
    const about = { assetId }
    const trash = { type: 'ImageAssetDeleted', data: { ...about, reason: 'trash', deletedAt: '2026-02-01T00:00:00.000Z' } } as const
    expect(rowAfter([created(), { type: 'ImageAssetFavourited', data: about }])).toMatchObject({ favourite: true, position: 2n })
    expect(rowAfter([created(), { type: 'ImageAssetFavourited', data: about }, trash])).toMatchObject({
      favourite: true,
      deletedAt: '2026-02-01T00:00:00.000Z',
    })
    const restored = rowAfter([created(), trash, { type: 'ImageAssetRestored', data: about }])
    expect(restored).toEqual({ ...rowAfter([created()]), position: 3n })
  })

  it('when it is erased, then its texts are gone, its place in the tree stays, and nothing brings it back', () => {
    const erased = rowAfter([
      created(),
      { type: 'ImageAssetErased', data: { assetId, sha256: ['s'] } },
      { type: 'ImageAssetRestored', data: { assetId } },
    ])
    expect(erased).toMatchObject({
      prompt: null,
      userPrompt: null,
      negativePrompt: null,
      editPrompt: null,
      erased: true,
      rootImageId: assetId,
      position: 2n,
    })
  })

  it('given edits of it come and go, then it tells how many are there, and where it was told', () => {
    const edit = created({ assetId: editId, parentAssetId: assetId, rootAssetId: assetId, ancestors: [assetId], origin: 'edited' })
    const trash = { type: 'ImageAssetDeleted', data: { assetId: editId, reason: 'trash', deletedAt: '2026-02-01T00:00:00.000Z' } } as const
    expect(rowAfter([created(), edit])).toMatchObject({ edits: 1, position: 2n })
    expect(rowAfter([created(), edit, { type: 'ImageAssetFavourited', data: { assetId: editId } }])).toMatchObject({ position: 2n })
    expect(rowAfter([created(), edit, trash])).toMatchObject({ edits: 0, position: 3n })
    expect(rowAfter([created(), edit, trash, { type: 'ImageAssetRestored', data: { assetId: editId } }])).toMatchObject({ edits: 1 })
    const erased = { type: 'ImageAssetErased', data: { assetId: editId, sha256: ['s'] } } as const
    expect(rowAfter([created(), edit, trash, erased])).toMatchObject({ edits: 0, position: 3n })
    expect(rowAfter([created(), edit, erased])).toMatchObject({ edits: 0, position: 3n })
  })

  it('given rows that came in, then they stay as they were: counters are made of the difference', () => {
    const edit = created({ assetId: editId, parentAssetId: assetId, rootAssetId: assetId, ancestors: [assetId], origin: 'edited' })
    const before = images.project([recorded(created(), 0)], new Map())
    const frozen = new Map([...before].map(([id, row]) => [id, Object.freeze({ ...row })]))
    const page = [recorded({ type: 'ImageAssetFavourited', data: { assetId } }, 1), recorded(edit, 2)]
    expect(images.project(page, frozen).get(assetId)).toMatchObject({ favourite: true, edits: 1, position: 3n })
    expect(frozen).toEqual(before)
  })

  it('given events of others, or of a picture it does not know, then nothing changes', () => {
    expect(images.project([recorded({ type: 'ImageAssetFavourited', data: { assetId } }, 0)], new Map()).size).toBe(0)
    expect(images.project([{ ...recorded(created(), 0), type: 'SomethingNew' }], new Map()).size).toBe(0)
  })
})

function rowAfter(events: readonly ImageAssetEvent[]): ImageRow | undefined {
  return images.project(events.map(recorded), new Map()).get(assetId)
}

function created(changes: Partial<ImageAssetCreated['data']> = {}): ImageAssetCreated {
  const params = {
    workflowId: 'z-image-turbo',
    workflowVersion: 1,
    seed: 7,
    steps: 9,
    cfg: 1,
    guidance: 0,
    sampler: 'euler',
    scheduler: 'simple',
  }
  return {
    type: 'ImageAssetCreated',
    data: {
      assetId,
      ownerId: 'owner',
      characterId: 'character',
      origin: 'generated',
      engine: 'preview',
      sha256: 's',
      bytes: 10,
      mime: 'image/png',
      width: 1024,
      height: 1024,
      rootAssetId: assetId,
      ancestors: [],
      prompt: 'composed',
      userPrompt: 'typed',
      negativePrompt: 'blurry',
      editPrompt: null,
      studio: { scene: 'night_out', environment: 'cafe', outfit: 'hoodie', aspectRatio: '1:1', qualityMode: 'draft', nsfw: false },
      params: { ...params, denoise: 1, width: 1024, height: 1024, negativePromptUsed: false },
      createdAt: '2026-01-01T00:00:00.000Z',
      ...changes,
    },
  }
}

function recorded(event: ImageAssetEvent, index: number): Recorded {
  const meta = { correlationId: 'c', causationId: 'c', actor: { kind: 'user', id: 'owner' } } as const
  const place = {
    stream: `imageAsset-${event.data.assetId}`,
    revision: BigInt(index),
    position: BigInt(index + 1),
    recordedAt: '2026-01-01T00:00:01.000Z',
  }
  return { ...event, eventId: String(index), meta, ...place }
}
