import { unreachable } from '../../domain/decider.ts'
import type { Job } from '../../domain/job/job-state.ts'
import type { JobAsStream } from '../use-cases.ts'

/** The wire's word for a status (event-sourcing.md §2.12, "Names of the wire"). */
export function stateWord(status: Exclude<Job<unknown>['status'], 'none'>): JobAsStream['state'] {
  switch (status) {
    case 'waiting':
      return 'queued'
    case 'submitting':
      return 'dispatching'
    case 'running':
    case 'storing':
      return 'running'
    case 'cancelling':
    case 'completed':
    case 'failed':
    case 'cancelled':
      return status
    default:
      return unreachable(status)
  }
}
