import { rejected, type Result } from '../../domain/decider.ts'
import { editJob } from '../../domain/edit-job/edit-job.ts'
import type { EditJobEvent } from '../../domain/edit-job/edit-job-events.ts'
import { generationJob } from '../../domain/generation-job/generation-job.ts'
import type { GenerationJobEvent } from '../../domain/generation-job/generation-job-events.ts'
import { editJobStream, generationJobStream } from '../../domain/ids.ts'
import type { JobCommand, JobRefusal } from '../../domain/job/job.ts'
import { handleCommand, type Cause, type Handled } from '../handle-command.ts'
import type { EventStore } from '../ports/event-store.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { FoundJob } from './load-job.ts'

/** Sends a command that both kinds of job understand to the right one. */
export async function tellJob(
  ports: { readonly eventStore: EventStore; readonly idSource: Pick<IdSource, 'named'> },
  { kind, jobId }: Pick<FoundJob, 'kind' | 'jobId'>,
  command: JobCommand,
  cause: Cause,
): Promise<Result<Handled<EditJobEvent | GenerationJobEvent>, JobRefusal>> {
  const handled =
    kind === 'edit'
      ? await handleCommand(ports, editJob, editJobStream(jobId), command, cause)
      : await handleCommand(ports, generationJob, generationJobStream(jobId), command, cause)
  if (handled.ok) return handled
  const refusal = handled.rejection
  // Only the first command of a job has refusals of its own.
  if (refusal.type === 'JobExists' || refusal.type === 'MaskOfAnotherSize')
    throw new Error(`${refusal.type} answers no command but the first`)
  return rejected(refusal)
}
