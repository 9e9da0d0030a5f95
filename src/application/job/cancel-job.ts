import { ok, rejected } from '../../domain/decider.ts'
import type { JobRefusal } from '../../domain/job/job.ts'
import { causeOf } from '../cause.ts'
import type { Refusal } from '../refusals.ts'
import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'
import { loadJob } from './load-job.ts'
import { tellJob } from './tell-job.ts'

/** Asks a job to stop. It ends as cancelled once the engine was dealt with; until then it is cancelling. */
export const cancelJob =
  (ports: Ports): UseCases['cancelJob'] =>
  async ({ jobId }, context) => {
    const found = await loadJob(ports.eventStore, jobId)
    if (found === null || found.job.request.ownerId !== context.caller.user.id) return rejected({ type: 'not-found' })
    const handled = await tellJob(
      ports,
      found,
      { type: 'RequestCancellation', data: {} },
      causeOf(ports, context, { correlationId: jobId }),
    )
    return handled.ok ? ok({ position: handled.value.position, replayed: false }) : rejected(refusalOf(handled.rejection))
  }

function refusalOf(refusal: JobRefusal): Refusal {
  switch (refusal.type) {
    case 'JobEnded':
      return { type: 'already-final', state: refusal.state }
    case 'TooLateToCancel':
      return { type: 'too-late-to-cancel' }
    default:
      throw new Error(`a cancellation cannot be refused with ${refusal.type}`)
  }
}
