import type { EditJobEvent } from '../../domain/edit-job/edit-job-events.ts'
import type { GenerationJobEvent } from '../../domain/generation-job/generation-job-events.ts'
import type { Recorded } from '../ports/event-store.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { NewTask } from '../ports/task-queue.ts'

export type JobProcess = {
  readonly handles: readonly string[]
  /** The tasks that an event gives reason for, named after it: the same event gives the same tasks. */
  tasksOf(event: Recorded): readonly NewTask[]
}

/**
 * What follows from the facts of a job: a new one is driven on, and looked at once more when its longest wait is over; a cancellation is
 * carried to the engine. Retries need no task of their own: the one that drives the job is handed back until the retry is due.
 */
export function jobProcess(idSource: Pick<IdSource, 'named'>, { maxWaitMs }: { readonly maxWaitMs: number }): JobProcess {
  const taskOf = (event: Recorded, task: Omit<NewTask, 'taskId'>): NewTask => ({
    taskId: idSource.named(`${event.eventId}/${task.kind}`),
    ...task,
    ...(event.meta.traceparent === undefined ? {} : { traceparent: event.meta.traceparent }),
  })
  return {
    handles: ['InpaintRequested', 'GenerationRequested', 'CancellationRequested'],
    tasksOf(recorded) {
      const event = recorded as Recorded<EditJobEvent | GenerationJobEvent>
      switch (event.type) {
        case 'InpaintRequested':
        case 'GenerationRequested': {
          const { jobId, ownerId, requestedAt } = event.data
          const about = { jobId, ownerId, jobKind: event.type === 'InpaintRequested' ? ('edit' as const) : ('generation' as const) }
          const longestWait = new Date(Date.parse(requestedAt) + maxWaitMs).toISOString()
          return [taskOf(recorded, { kind: 'run', ...about }), taskOf(recorded, { kind: 'give-up', ...about, runAt: longestWait })]
        }
        case 'CancellationRequested': {
          const { stream, meta } = recorded
          const jobId = stream.slice(stream.indexOf('-') + 1)
          // Of people only its owner can cancel a job, so this is their turn. The operator is nobody with a turn: then the job has its own.
          const ownerId = meta.actor.kind === 'user' ? meta.actor.id : jobId
          return [taskOf(recorded, { kind: 'cancel', jobId, ownerId, jobKind: stream.startsWith('editJob-') ? 'edit' : 'generation' })]
        }
        default:
          return []
      }
    },
  }
}
