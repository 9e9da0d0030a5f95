import { ok, rejected, type Result } from '../../domain/decider.ts'
import { editJob } from '../../domain/edit-job/edit-job.ts'
import type { InpaintRequested, MaskStored } from '../../domain/edit-job/edit-job-events.ts'
import { generationJob } from '../../domain/generation-job/generation-job.ts'
import type { GenerationRequested } from '../../domain/generation-job/generation-job-events.ts'
import { editJobStream, generationJobStream, type JobId } from '../../domain/ids.ts'
import type { EngineKind } from '../../domain/job/job-events.ts'
import { causeOf, startCommandId } from '../cause.ts'
import { handleCommand, type Handled } from '../handle-command.ts'
import type { Refusal } from '../refusals.ts'
import type { Ports } from '../ports/ports.ts'
import type { Context, JobsAccepted } from '../use-cases.ts'
import { loadJob, type FoundJob } from './load-job.ts'

/** The first facts of a job, ready to be asked for. */
export type JobStart =
  | { readonly kind: 'edit'; readonly request: InpaintRequested['data']; readonly mask: MaskStored['data'] }
  | { readonly kind: 'generation'; readonly request: GenerationRequested['data'] }

/**
 * Starts the jobs of one request: the first as given, the others with the seeds that follow. Job by job, because the log knows no
 * transaction over streams; a request that was cut off in between is completed by its repeat under the same Idempotency-Key.
 */
export async function acceptBatch(
  ports: Ports,
  context: Context,
  jobIds: readonly JobId[],
  start: JobStart,
  answer: { readonly engine: EngineKind; readonly replayed: boolean },
): Promise<Result<JobsAccepted, Refusal>> {
  const [firstId = start.request.jobId, ...otherIds] = jobIds
  const first = await startJob(ports, context, start)
  if (!first.ok) return first
  // Two equal requests may race: whoever was first decided the seeds, and both answer with those.
  const kept = first.value.wroteNow ? start : await recordedStart(ports, firstId, start)
  const others = await Promise.all(otherIds.map((jobId, index) => startJob(ports, context, nextInBatch(kept, jobId, index + 1))))
  const refused = others.find((other) => !other.ok)
  if (refused !== undefined && !refused.ok) return refused
  const positions = [first, ...others].map((started) => (started.ok ? started.value.position : 0n))
  return ok({
    promptIds: jobIds,
    batchId: kept.request.batchId,
    seeds: jobIds.map((_, index) => seedAfter(kept.request.params.seed, index)),
    hasNegativePrompt: kept.request.params.negativePromptTyped === true,
    negativePromptUsed: kept.request.params.negativePromptUsed,
    position: positions.reduce((latest, position) => (position > latest ? position : latest), 0n),
    engine: answer.engine,
    replayed: answer.replayed || isAnothers(kept, start),
  })
}

/** The facts that a job started with, as they can be asked for again. */
export function startOf(found: FoundJob): JobStart {
  if (found.kind === 'generation') return { kind: 'generation', request: found.job.request }
  const { mask, ...request } = found.job.request
  if (mask === null) throw new Error('an edit without its mask: the two facts are appended together')
  return { kind: 'edit', request, mask }
}

/** Seeds count on and begin again at 0 after 2^53-1; the sum itself would not be exact there. */
export function seedAfter(seed: number, steps: number): number {
  const left = Number.MAX_SAFE_INTEGER - seed
  return steps <= left ? seed + steps : steps - left - 1
}

async function recordedStart(ports: Ports, jobId: JobId, start: JobStart): Promise<JobStart> {
  const found = await loadJob(ports.eventStore, jobId, start.kind)
  return found === null ? start : startOf(found)
}

/** Whether an equal request was first. Two that name the same seed in the same millisecond cannot be told apart, and need not be. */
const isAnothers = (kept: JobStart, own: JobStart): boolean =>
  kept.request.params.seed !== own.request.params.seed || kept.request.requestedAt !== own.request.requestedAt

function nextInBatch(start: JobStart, jobId: JobId, index: number): JobStart {
  const seed = seedAfter(start.request.params.seed, index)
  if (start.kind === 'generation') {
    return { kind: 'generation', request: { ...start.request, jobId, params: { ...start.request.params, seed } } }
  }
  return {
    kind: 'edit',
    request: { ...start.request, jobId, params: { ...start.request.params, seed } },
    mask: { ...start.mask, jobId },
  }
}

async function startJob(
  ports: Ports,
  context: Context,
  start: JobStart,
): Promise<Result<Pick<Handled<never>, 'position' | 'wroteNow'>, Refusal>> {
  const { jobId } = start.request
  const cause = causeOf(ports, context, { commandId: startCommandId(context, jobId), correlationId: jobId })
  const handled =
    start.kind === 'edit'
      ? await handleCommand(
          ports,
          editJob,
          editJobStream(jobId),
          { type: 'RequestInpaint', data: { request: start.request, mask: start.mask } },
          cause,
          { isNew: true },
        )
      : await handleCommand(ports, generationJob, generationJobStream(jobId), { type: 'RequestGeneration', data: start.request }, cause, {
          isNew: true,
        })
  if (handled.ok) return ok(handled.value)
  switch (handled.rejection.type) {
    case 'JobExists':
      return rejected({ type: 'idempotency-key-reused' })
    case 'MaskOfAnotherSize':
      return rejected({ ...handled.rejection, type: 'mask-wrong-size' })
    default:
      throw new Error(`a job that starts cannot be refused with ${handled.rejection.type}`)
  }
}
