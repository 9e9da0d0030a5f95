import { beforeEach, describe, expect, it } from '@jest/globals'
import { callerOf, characterForm, contextOf, namedId, testWorld, userOf } from '../../adapters/memory/test-world.ts'
import type { ImageAssetCreated } from '../../domain/image-asset/image-asset-events.ts'
import type { BlobLinks } from '../ports/blob-links.ts'
import type { Upload } from './upload.ts'
import type { Context } from '../use-cases.ts'
import { linkImageFile } from './link-image-file.ts'

const mara = userOf('mara')
const daring = userOf('mara', { preferences: { showNsfw: true, theme: 'dark' } })
const stranger = userOf('stranger')
const studio = { scene: 'night_out', environment: 'office', outfit: 'jeans', qualityMode: 'draft', nsfw: false } as const
const notFound = { ok: false, rejection: { type: 'not-found' } }
const bytesOf = (words: string): Uint8Array => new TextEncoder().encode(words)

describe("pictures of one's own", () => {
  let world: ReturnType<typeof testWorld>
  let characterId: string
  beforeEach(async () => {
    world = testWorld()
    const created = await world.use.createCharacter({ ...characterForm, nsfwEnabled: true }, contextOf(mara))
    if (!created.ok) throw new Error(created.rejection.type)
    characterId = created.value.characterId
  })
  const upload = (changes: Partial<Upload> = {}, context: Context = contextOf(mara)) =>
    world.use.uploadImage({ characterId, bytes: bytesOf('picture 300x500 mine'), studio, ...changes }, context)
  const uploaded = async (changes: Partial<Upload> = {}): Promise<string> => {
    const answer = await upload(changes)
    if (!answer.ok) throw new Error(answer.rejection.type)
    return answer.value.assetId
  }
  const read = (assetId: string, what: 'file' | 'thumbnail-256' | 'mask', user = mara) =>
    world.use.readImageFile({ assetId, what }, callerOf(user))

  describe('uploadImage', () => {
    it('given a picture, then it is stored with thumbnails and the nearest ratio, and tells its true size', async () => {
      const assetId = await uploaded({ userPrompt: 'at the lake' })
      const created = (await world.events()).find(({ type }) => type === 'ImageAssetCreated')?.data as ImageAssetCreated['data']
      expect(created).toMatchObject({
        assetId,
        origin: 'uploaded',
        width: 300,
        height: 500,
        studio: { ...studio, aspectRatio: '9:16' },
        userPrompt: 'at the lake',
        rootAssetId: assetId,
        ancestors: [],
        params: null,
      })
      expect(await world.ports.blobStorage.has('thumbnail-512', created.sha256)).toBe(true)
    })

    it('given no picture, a stranger, an archived character or words that are not allowed, then nothing is stored', async () => {
      expect(await upload({ bytes: bytesOf('gif') })).toMatchObject({ ok: false, rejection: { type: 'upload-not-an-image' } })
      expect(await upload({}, contextOf(stranger))).toEqual(notFound)
      expect(await upload({ userPrompt: 'loli' })).toMatchObject({
        ok: false,
        rejection: { type: 'underage-content', field: 'prompt' },
      })
      await world.use.archiveCharacter({ characterId, archived: true }, contextOf(mara))
      expect(await upload()).toMatchObject({ ok: false, rejection: { type: 'character-archived' } })
      expect((await world.events()).filter(({ type }) => type === 'ImageAssetCreated')).toHaveLength(0)
    })

    it('given a picture of more than 20 MB, then it is too large', async () => {
      expect(await upload({ bytes: new Uint8Array(20 * 1024 * 1024 + 1) })).toMatchObject({
        ok: false,
        rejection: { type: 'picture-too-large' },
      })
    })

    it('given the same key, then the same picture; with another body the key is used up', async () => {
      const keyed = (fingerprint: string) => contextOf(mara, { route: 'upload', key: 'k', fingerprint })
      const first = await upload({}, keyed('f'))
      expect(await upload({}, keyed('f'))).toEqual(first.ok ? { ok: true, value: { ...first.value, replayed: true } } : 'refused')
      expect(await upload({}, keyed('g'))).toMatchObject({ ok: false, rejection: { type: 'idempotency-key-reused' } })
    })

    it('given equal uploads at the same moment under one key, then one made it and the others say that they are repeats', async () => {
      const keyed = contextOf(mara, { route: 'upload', key: 'k', fingerprint: 'f' })
      const answers = await Promise.all([1, 2, 3].map(() => upload({}, keyed)))
      expect(answers.filter((answer) => answer.ok && !answer.value.replayed)).toHaveLength(1)
      expect(answers.filter((answer) => answer.ok && answer.value.replayed)).toHaveLength(2)
    })
  })

  describe('readImageFile', () => {
    it('gives the bytes to the owner, from the trash too, and nothing to a stranger', async () => {
      const assetId = await uploaded()
      expect(await read(assetId, 'file')).toMatchObject({ ok: true, value: { mime: 'image/png', nsfw: false } })
      expect(await read(assetId, 'thumbnail-256')).toMatchObject({ ok: true, value: { mime: 'image/webp' } })
      expect(await read(assetId, 'mask')).toEqual(notFound)
      expect(await read(assetId, 'file', stranger)).toEqual(notFound)
      expect(await read(namedId('x'), 'file')).toEqual(notFound)
      expect(await read('../../secret', 'file')).toEqual(notFound)
      await world.use.trashImage({ assetId }, contextOf(mara))
      expect((await read(assetId, 'file')).ok).toBe(true)
    })

    it('given an nsfw picture, then only who opted in gets its bytes', async () => {
      const assetId = await uploaded({ studio: { ...studio, nsfw: true } })
      expect(await read(assetId, 'file')).toEqual(notFound)
      expect(await read(assetId, 'thumbnail-256')).toEqual(notFound)
      expect(await read(assetId, 'file', daring)).toMatchObject({ ok: true, value: { nsfw: true } })
    })

    it('given a thumbnail that was lost, then it is made again', async () => {
      const assetId = await uploaded()
      const file = await read(assetId, 'file')
      await world.ports.blobStorage.remove('thumbnail-256', file.ok ? file.value.sha256 : '')
      expect(await read(assetId, 'thumbnail-256')).toMatchObject({ ok: true, value: { mime: 'image/webp' } })
    })
  })

  describe('linkImageFile', () => {
    const blobLinks: BlobLinks = { linkTo: async (kind, sha256, downloadAs) => ({ url: `${kind} ${sha256} ${downloadAs}`, freshForMs: 1 }) }
    const link = (assetId: string, user = mara, what: 'file' | 'mask' = 'file') =>
      linkImageFile({ ...world.ports, blobLinks })({ assetId, what, downloadAs: 'x.png' }, callerOf(user))

    it('gives an address to the owner, and nothing to a stranger or for a mask that there is not', async () => {
      const assetId = await uploaded()
      expect(await link(assetId)).toMatchObject({ ok: true, value: { url: expect.stringMatching(/^image [0-9a-f]{64} x[.]png$/) } })
      expect(await link(assetId, stranger)).toEqual(notFound)
      expect(await link(assetId, mara, 'mask')).toEqual(notFound)
    })

    it('given a store that no client reaches, then there is none', async () => {
      expect(await world.use.linkImageFile({ assetId: await uploaded(), what: 'file' }, callerOf(mara))).toEqual({ ok: true, value: null })
    })

    it('given an nsfw picture, then there is none for its owner either', async () => {
      const assetId = await uploaded({ studio: { ...studio, nsfw: true } })
      expect(await link(assetId)).toEqual(notFound)
      expect(await link(assetId, daring)).toEqual({ ok: true, value: null })
    })
  })

  it('favourites, trashes and restores, and tells strangers nothing', async () => {
    const assetId = await uploaded()
    expect((await world.use.favouriteImage({ assetId, favourite: true }, contextOf(mara))).ok).toBe(true)
    await world.use.trashImage({ assetId }, contextOf(mara))
    expect(await world.use.favouriteImage({ assetId, favourite: false }, contextOf(mara))).toEqual({
      ok: false,
      rejection: { type: 'image-in-trash' },
    })
    expect((await world.use.restoreImage({ assetId }, contextOf(mara))).ok).toBe(true)
    for (const act of [world.use.trashImage, world.use.restoreImage]) expect(await act({ assetId }, contextOf(stranger))).toEqual(notFound)
    expect(await world.use.favouriteImage({ assetId, favourite: true }, contextOf(stranger))).toEqual(notFound)
  })

  it("keeps a draft of one's own picture, tells a stale writer the newer one, and forgets it", async () => {
    const imageId = await uploaded()
    const save = (basedOn: number, size: number) =>
      world.use.saveDraft({ imageId, basedOn, settings: { size }, maskBase64Png: null }, callerOf(mara))
    expect(await world.use.loadDraft({ imageId }, callerOf(mara))).toEqual({ ok: true, value: null })
    expect(await save(0, 1)).toMatchObject({ ok: true, value: { outcome: 'saved', draft: { settings: { size: 1 } } } })
    expect(await save(0, 2)).toMatchObject({ ok: true, value: { outcome: 'stale', draft: { settings: { size: 1 } } } })
    expect(await world.use.loadDraft({ imageId }, callerOf(stranger))).toEqual(notFound)
    const huge = { imageId, basedOn: 1, settings: { text: 'x'.repeat(70_000) }, maskBase64Png: null }
    expect(await world.use.saveDraft(huge, callerOf(mara))).toMatchObject({ ok: false, rejection: { type: 'invalid-request' } })
    await world.use.discardDraft({ imageId }, callerOf(mara))
    expect(await world.use.loadDraft({ imageId }, callerOf(mara))).toEqual({ ok: true, value: null })
  })
})
