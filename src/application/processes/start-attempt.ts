import type { FailureClass } from '../../domain/job/job-events.ts'
import { wasErased } from '../authority.ts'
import { factsOf, type FoundJob } from '../job/load-job.ts'
import { StorageUnavailable } from '../ports/blob-storage.ts'
import { isoOf } from '../ports/clock.ts'
import type { EngineInput, PreparedRun } from '../ports/image-engine.ts'
import { again, later, reached, tell, type Drive, type Step, type Waiting } from './drive.ts'
import { engineJobIdOf, engineRun, readInputs } from './engine-run.ts'
import { failAttempt } from './fail-attempt.ts'
import { submitRun } from './reconcile-submission.ts'

/** How many engine polls a job waits before it asks again for a free backend or a store that is back. */
const pollsBetweenTries = 2

/** A job in line: gives up after the longest wait, waits for its retry or a free backend, else begins its next attempt. */
export async function startAttempt(drive: Drive, found: FoundJob, job: Waiting): Promise<Step> {
  const nowMs = drive.clock.now()
  if (nowMs >= Date.parse(found.job.request.requestedAt) + drive.clocks.maxWaitMs) {
    return tell(drive, found, { type: 'GiveUp', data: { detail: 'no engine was free for too long' } }, 'waited-too-long')
  }
  if (job.retryAt !== null && Date.parse(job.retryAt) > nowMs) return { then: 'later', runAt: job.retryAt }
  const backend = await reached(drive, () => drive.imageEngine.pickBackend(found.job.request.params.workflowId, failedOn(found)))
  if (backend === null) return nextRound(drive)
  try {
    return await beginAttempt(drive, found, job.attempts + 1, backend)
  } catch (error) {
    // Nothing was sent yet, so an outage of our own store is no fault of this attempt.
    if (error instanceof StorageUnavailable) return later(drive, pollsBetweenTries * drive.clocks.enginePollMs)
    throw error
  }
}

/** Failures that another backend may be spared. */
const lieAtTheBackend: readonly FailureClass[] = ['out-of-memory', 'pod-died', 'lost', 'unreachable', 'timeout']

function failedOn(found: FoundJob): readonly string[] {
  const failed = factsOf(found, 'AttemptFailed').filter(({ data }) => lieAtTheBackend.includes(data.class))
  const attempts = failed.map(({ data }) => data.attempt)
  return factsOf(found, 'SubmissionStarted')
    .filter(({ data }) => attempts.includes(data.attempt))
    .map(({ data }) => data.backendId)
}

/** All who wait for a free backend are due at the same moments: between those, the one that came first is asked first. */
function nextRound({ clock, clocks }: Drive): Step {
  const everyMs = pollsBetweenTries * clocks.enginePollMs
  return { then: 'later', runAt: isoOf((Math.floor(clock.now() / everyMs) + 1) * everyMs) }
}

type Backend = NonNullable<Awaited<ReturnType<Drive['imageEngine']['pickBackend']>>>

async function beginAttempt(drive: Drive, found: FoundJob, attempt: number, backend: Backend): Promise<Step> {
  if (await wasErased(drive.eventStore, found.job.request.characterId)) {
    // Accepted beside an erasure, which stops only those that it finds.
    return failAttempt(drive, found, attempt, { class: 'rejected', code: 'storage-failed', detail: 'the character is gone' })
  }
  const inputs = await readInputs(drive.blobStorage, found)
  if (inputs === null) {
    // Erased since it was asked for: no further attempt would find it.
    return failAttempt(drive, found, attempt, { class: 'rejected', code: 'storage-failed', detail: 'a picture to draw from is gone' })
  }
  const prepared = await uploadAndPrepare(drive, found, attempt, backend, inputs)
  if ('then' in prepared) return prepared
  return submit(drive, found, attempt, backend, prepared)
}

/** Inputs go up again after every interruption: they are named by hash, so that changes nothing but makes sure. */
async function uploadAndPrepare(
  drive: Drive,
  found: FoundJob,
  attempt: number,
  { backendId }: Backend,
  inputs: readonly EngineInput[],
): Promise<PreparedRun | Step> {
  const uploaded = await reached(drive, () => drive.imageEngine.upload(backendId, inputs))
  if (uploaded === null) {
    return failAttempt(drive, found, attempt, {
      class: 'unreachable',
      code: 'engine-unreachable',
      detail: 'the engine did not take the inputs',
    })
  }
  const recorded = await tell(
    drive,
    found,
    { type: 'RecordUploads', data: { attempt, backendId, inputs: uploaded } },
    `${attempt}/uploaded/${backendId}`,
  )
  if (recorded.then !== 'again') return recorded
  return drive.imageEngine.prepare(engineRun(found, engineJobIdOf(drive.idSource, found.jobId, attempt), uploaded))
}

/** The intent is recorded before the engine hears of it. The claim is part of its name: of two workers only one may go on to send. */
async function submit(
  drive: Drive,
  found: FoundJob,
  attempt: number,
  { backendId, engine }: Backend,
  prepared: PreparedRun,
): Promise<Step> {
  const { engineJobId, workflowSha256 } = prepared
  const { taskId, epoch } = drive.task
  const data = { attempt, engineJobId, backendId, engine, workflowSha256 }
  const begun = await tell(drive, found, { type: 'StartSubmission', data }, `${attempt}/submission/${taskId}/${epoch}`)
  if (begun.then !== 'again' || drive.letGo.aborted) return begun
  drive.watch(backendId, engineJobId)
  return (await submitRun(drive, found, { attempt, backendId }, prepared)) ?? again
}
