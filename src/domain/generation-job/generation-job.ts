import { rejected, ok, type Decider } from '../decider.ts'
import { decideJob, evolveJob, type JobCommand, type JobRefusal } from '../job/job.ts'
import type { Job } from '../job/job-state.ts'
import type { GenerationJobEvent, GenerationRequested } from './generation-job-events.ts'

export type GenerationJob = Job<GenerationRequested['data']>
export type GenerationJobCommand = { readonly type: 'RequestGeneration'; readonly data: GenerationRequested['data'] } | JobCommand

/** A picture to be drawn from presets: one job, one picture. */
export const generationJob: Decider<GenerationJob, GenerationJobCommand, GenerationJobEvent, JobRefusal | { readonly type: 'JobExists' }> =
  {
    initial: { status: 'none' },
    evolve(job, event) {
      if (event.type !== 'GenerationRequested') return evolveJob(job, event)
      return { status: 'waiting', request: event.data, attempts: 0, failures: [], warnings: [], retryAt: null, uploaded: null }
    },
    decide(command, job) {
      if (command.type !== 'RequestGeneration') return decideJob(command, job)
      return job.status === 'none' ? ok([{ type: 'GenerationRequested', data: command.data }]) : rejected({ type: 'JobExists' })
    },
  }
