import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { fold } from '../decider.ts'
import { imageAsset, type ImageAssetCommand } from './image-asset.ts'
import type { ImageAssetCreated, ImageAssetEvent } from './image-asset-events.ts'

const folder = join(__dirname, 'stored')
const samples = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as ImageAssetEvent)
const created = samples.find((event): event is ImageAssetCreated => event.type === 'ImageAssetCreated')
if (created === undefined) throw new Error('there is no stored sample of ImageAssetCreated')
const about = { assetId: created.data.assetId }
const deletedAt = '2030-01-01T00:00:00.000Z'

const create: ImageAssetCommand = { type: 'CreateImageAsset', data: created.data }
const favourite: ImageAssetCommand = { type: 'FavouriteImageAsset', data: { favourite: true } }
const unfavourite: ImageAssetCommand = { type: 'FavouriteImageAsset', data: { favourite: false } }
const trash: ImageAssetCommand = { type: 'DeleteImageAsset', data: { deletedAt } }
const restore: ImageAssetCommand = { type: 'RestoreImageAsset', data: {} }
const erase: ImageAssetCommand = { type: 'EraseImageAsset', data: { sha256: [created.data.sha256] } }
const purge: ImageAssetCommand = { type: 'PurgeImageAsset', data: { sha256: [created.data.sha256], deletedAt } }

const trashed: ImageAssetEvent = { type: 'ImageAssetDeleted', data: { ...about, reason: 'trash', deletedAt } }
const given = (...history: readonly ImageAssetEvent[]) => ({
  when: (command: ImageAssetCommand) => imageAsset.decide(command, fold(imageAsset, history)),
})
const refused = (type: string) => ({ ok: false, rejection: { type } })
const nothing = { ok: true, value: [] }

describe('an image asset', () => {
  it('given nothing, then it can be created once and nothing else', () => {
    expect(given().when(create)).toEqual({ ok: true, value: [{ type: 'ImageAssetCreated', data: created.data }] })
    expect(given(created).when(create)).toEqual(refused('AssetExists'))
    expect(given().when(trash)).toEqual(refused('AssetUnknown'))
  })

  it('given a favourite, when asked for again, then nothing happens', () => {
    expect(given(created).when(unfavourite)).toEqual(nothing)
    expect(given(created).when(favourite)).toEqual({ ok: true, value: [{ type: 'ImageAssetFavourited', data: about }] })
    expect(given(created, { type: 'ImageAssetFavourited', data: about }).when(favourite)).toEqual(nothing)
  })

  it('given the trash, then it can be restored but not be a favourite; its heart is remembered', () => {
    expect(given(created).when(trash)).toEqual({ ok: true, value: [trashed] })
    expect(given(created, trashed).when(trash)).toEqual(nothing)
    expect(given(created, trashed).when(favourite)).toEqual(refused('AssetInTrash'))
    const back = fold(imageAsset, [
      created,
      { type: 'ImageAssetFavourited', data: about },
      trashed,
      { type: 'ImageAssetRestored', data: about },
    ])
    expect(back).toMatchObject({ status: 'active', favourite: true })
    expect(given(created).when(restore)).toEqual(nothing)
  })

  it('given the trash, then it can be purged, unless it was taken out since, even if it was put back in', () => {
    const erased = { ok: true, value: [{ type: 'ImageAssetErased', data: { ...about, sha256: [created.data.sha256] } }] }
    expect(given(created, trashed).when(purge)).toEqual(erased)
    expect(given(created).when(purge)).toEqual(refused('AssetNotInTrash'))
    const restored: ImageAssetEvent = { type: 'ImageAssetRestored', data: about }
    expect(given(created, trashed, restored).when(purge)).toEqual(refused('AssetNotInTrash'))
    const later: ImageAssetEvent = { type: 'ImageAssetDeleted', data: { ...trashed.data, deletedAt: '2030-02-01T00:00:00.000Z' } }
    expect(given(created, trashed, restored, later).when(purge)).toEqual(refused('AssetNotInTrash'))
  })

  it('given an erased one, then nothing can be done with it any more', () => {
    const erased: ImageAssetEvent = { type: 'ImageAssetErased', data: { ...about, sha256: [] } }
    for (const command of [favourite, trash, restore, erase, purge])
      expect(given(created, erased).when(command)).toEqual(refused('AssetErased'))
  })

  it('given any commands in any order, then no event repeats the state it finds and nothing follows an erasure', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(create, favourite, unfavourite, trash, restore, erase, purge), { maxLength: 40 }),
        (commands) => {
          const history: ImageAssetEvent[] = []
          for (const command of commands) {
            const decided = imageAsset.decide(command, fold(imageAsset, history))
            if (decided.ok) history.push(...decided.value)
          }
          const types = history.map(({ type }) => type)
          expect(types.every((type, index) => index === 0 || type !== types[index - 1])).toBe(true)
          expect(types.indexOf('ImageAssetErased')).toBe(types.includes('ImageAssetErased') ? types.length - 1 : -1)
          expect(types.lastIndexOf('ImageAssetCreated')).toBeLessThanOrEqual(0)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('folds every stored sample, wherever it stands', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...samples), { maxLength: 20 }), (history) => {
        expect(fold(imageAsset, history)).toHaveProperty('status')
      }),
    )
  })
})
