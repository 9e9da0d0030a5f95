import { describe, expect, it } from '@jest/globals'
import { contextOf, namedId, userOf } from '../../adapters/memory/test-world.ts'
import { mara, testWorkshop } from '../../adapters/memory/test-workshop.ts'
import type { InpaintRequested, MaskStored } from '../../domain/edit-job/edit-job-events.ts'
import { editJobStream } from '../../domain/ids.ts'
import type { ImageAssetCreated } from '../../domain/image-asset/image-asset-events.ts'
import type { RerunEdit } from './edit-request.ts'
import type { Context } from '../use-cases.ts'

/** An edit of an uploaded picture, made: "add a banana", grown by 3, feathered by 5. */
async function editedPicture() {
  const shop = testWorkshop()
  const firstJobId = await shop.askForEdit()
  shop.startWorker()
  await shop.until('JobCompleted')
  const assets = (await shop.events())
    .filter(({ type }) => type === 'ImageAssetCreated')
    .map(({ data }) => data as ImageAssetCreated['data'])
  const [source, child] = assets
  if (source === undefined || child === undefined) throw new Error('there should be two pictures')
  const rerun = (changes: Partial<RerunEdit> = {}, context: Context = contextOf(mara)) =>
    shop.use.rerunEdit({ assetId: child.assetId, count: 1, ...changes }, context)
  const facts = async (jobId: string) => {
    const [request, mask] = await shop.ports.eventStore.readStream<InpaintRequested | MaskStored>(editJobStream(jobId))
    return { request: request?.data as InpaintRequested['data'], mask: mask?.data as MaskStored['data'] }
  }
  const accepted = async (changes: Partial<RerunEdit> = {}, context?: Context) => {
    const answer = await rerun(changes, context)
    if (!answer.ok) throw new Error(answer.rejection.type)
    return answer.value
  }
  return { shop, source, child, firstJobId, rerun, accepted, facts }
}

describe('rerunEdit', () => {
  it('given an edit and a new seed, then its own parent is asked for again, with the stored mask and its settings', async () => {
    const { source, child, firstJobId, accepted, facts } = await editedPicture()
    const first = await facts(firstJobId)
    const again = await facts((await accepted({ seed: 9 })).promptIds[0] ?? '')
    expect(again.request).toMatchObject({
      sourceAssetId: source.assetId,
      sourceSha256: source.sha256,
      editPrompt: 'add a banana',
      negativePrompt: first.request.negativePrompt,
      params: { seed: 9, growPx: 3, featherPx: 5, strength: 1, area: 'whole' },
    })
    expect(again.mask).toMatchObject({ maskSha256: child.maskSha256, coveredPixels: 100, reusedFrom: child.assetId })
  })

  it('given other words and a count, then each job has them and the seeds count on', async () => {
    const { accepted, facts } = await editedPicture()
    const answer = await accepted({ prompt: 'add a melon', negativePrompt: 'cats', seed: 5, count: 3 })
    expect(answer.seeds).toEqual([5, 6, 7])
    for (const jobId of answer.promptIds) {
      const { request } = await facts(jobId)
      expect([request.editPrompt, request.negativePrompt]).toEqual(['add a melon', expect.stringMatching(/^cats, deformed/)])
    }
  })

  it('given an edit of the whole picture, allowed then, then it is allowed again', async () => {
    const { shop, source, accepted } = await editedPicture()
    const { characterId, assetId: sourceImageId } = source
    const shape = { growPx: 0, featherPx: 0, strength: 1, area: 'whole', allowFullMask: true, count: 1 } as const
    const full = { characterId, sourceImageId, prompt: 'at night', maskedImageBase64Png: 'mask 64x64 4096', ...shape }
    expect((await shop.use.requestInpaint(full, contextOf(mara))).ok).toBe(true)
    await shop.goOn(async () => (await shop.types()).filter((type) => type === 'JobCompleted').length === 2)
    const made = (await shop.events()).findLast(({ type }) => type === 'ImageAssetCreated')?.data as ImageAssetCreated['data']
    expect((await accepted({ assetId: made.assetId })).promptIds).toHaveLength(1)
  })

  it('given words to avoid that were typed once, then they are kept, and not told twice', async () => {
    const { shop, accepted, facts } = await editedPicture()
    const jobId = (await accepted({ negativePrompt: 'cats' })).promptIds[0] ?? ''
    await shop.goOn(async () => (await shop.types()).filter((type) => type === 'JobCompleted').length === 2)
    const made = (await shop.events()).findLast(({ type }) => type === 'ImageAssetCreated')?.data as ImageAssetCreated['data']
    const kept = await facts((await accepted({ assetId: made.assetId })).promptIds[0] ?? '')
    expect(kept.request.negativePrompt).toBe((await facts(jobId)).request.negativePrompt)
    const taken = await facts((await accepted({ assetId: made.assetId, negativePrompt: '' })).promptIds[0] ?? '')
    expect(taken.request.negativePrompt).not.toContain('cats')
  })

  it('given a picture that is no edit, a stranger or an unknown id, then it is refused and nothing is written', async () => {
    const { shop, source, rerun } = await editedPicture()
    const before = (await shop.events()).length
    expect(await rerun({ assetId: source.assetId })).toEqual({ ok: false, rejection: { type: 'no-stored-mask' } })
    expect(await rerun({}, contextOf(userOf('stranger')))).toEqual({ ok: false, rejection: { type: 'not-found' } })
    expect(await rerun({ assetId: namedId('nothing') })).toEqual({ ok: false, rejection: { type: 'not-found' } })
    expect(await rerun({ prompt: 'loli' })).toMatchObject({ ok: false, rejection: { type: 'underage-content' } })
    expect(await rerun({ prompt: ' ' })).toMatchObject({ ok: false, rejection: { type: 'invalid-request' } })
    expect((await shop.events()).length).toBe(before)
  })

  it('given a parent in the trash, then it says so; the edit itself may lie there', async () => {
    const { shop, source, child, rerun } = await editedPicture()
    await shop.use.trashImage({ assetId: child.assetId }, contextOf(mara))
    expect((await rerun()).ok).toBe(true)
    await shop.use.trashImage({ assetId: source.assetId }, contextOf(mara))
    expect(await rerun()).toEqual({ ok: false, rejection: { type: 'image-in-trash' } })
  })

  it('given the same key again, then the same jobs; with another body the key is used up', async () => {
    const { rerun, accepted } = await editedPicture()
    const keyed = (fingerprint: string) => contextOf(mara, { route: 'rerun', key: 'k', fingerprint })
    const first = await accepted({ count: 2 }, keyed('f'))
    expect(await accepted({ count: 2 }, keyed('f'))).toEqual({ ...first, replayed: true })
    expect(await rerun({ count: 1 }, keyed('g'))).toEqual({ ok: false, rejection: { type: 'idempotency-key-reused' } })
  })
})
