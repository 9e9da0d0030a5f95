import { fold } from '../../domain/decider.ts'
import { editJob, type EditRequest } from '../../domain/edit-job/edit-job.ts'
import type { EditJobEvent } from '../../domain/edit-job/edit-job-events.ts'
import { generationJob } from '../../domain/generation-job/generation-job.ts'
import type { GenerationJobEvent, GenerationRequested } from '../../domain/generation-job/generation-job-events.ts'
import { editJobStream, generationJobStream, type JobId } from '../../domain/ids.ts'
import type { JobFact } from '../../domain/job/job-events.ts'
import type { Job } from '../../domain/job/job-state.ts'
import { isId } from '../authority.ts'
import type { EventStore, Recorded } from '../ports/event-store.ts'

type Begun<Request> = Exclude<Job<Request>, { readonly status: 'none' }>

/** A job of either kind, as its stream tells it. */
export type FoundJob = { readonly jobId: JobId } & (
  | { readonly kind: 'edit'; readonly job: Begun<EditRequest>; readonly history: readonly Recorded<EditJobEvent>[] }
  | {
      readonly kind: 'generation'
      readonly job: Begun<GenerationRequested['data']>
      readonly history: readonly Recorded<GenerationJobEvent>[]
    }
)

/** `null` for an unknown id. Ids do not tell the kind; where it is known it saves a read. */
export async function loadJob(eventStore: EventStore, jobId: JobId, kind?: 'edit' | 'generation'): Promise<FoundJob | null> {
  if (!isId(jobId)) return null
  const edit = kind === 'generation' ? null : await loadEdit(eventStore, jobId)
  return edit ?? (kind === 'edit' ? null : loadGeneration(eventStore, jobId))
}

/** The facts of a type, oldest first. */
export function factsOf<Type extends JobFact['type']>(
  found: FoundJob,
  type: Type,
): readonly Recorded<Extract<JobFact, { readonly type: Type }>>[] {
  const history: readonly Recorded<EditJobEvent | GenerationJobEvent>[] = found.history
  return history.filter((event): event is Recorded<Extract<JobFact, { readonly type: Type }>> => event.type === type)
}

/** The newest fact of a type. */
export const latestFact = <Type extends JobFact['type']>(
  found: FoundJob,
  type: Type,
): Recorded<Extract<JobFact, { readonly type: Type }>> | undefined => factsOf(found, type).at(-1)

async function loadEdit(eventStore: EventStore, jobId: JobId): Promise<FoundJob | null> {
  const history = await eventStore.readStream<EditJobEvent>(editJobStream(jobId))
  const job = fold(editJob, history)
  return job.status === 'none' ? null : { jobId, kind: 'edit', job, history }
}

async function loadGeneration(eventStore: EventStore, jobId: JobId): Promise<FoundJob | null> {
  const history = await eventStore.readStream<GenerationJobEvent>(generationJobStream(jobId))
  const job = fold(generationJob, history)
  return job.status === 'none' ? null : { jobId, kind: 'generation', job, history }
}
