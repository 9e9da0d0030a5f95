import { ok, rejected } from '../../domain/decider.ts'
import type { Job } from '../../domain/job/job-state.ts'
import type { Ports } from '../ports/ports.ts'
import type { JobAsStream, UseCases } from '../use-cases.ts'
import { loadJob } from './load-job.ts'
import { stateWord } from './state-word.ts'

/** A job as its own stream tells it, for the moment in which no view has it yet. */
export const findJob =
  (ports: Ports): UseCases['findJob'] =>
  async ({ jobId }, caller) => {
    const found = await loadJob(ports.eventStore, jobId)
    if (found === null || found.job.request.ownerId !== caller.user.id) return rejected({ type: 'not-found' })
    const { job, kind } = found
    const { characterId, params, requestedAt } = job.request
    return ok({
      jobId,
      kind,
      characterId,
      state: stateWord(job.status),
      attempt: job.attempts,
      error: errorOf(job),
      warnings: job.warnings,
      hasNegativePrompt: params.negativePromptTyped === true,
      negativePromptUsed: params.negativePromptUsed,
      requestedAt,
    })
  }

const errorOf = (job: Job<unknown>): JobAsStream['error'] => (job.status === 'failed' ? { code: job.code, detail: job.detail } : null)
