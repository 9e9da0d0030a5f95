import type { Fact } from '../../application/ports/event-store.ts'
import { unreachable } from '../../domain/decider.ts'
import type { EditJobEvent, InpaintRequested } from '../../domain/edit-job/edit-job-events.ts'
import type { GenerationJobEvent, GenerationRequested } from '../../domain/generation-job/generation-job-events.ts'
import type { JobFact, JobOrigin } from '../../domain/job/job-events.ts'
import { foldPage, subjectOf } from '../fold-page.ts'
import type { Projection } from '../projection.ts'
import type { JobRow } from './job-status-query.ts'

type JobEvent = EditJobEvent | GenerationJobEvent

const handles: readonly JobEvent['type'][] = [
  'GenerationRequested',
  'InpaintRequested',
  'MaskStored',
  'InputsUploaded',
  'SubmissionStarted',
  'WorkflowQueued',
  'AttemptFailed',
  'OutputReceived',
  'OutputPersisted',
  'JobCompleted',
  'CancellationRequested',
  'JobCancelled',
  'JobFailed',
]

/** Every job as people see it: the wire's words for its states, its error, its pictures. */
export const jobStatus: Projection<JobRow> = {
  name: 'job-status',
  version: 3,
  handles,
  keysOf: (event) => [subjectOf(event)],
  project: (page, rows) => foldPage<JobRow, JobEvent>(page, rows, handles, foldJob),
}

function foldJob(row: JobRow | undefined, event: Fact<JobEvent>): JobRow | undefined {
  switch (event.type) {
    case 'GenerationRequested':
      return generationAsked(event.data, event)
    case 'InpaintRequested':
      return editAsked(event.data, event)
    case 'MaskStored':
    case 'InputsUploaded':
      // Steps on the way that nobody is shown: the row stays, so that no one is told of a change there is not.
      return row
    default:
      return row === undefined ? row : { ...foldFact(row, event), updatedAt: event.recordedAt, position: event.position }
  }
}

type ShownFact = Exclude<JobFact, { readonly type: 'InputsUploaded' }>

function foldFact(row: JobRow, event: Fact<ShownFact>): JobRow {
  switch (event.type) {
    case 'SubmissionStarted': {
      const { attempt, backendId, engine } = event.data
      return { ...row, state: 'dispatching', attempt, backendId, engine, startedAt: row.startedAt ?? event.recordedAt }
    }
    case 'WorkflowQueued':
      return { ...row, state: 'running' }
    case 'AttemptFailed': {
      const attempt = Math.max(row.attempt, event.data.attempt)
      // Without a time to try again the job's own failure follows; until then it has not gone back into the line.
      return event.data.retryAt === undefined ? { ...row, attempt } : { ...row, attempt, state: 'queued', backendId: null }
    }
    case 'OutputReceived':
      return { ...row, state: 'running', warnings: event.data.warnings }
    case 'OutputPersisted':
      // A job whose first attempt died while storing may tell of the same picture twice.
      return row.imageIds.includes(event.data.assetId) ? row : { ...row, imageIds: [...row.imageIds, event.data.assetId] }
    case 'JobCompleted':
      return { ...row, state: 'completed', finishedAt: event.recordedAt }
    case 'CancellationRequested':
      return { ...row, state: 'cancelling' }
    case 'JobCancelled': {
      const warnings = event.data.phase === 'finishes-in-background' ? [...row.warnings, event.data.phase] : row.warnings
      return { ...row, state: 'cancelled', warnings, finishedAt: event.recordedAt }
    }
    case 'JobFailed':
      return { ...row, state: 'failed', error: { code: event.data.code, detail: event.data.detail }, finishedAt: event.recordedAt }
    default:
      return unreachable(event)
  }
}

function generationAsked(request: GenerationRequested['data'], event: Fact): JobRow {
  const { params, studio, userPrompt } = request
  return {
    ...asked(request, event),
    kind: 'generation',
    workflow: params.workflowId,
    ...negativeWords(params),
    sourceImageId: null,
    nsfw: studio.nsfw,
    scene: studio.scene,
    environment: studio.environment,
    text: userPrompt,
    width: params.width,
    height: params.height,
  }
}

function editAsked(request: InpaintRequested['data'], event: Fact): JobRow {
  return {
    ...asked(request, event),
    kind: 'edit',
    workflow: request.params.workflowId,
    ...negativeWords(request.params),
    sourceImageId: request.sourceAssetId,
    // The event does not repeat what the source picture says; the stable view adds it from there.
    nsfw: false,
    scene: null,
    environment: null,
    text: request.editPrompt,
    width: request.sourceWidth,
    height: request.sourceHeight,
  }
}

function asked(origin: JobOrigin, event: Fact) {
  return {
    id: origin.jobId,
    batchId: origin.batchId,
    userId: origin.ownerId,
    characterId: origin.characterId,
    state: 'queued',
    attempt: 0,
    backendId: null,
    engine: null,
    error: null,
    warnings: [],
    retryOf: origin.retryOf ?? null,
    imageIds: [],
    requestedAt: origin.requestedAt,
    startedAt: null,
    finishedAt: null,
    updatedAt: event.recordedAt,
    position: event.position,
  } as const
}

const negativeWords = ({ negativePromptTyped, negativePromptUsed }: GenerationRequested['data']['params']) => ({
  hasNegativePrompt: negativePromptTyped === true,
  negativePromptUsed,
})
