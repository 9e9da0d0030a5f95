import { ok, rejected, type Result } from '../../domain/decider.ts'
import { isEnded } from '../../domain/job/job-state.ts'
import { activeCharacter, ownImage } from '../authority.ts'
import { isoOf } from '../ports/clock.ts'
import type { Refusal } from '../refusals.ts'
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
      const allowed = await stillAllowed(ports, found, context)
      if (!allowed.ok) return allowed
      return ports.queueRoom.within(context.caller.user.id, 1, async () => {
        const writable = await storageTakesWrites(ports.blobStorage)
        if (!writable.ok) return writable
        const { engine } = await ports.imageEngine.report()
        const again = againAs(ports, startOf(found), newJobIds[0] ?? '')
        return acceptBatch(ports, context, newJobIds, again, { engine, replayed: false })
      })
    })

/** What was allowed then may not be now: the character archived, nsfw switched off, the source in the trash, the texts erased. */
async function stillAllowed(ports: Ports, found: FoundJob, context: Context): Promise<Result<null, Refusal>> {
  const ownerId = context.caller.user.id
  const character = await activeCharacter(ports.eventStore, found.job.request.characterId, ownerId)
  if (!character.ok) return character
  const source = found.kind === 'edit' ? await ownImage(ports.eventStore, found.job.request.sourceAssetId, ownerId) : null
  if (source !== null && !source.ok) return source
  if (source?.value.status === 'deleted') return rejected({ type: 'image-in-trash' })
  const nsfw = found.kind === 'edit' ? source?.value.facts.studio.nsfw === true : found.job.request.studio.nsfw
  return nsfw && !character.value.profile.nsfwEnabled ? rejected({ type: 'nsfw-not-allowed' }) : ok(null)
}

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
