import { beforeEach, describe, expect, it } from '@jest/globals'
import { callerOf, contextOf, namedId, userOf } from '../../adapters/memory/test-world.ts'
import { mara, testWorkshop } from '../../adapters/memory/test-workshop.ts'
import type { EditJobEvent } from '../../domain/edit-job/edit-job-events.ts'

const stranger = userOf('stranger')
const rejection = { class: 'rejected', code: 'engine-rejected', detail: 'no' } as const

describe("jobs of one's own", () => {
  let shop: ReturnType<typeof testWorkshop>
  beforeEach(() => {
    shop = testWorkshop()
  })
  const failedEdit = async (prompt = 'add a banana'): Promise<string> => {
    const jobId = await shop.askForEdit({ prompt })
    shop.imageEngine.rejectNext(rejection)
    shop.startWorker()
    await shop.until('JobFailed')
    return jobId
  }
  const firstOf = async (jobId: string) =>
    (await shop.ports.eventStore.readStream<EditJobEvent>(`editJob-${jobId}`)).map(({ type, data }) => ({ type, data }))

  describe('cancelJob', () => {
    it('given a waiting job, then the cancellation is recorded once, however often it is asked for', async () => {
      const jobId = await shop.askForPicture()
      const first = await shop.use.cancelJob({ jobId }, contextOf(mara))
      const again = await shop.use.cancelJob({ jobId }, contextOf(mara))
      expect(first.ok && again.ok && again.value.position === first.value.position).toBe(true)
      expect((await shop.types()).filter((type) => type === 'CancellationRequested')).toHaveLength(1)
    })

    it('given an ended job, then it says how it ended', async () => {
      const jobId = await failedEdit()
      expect(await shop.use.cancelJob({ jobId }, contextOf(mara))).toEqual({
        ok: false,
        rejection: { type: 'already-final', state: 'failed' },
      })
    })

    it('given a stranger, an unknown or a malformed id, then all are told the same', async () => {
      const jobId = await shop.askForPicture()
      const notFound = { ok: false, rejection: { type: 'not-found' } }
      expect(await shop.use.cancelJob({ jobId }, contextOf(stranger))).toEqual(notFound)
      expect(await shop.use.cancelJob({ jobId: namedId('x') }, contextOf(mara))).toEqual(notFound)
      expect(await shop.use.cancelJob({ jobId: 'x' }, contextOf(mara))).toEqual(notFound)
    })
  })

  describe('retryJob', () => {
    it('given a failed edit, then a new job with the same workflow, seed, words and mask', async () => {
      const jobId = await failedEdit()
      const answer = await shop.use.retryJob({ jobId }, contextOf(mara))
      if (!answer.ok) throw new Error(answer.rejection.type)
      const [before, mask] = await firstOf(jobId)
      const [request, maskAgain] = await firstOf(answer.value.promptIds[0] ?? '')
      expect(request).toMatchObject({ data: { retryOf: jobId, editPrompt: 'add a banana' } })
      expect((request?.data as { params: object }).params).toEqual((before?.data as { params: object }).params)
      expect(maskAgain?.data).toEqual({ ...mask?.data, jobId: answer.value.promptIds[0] })
    })

    it.each(['waiting', 'completed'])('given a %s job, then there is nothing to try again', async (state) => {
      const jobId = await shop.askForPicture()
      if (state === 'completed') {
        shop.startWorker()
        await shop.until('JobCompleted')
      }
      const word = state === 'waiting' ? 'queued' : state
      expect(await shop.use.retryJob({ jobId }, contextOf(mara))).toEqual({ ok: false, rejection: { type: 'job-not-final', state: word } })
    })

    it('given a source that is in the trash by now, then it is refused', async () => {
      const jobId = await failedEdit()
      const [request] = await firstOf(jobId)
      const assetId = (request?.data as { sourceAssetId: string }).sourceAssetId
      await shop.use.trashImage({ assetId }, contextOf(mara))
      expect(await shop.use.retryJob({ jobId }, contextOf(mara))).toEqual({ ok: false, rejection: { type: 'image-in-trash' } })
    })

    it('given words that are refused beside what is said of the character by now, then they are refused again', async () => {
      const jobId = await failedEdit('in a swimsuit')
      const [request] = await firstOf(jobId)
      const { characterId } = request?.data as { characterId: string }
      const told = await shop.use.changeCharacter({ characterId, changes: { bio: 'drawn as a teenager' } }, contextOf(mara))
      expect(told.ok).toBe(true)
      const rejection = { type: 'underage-content', field: 'prompt' }
      expect(await shop.use.retryJob({ jobId }, contextOf(mara))).toEqual({ ok: false, rejection })
    })

    it('given a full line, a stranger or a used key, then refused, refused and replayed', async () => {
      const jobId = await failedEdit()
      const keyed = contextOf(mara, { route: 'retry', key: 'k', fingerprint: 'f' })
      const first = await shop.use.retryJob({ jobId }, keyed)
      shop.waiting.own = 50
      expect(await shop.use.retryJob({ jobId }, keyed)).toEqual(
        first.ok ? { ok: true, value: { ...first.value, replayed: true } } : 'refused',
      )
      expect(await shop.use.retryJob({ jobId }, contextOf(mara))).toMatchObject({ ok: false, rejection: { type: 'too-many-jobs' } })
      expect(await shop.use.retryJob({ jobId }, contextOf(stranger))).toMatchObject({ ok: false, rejection: { type: 'not-found' } })
    })
  })

  describe('findJob and history', () => {
    it('tells a job as its stream does, to its owner only', async () => {
      const jobId = await failedEdit()
      expect(await shop.use.findJob({ jobId }, callerOf(mara))).toMatchObject({
        ok: true,
        value: { jobId, kind: 'edit', state: 'failed', attempt: 1, error: { code: 'engine-rejected', detail: 'no' } },
      })
      expect(await shop.use.findJob({ jobId }, callerOf(stranger))).toEqual({ ok: false, rejection: { type: 'not-found' } })
    })

    it('shows the words to their owner, an admin the facts without them, a stranger nothing', async () => {
      const jobId = await failedEdit()
      const wordsFor = async (user: typeof mara) => {
        const answer = await shop.use.history({ of: 'job', id: jobId }, callerOf(user))
        return answer.ok ? (answer.value[0]?.data as { editPrompt: string | null }).editPrompt : answer.rejection.type
      }
      expect(await wordsFor(mara)).toBe('add a banana')
      expect(await wordsFor(userOf('boss', { role: 'admin' }))).toBeNull()
      expect(await wordsFor(stranger)).toBe('not-found')
    })
  })

  describe('readPreview', () => {
    it('given a preview, then its owner may see it; an nsfw one only after opting in', async () => {
      const jobId = await shop.askForPicture()
      expect(await shop.use.readPreview({ jobId }, callerOf(mara))).toEqual({ ok: false, rejection: { type: 'not-found' } })
      shop.ports.progressHub.publishPreview(jobId, mara.id, { mime: 'image/png', bytes: Uint8Array.of(1) })
      expect(await shop.use.readPreview({ jobId }, callerOf(mara))).toMatchObject({ ok: true, value: { mime: 'image/png', rev: 1 } })
      expect(await shop.use.readPreview({ jobId }, callerOf(stranger))).toEqual({ ok: false, rejection: { type: 'not-found' } })
    })
  })
})
