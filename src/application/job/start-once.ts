import { ok, rejected, type Result } from '../../domain/decider.ts'
import type { JobId } from '../../domain/ids.ts'
import { newId } from '../cause.ts'
import type { Refusal } from '../refusals.ts'
import type { Ports } from '../ports/ports.ts'
import type { Context, JobsAccepted } from '../use-cases.ts'
import { acceptBatch, startOf, type JobStart } from './accept-batch.ts'
import { loadJob } from './load-job.ts'

/**
 * Opens every request for jobs: names them, and answers a repeat under the same Idempotency-Key as before; another body under the key is
 * refused. Only what is new is handed on to `accept`. `kind`: what an earlier request can have started.
 */
export async function startOnce(
  ports: Ports,
  context: Context,
  { count, kind }: { readonly count: number; readonly kind?: JobStart['kind'] },
  accept: (jobIds: readonly JobId[]) => Promise<Result<JobsAccepted, Refusal>>,
): Promise<Result<JobsAccepted, Refusal>> {
  const jobIds = Array.from({ length: count }, (_, index) => newId(ports, context, index))
  const earlier = await earlierStart(ports, context, jobIds[0] ?? '', kind)
  if (!earlier.ok) return earlier
  return earlier.value === null ? accept(jobIds) : replayBatch(ports, context, jobIds, earlier.value)
}

/** What an earlier request under the same key started; `null` for a new one. */
async function earlierStart(
  ports: Ports,
  context: Context,
  jobId: JobId,
  kind?: JobStart['kind'],
): Promise<Result<JobStart | null, Refusal>> {
  if (context.idempotency === undefined) return ok(null)
  const found = await loadJob(ports.eventStore, jobId, kind)
  if (found === null) return ok(null)
  const sameBody = found.history[0]?.meta.fingerprint === context.idempotency.fingerprint
  return sameBody ? ok(startOf(found)) : rejected({ type: 'idempotency-key-reused' })
}

/** Answers a repeat as before, from what was recorded; whatever of its batch is missing is started now. */
async function replayBatch(
  ports: Ports,
  context: Context,
  jobIds: readonly JobId[],
  start: JobStart,
): Promise<Result<JobsAccepted, Refusal>> {
  const { engine } = await ports.imageEngine.report()
  return acceptBatch(ports, context, jobIds, start, { engine, replayed: true })
}
