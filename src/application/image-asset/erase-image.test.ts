import { beforeEach, describe, expect, it } from '@jest/globals'
import { memoryCheckpointStore } from '../../adapters/memory/memory-checkpoint-store.ts'
import { callerOf, contextOf, namedId, silentLog, userOf } from '../../adapters/memory/test-world.ts'
import { mara, studio, testWorkshop } from '../../adapters/memory/test-workshop.ts'
import type { ImageAssetCreated, ImageAssetDeleted, ImageAssetErased } from '../../domain/image-asset/image-asset-events.ts'
import type { BlobStorage } from '../ports/blob-storage.ts'
import { StorageUnavailable } from '../ports/blob-storage.ts'
import { EventIsNewer } from '../ports/event-store.ts'
import { purgePage } from '../processes/purge-trash.ts'
import { removePage } from '../processes/remove-erased-bytes.ts'

type Facts = ImageAssetCreated['data']
const stranger = userOf('stranger')
const context = contextOf(mara)
const bytesOf = (words: string): Uint8Array => new TextEncoder().encode(words)

describe('pictures erased for ever', () => {
  let shop: ReturnType<typeof testWorkshop>
  let source: Facts
  let child: Facts
  beforeEach(async () => {
    shop = testWorkshop()
    await shop.askForEdit()
    shop.startWorker()
    await shop.until('JobCompleted')
    const [first, second] = await assets()
    if (first === undefined || second === undefined) throw new Error('there should be two pictures')
    source = first
    child = second
  })

  const assets = async () => (await shop.events()).filter(({ type }) => type === 'ImageAssetCreated').map(({ data }) => data as Facts)
  const erasures = async () =>
    (await shop.events()).filter(({ type }) => type === 'ImageAssetErased').map(({ data }) => data as ImageAssetErased['data'])
  const trash = (assetId: string) => shop.use.trashImage({ assetId }, context)
  const erase = async ({ assetId }: Pick<Facts, 'assetId'>) => {
    await trash(assetId)
    return shop.use.eraseImage({ assetId }, context)
  }
  const upload = async (): Promise<Facts> => {
    const { characterId } = source
    await shop.use.uploadImage({ characterId, bytes: bytesOf('picture 64x64'), studio }, context)
    return (await assets()).at(-1) as Facts
  }
  const editWith = (maskFromImageId: string) =>
    shop.use.requestInpaint(
      {
        characterId: source.characterId,
        sourceImageId: source.assetId,
        prompt: 'add a cat',
        maskFromImageId,
        count: 1,
        growPx: 0,
        featherPx: 8,
        strength: 1,
        area: 'whole',
        allowFullMask: false,
      },
      context,
    )
  /** One checkpoint, as the program has: what was followed once is not followed again. */
  const removals = (blobStorage: BlobStorage = shop.ports.blobStorage) => {
    const ports = { ...shop.ports, blobStorage, checkpointStore: memoryCheckpointStore(shop.taskQueue), log: silentLog }
    return () => removePage(ports)
  }
  const has = (kind: 'image' | 'mask' | 'thumbnail-256' | 'thumbnail-512', sha256 = '') => shop.ports.blobStorage.has(kind, sha256)
  const all = (facts: Facts) =>
    Promise.all([
      has('image', facts.sha256),
      has('thumbnail-256', facts.sha256),
      has('thumbnail-512', facts.sha256),
      ...(facts.maskSha256 === undefined ? [] : [has('mask', facts.maskSha256)]),
    ])

  describe('eraseImage', () => {
    it('given the trash, then the event names the hashes and the picture is nothing to anybody any more', async () => {
      expect((await erase(child)).ok).toBe(true)
      expect(await erasures()).toEqual([{ assetId: child.assetId, sha256: [child.sha256, child.maskSha256] }])
      const notFound = { ok: false, rejection: { type: 'not-found' } }
      expect(await shop.use.readImageFile({ assetId: child.assetId, what: 'file' }, callerOf(mara))).toEqual(notFound)
      expect(await shop.use.restoreImage({ assetId: child.assetId }, context)).toEqual(notFound)
      expect(await shop.use.eraseImage({ assetId: child.assetId }, context)).toEqual(notFound)
    })

    it('given a picture outside the trash, a stranger or an unknown id, then nothing happens', async () => {
      const before = (await shop.events()).length
      expect(await shop.use.eraseImage({ assetId: child.assetId }, context)).toEqual({
        ok: false,
        rejection: { type: 'image-not-in-trash' },
      })
      for (const [assetId, who] of [
        [child.assetId, stranger],
        [namedId('nothing'), mara],
      ] as const) {
        expect(await shop.use.eraseImage({ assetId }, contextOf(who))).toEqual({ ok: false, rejection: { type: 'not-found' } })
      }
      expect((await shop.events()).length).toBe(before)
    })
  })

  describe('their bytes', () => {
    it('given nothing else needs them, then all go, and the child of an erased parent stays whole', async () => {
      const remove = removals()
      await shop.use.saveDraft({ imageId: source.assetId, basedOn: 0, settings: {}, maskBase64Png: null }, callerOf(mara))
      await erase(source)
      await remove()
      expect(await all(source)).toEqual([false, false, false])
      expect(await shop.ports.draftStore.load(mara.id, source.assetId)).toBeNull()
      expect(await all(child)).toEqual([true, true, true, true])
      await erase(child)
      await remove()
      expect(await all(child)).toEqual([false, false, false, false])
    })

    it('given a twin with the same bytes, then they stay until both are erased, in whatever order that is followed', async () => {
      const twin = await upload()
      expect(twin.sha256).toBe(source.sha256)
      const remove = removals()
      await erase(source)
      expect((await erasures())[0]?.sha256).toEqual([])
      await remove()
      expect(await all(twin)).toEqual([true, true, true])
      await erase(twin)
      await remove()
      expect(await all(twin)).toEqual([false, false, false])
    })

    it('given bytes that are needed, then they are not even touched: a reader finds them at every moment', async () => {
      await upload()
      const removed: string[] = []
      const remove = removals({ ...shop.ports.blobStorage, remove: async (kind) => void removed.push(kind) })
      await erase(source)
      await remove()
      expect(removed).toEqual([])
    })

    it('given twins erased before either was followed, then the bytes go all the same', async () => {
      const twin = await upload()
      await erase(source)
      await erase(twin)
      await removals()()
      expect(await has('image', source.sha256)).toBe(false)
    })

    it('given it is a character’s face, then it stays until another face is set', async () => {
      const { characterId } = source
      await shop.use.setReference({ characterId, from: { assetId: source.assetId } }, context)
      await erase(source)
      await removals()()
      expect(await has('image', source.sha256)).toBe(true)
      expect((await shop.use.readReference({ characterId }, callerOf(mara))).ok).toBe(true)
    })

    it('given an edit that waits with the same mask, then the mask stays for it, and for its picture', async () => {
      shop = testWorkshop()
      await shop.askForEdit()
      const worker = shop.startWorker()
      await shop.until('JobCompleted')
      worker.stop.ring()
      ;[source, child] = (await assets()) as [Facts, Facts]
      expect((await editWith(child.assetId)).ok).toBe(true)
      await erase(child)
      const remove = removals()
      await remove()
      expect([await has('image', child.sha256), await has('mask', child.maskSha256)]).toEqual([false, true])
      shop.startWorker('another')
      await shop.goOn(async () => (await assets()).length === 3)
      await shop.goOn(async () => (await shop.types()).filter((type) => type === 'JobCompleted').length === 2)
      const again = (await assets()).at(-1) as Facts
      expect(again.maskSha256).toBe(child.maskSha256)
      await erase(again)
      await remove()
      expect(await has('mask', child.maskSha256)).toBe(false)
    })

    it('given a store that is away, then the same erasure is followed again once it is back', async () => {
      let away = true
      const { blobStorage } = shop.ports
      const remove = removals({
        ...blobStorage,
        remove: (kind, sha256) => (away ? Promise.reject(new StorageUnavailable('away')) : blobStorage.remove(kind, sha256)),
      })
      await erase(source)
      await expect(remove()).rejects.toThrow(StorageUnavailable)
      away = false
      await remove()
      expect(await has('image', source.sha256)).toBe(false)
    })

    it('given the same picture is uploaded while its bytes are being removed, then they are there for it', async () => {
      const { blobStorage } = shop.ports
      for (const moment of ['before', 'after'] as const) {
        await erase(source)
        const remove = removals({
          ...blobStorage,
          async remove(kind, sha256) {
            if (kind === 'image' && moment === 'before') source = await upload()
            await blobStorage.remove(kind, sha256)
          },
        })
        await remove()
        if (moment === 'after') source = await upload()
        expect(await has('image', source.sha256)).toBe(true)
      }
    })

    it('given bytes that go between being stored and being recorded, then whoever recorded them stores them anew', async () => {
      const { append } = shop.ports.eventStore
      shop.ports.eventStore.append = async (stream, after, events) => {
        if (events[0]?.type === 'ImageAssetCreated') await shop.ports.blobStorage.remove('image', source.sha256)
        return append(stream, after, events)
      }
      const twin = await upload()
      expect(await has('image', twin.sha256)).toBe(true)
    })
  })

  describe('the purge of the trash', () => {
    const dueNow = async () => {
      const deleted = (await shop.events()).findLast(({ type }) => type === 'ImageAssetDeleted')?.data as ImageAssetDeleted['data']
      return [{ assetId: child.assetId, deletedAt: deleted.deletedAt }]
    }
    const purge = async (due: readonly { readonly assetId: string; readonly deletedAt: string }[]) => {
      const asked: number[] = []
      const trashedImages = { longerThan: async (ms: number) => (asked.push(ms), due) }
      const more = await purgePage({ ...shop.ports, trashedImages, log: silentLog }, 7)
      return { asked, more }
    }

    it('given what has lain there long enough, then it is erased by the program, once', async () => {
      await trash(child.assetId)
      const due = await dueNow()
      expect(await purge(due)).toEqual({ asked: [7], more: false })
      await purge(due)
      expect(await erasures()).toEqual([{ assetId: child.assetId, sha256: [child.sha256, child.maskSha256] }])
      const erased = (await shop.events()).find(({ type }) => type === 'ImageAssetErased')
      expect(erased?.meta.actor).toEqual({ kind: 'system', id: 'trash-purge' })
    })

    it('given one that was restored since the view saw it, then it stays, also when it was trashed again', async () => {
      await trash(child.assetId)
      const due = await dueNow()
      await shop.use.restoreImage({ assetId: child.assetId }, context)
      await purge(due)
      shop.time.nowMs += 1_000
      await trash(child.assetId)
      await purge(due)
      expect(await erasures()).toEqual([])
    })

    it('given a picture of which only a newer program knows an event, then it is left to that one and holds up no other', async () => {
      await trash(child.assetId)
      const due = await dueNow()
      const { readStream } = shop.ports.eventStore
      shop.ports.eventStore.readStream = (stream) =>
        stream.endsWith('of-tomorrow') ? Promise.reject(new EventIsNewer('of tomorrow')) : readStream(stream)
      await purge([{ assetId: 'of-tomorrow', deletedAt: due[0]?.deletedAt ?? '' }, ...due])
      expect(await erasures()).toMatchObject([{ assetId: child.assetId }])
    })

    it('given a full page, then it goes on at once, unless the view only repeats what is erased', async () => {
      await trash(child.assetId)
      const [entry] = await dueNow()
      const page = Array.from({ length: 100 }, () => entry ?? { assetId: '', deletedAt: '' })
      expect((await purge(page)).more).toBe(true)
      expect((await purge(page)).more).toBe(false)
    })
  })
})
