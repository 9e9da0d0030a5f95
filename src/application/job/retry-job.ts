import type { CharacterProfile } from '../../domain/character/character-events.ts'
import { ok, rejected, type Result } from '../../domain/decider.ts'
import { isEnded } from '../../domain/job/job-state.ts'
import { activeCharacter, ownImage } from '../authority.ts'
import { isoOf } from '../ports/clock.ts'
import type { Refusal } from '../refusals.ts'
import { reviewEdit, reviewPicture } from '../review-request.ts'
import { storageTakesWrites } from '../storage-check.ts'
import type { Ports } from '../ports/ports.ts'
import type { Context, UseCases } from '../use-cases.ts'
import { acceptBatch, startOf, type JobStart } from './accept-batch.ts'
import { loadJob, type FoundJob } from './load-job.ts'
import { startOnce } from './start-once.ts'
import { stateWord } from './state-word.ts'

/** Tries a failed or cancelled job once more, as a new job with the same workflow, seed and texts. */
export const retryJob =
  (ports: Ports): UseCases['retryJob'] =>
  ({ jobId }, context) =>
    startOnce(ports, context, { count: 1 }, async (newJobIds) => {
      const found = await loadJob(ports.eventStore, jobId)
      if (found === null || found.job.request.ownerId !== context.caller.user.id) return rejected({ type: 'not-found' })
      if (!isEnded<unknown>(found.job) || found.job.status === 'completed')
        return rejected({ type: 'job-not-final', state: stateWord(found.job.status) })
      const still = await stillAllowed(ports, found, context)
      if (!still.ok) return still
      return ports.queueRoom.within(context.caller.user.id, 1, async () => {
        const writable = await storageTakesWrites(ports.blobStorage)
        if (!writable.ok) return writable
        const { engine } = await ports.imageEngine.report()
        const again = againAs(ports, startOf(found), newJobIds[0] ?? '')
        return acceptBatch(ports, context, newJobIds, again, { engine, replayed: false })
      })
    })

/** What was allowed then may not be now: the character archived or told anew, nsfw switched off, the source in the trash, words refused by now. */
async function stillAllowed(ports: Ports, found: FoundJob, context: Context): Promise<Result<null, Refusal>> {
  const ownerId = context.caller.user.id
  const character = await activeCharacter(ports.eventStore, found.job.request.characterId, ownerId)
  if (!character.ok) return character
  const { profile } = character.value
  if (found.kind === 'generation') {
    const { studio, userPrompt } = found.job.request
    return allowed(studio.nsfw, profile, reviewPicture([typed('outfit', studio.outfit), typed('prompt', userPrompt)], profile, studio.nsfw))
  }
  const { sourceAssetId, editPrompt } = found.job.request
  const source = await ownImage(ports.eventStore, sourceAssetId, ownerId)
  if (!source.ok) return source
  const { status, facts } = source.value
  if (status === 'deleted') return rejected({ type: 'image-in-trash' })
  return allowed(facts.studio.nsfw, profile, await reviewEdit(ports.eventStore, [typed('prompt', editPrompt)], { profile, facts }))
}

function allowed(nsfw: boolean, { nsfwEnabled }: CharacterProfile, refusal: Refusal | null): Result<null, Refusal> {
  if (nsfw && !nsfwEnabled) return rejected({ type: 'nsfw-not-allowed' })
  return refusal === null ? ok(null) : rejected(refusal)
}

const typed = (field: string, text: string | null | undefined) => ({ field, text: text ?? '', kind: 'prompt' }) as const

function againAs(ports: Ports, start: JobStart, jobId: string): JobStart {
  const again = {
    jobId,
    batchId: ports.idSource.named(`${jobId}/batch`),
    retryOf: start.request.jobId,
    requestedAt: isoOf(ports.clock.now()),
  }
  return start.kind === 'edit'
    ? { kind: 'edit', request: { ...start.request, ...again }, mask: { ...start.mask, jobId } }
    : { kind: 'generation', request: { ...start.request, ...again } }
}
