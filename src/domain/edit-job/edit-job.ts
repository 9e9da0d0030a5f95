import { ok, rejected, type Decider } from '../decider.ts'
import { decideJob, evolveJob, type JobCommand, type JobRefusal } from '../job/job.ts'
import type { Job } from '../job/job-state.ts'
import type { EditJobEvent, InpaintRequested, MaskStored } from './edit-job-events.ts'

/** The request with its mask; the two facts are always appended together. */
export type EditRequest = InpaintRequested['data'] & { readonly mask: MaskStored['data'] | null }
export type EditJob = Job<EditRequest>

export type EditJobCommand =
  | { readonly type: 'RequestInpaint'; readonly data: { readonly request: InpaintRequested['data']; readonly mask: MaskStored['data'] } }
  | JobCommand

export type EditJobRefusal =
  JobRefusal | { readonly type: 'JobExists' } | { readonly type: 'MaskOfAnotherSize'; readonly expected: string; readonly came: string }

/** A stored picture to be changed under a mask: one job, one new picture; the source is never touched. */
export const editJob: Decider<EditJob, EditJobCommand, EditJobEvent, EditJobRefusal> = {
  initial: { status: 'none' },
  evolve(job, event) {
    switch (event.type) {
      case 'InpaintRequested':
        return {
          status: 'waiting',
          request: { ...event.data, mask: null },
          attempts: 0,
          failures: [],
          warnings: [],
          retryAt: null,
          uploaded: null,
        }
      case 'MaskStored':
        return job.status === 'none' ? job : { ...job, request: { ...job.request, mask: event.data } }
      default:
        return evolveJob(job, event)
    }
  },
  decide(command, job) {
    if (command.type !== 'RequestInpaint') return decideJob(command, job)
    if (job.status !== 'none') return rejected({ type: 'JobExists' })
    const { request, mask } = command.data
    if (mask.width !== request.sourceWidth || mask.height !== request.sourceHeight) {
      return rejected({
        type: 'MaskOfAnotherSize',
        expected: `${request.sourceWidth} × ${request.sourceHeight}`,
        came: `${mask.width} × ${mask.height}`,
      })
    }
    return ok([
      { type: 'InpaintRequested', data: request },
      { type: 'MaskStored', data: mask },
    ])
  },
}
