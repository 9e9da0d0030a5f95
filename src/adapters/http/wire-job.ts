import type { JobProgress } from '../../application/ports/progress-hub.ts'
import type { JobAsStream, JobsAccepted as AcceptedJobs } from '../../application/use-cases.ts'
import type { JobRow } from '../../projections/job-status/job-status-query.ts'
import type {
  Job,
  JobError,
  JobErrorCode,
  JobResults,
  JobsAccepted,
  JobState,
  JobStatus,
  JobWarning,
  JobWarningCode,
} from './contract/job.ts'
import { jobErrorCode, jobWarningCode } from './contract/job.ts'
import type { WireImage } from './contract/image.ts'
import type { Viewer } from './wire-image.ts'
import { isHidden } from './wire-image.ts'

/** What is known of a job beside its row: hints of the moment. */
export type Moment = { readonly progress: JobProgress | null; readonly placeInLine: number | null }

/** A row of the jobs view as the queue shows it. */
export function wireJob(row: JobRow, moment: Moment, viewer: Viewer): Job {
  const previewRev = moment.progress?.previewRev ?? 0
  const hidden = isHidden(row, viewer)
  return {
    id: row.id,
    batchId: row.batchId,
    characterId: row.characterId,
    kind: row.kind,
    state: row.state,
    status: statusOf(row.state),
    attempt: row.attempt,
    backendId: row.backendId,
    engine: row.engine,
    workflow: row.workflow,
    error: errorOf(row.state, row.error),
    warnings: warningsOf(row.warnings, isIgnored(row)),
    negativePromptUsed: row.negativePromptUsed,
    sourceImageId: row.sourceImageId,
    retryOf: row.retryOf,
    nsfw: row.nsfw,
    hidden,
    scene: row.scene,
    environment: row.environment,
    text: row.text,
    width: row.width,
    height: row.height,
    imageIds: [...row.imageIds],
    previewUrl: hidden || hasEnded(row.state) ? null : previewUrlOf(row.id, previewRev, viewer.publicUrl),
    requestedAt: row.requestedAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    updatedAt: row.updatedAt,
    links: linksOf(row.id, viewer.publicUrl),
    // At the end, as in `wireImage`: what is named after a spread is added field by field.
    ...nowOf(row.state, moment),
  }
}

/** The polling route's answer from the view. `images` are those of a completed job. */
export function resultsOf(row: JobRow, images: readonly WireImage[], moment: Moment, publicUrl: string): JobResults {
  const now = nowOf(row.state, moment)
  const error = errorOf(row.state, row.error)
  return {
    promptId: row.id,
    status: statusOf(row.state),
    images: [...images],
    ...(error === null ? {} : { error }),
    state: row.state,
    progress: now.progress,
    queuePosition: now.queuePosition,
    attempt: row.attempt,
    negativePromptUsed: row.negativePromptUsed,
    warnings: warningsOf(row.warnings, isIgnored(row)),
    engine: row.engine,
    updatedAt: row.updatedAt,
    links: linksOf(row.id, publicUrl),
  }
}

/** The same from the job's own stream, while the view has no row: `completed` waits for the view, which has the images. */
export function resultsOfStream(job: JobAsStream, publicUrl: string): JobResults {
  const state = job.state === 'completed' ? 'running' : job.state
  const error = errorOf(state, job.error)
  return {
    promptId: job.jobId,
    status: statusOf(state),
    images: [],
    ...(error === null ? {} : { error }),
    state,
    progress: 0,
    queuePosition: null,
    attempt: job.attempt,
    negativePromptUsed: job.negativePromptUsed,
    warnings: warningsOf(job.warnings, isIgnored(job)),
    engine: null,
    updatedAt: job.requestedAt,
    links: linksOf(job.jobId, publicUrl),
  }
}

/** The answer to a request that started jobs; `promptId` is the first. */
export function wireAccepted(accepted: AcceptedJobs, publicUrl: string): JobsAccepted {
  const promptId = accepted.promptIds[0]
  if (promptId === undefined) throw new Error('accepted without a job')
  return {
    promptId,
    status: 'queued',
    promptIds: [...accepted.promptIds],
    state: 'queued',
    batchId: accepted.batchId,
    seeds: [...accepted.seeds],
    negativePromptUsed: accepted.negativePromptUsed,
    warnings: warningsOf([], isIgnored(accepted)),
    engine: accepted.engine,
    links: linksOf(promptId, publicUrl),
  }
}

export const hasEnded = (state: JobState): boolean => state === 'completed' || state === 'failed' || state === 'cancelled'

export function statusOf(state: JobState): JobStatus {
  if (state === 'completed') return 'completed'
  return hasEnded(state) ? 'failed' : 'in_progress'
}

export const previewUrlOf = (jobId: string, rev: number, publicUrl: string): string | null =>
  rev === 0 ? null : `${publicUrl}/api/v1/jobs/${jobId}/preview?rev=${rev}`

/** Progress and place at this moment; what has ended has all or none of it. */
function nowOf(state: JobState, { progress, placeInLine }: Moment): Pick<Job, 'progress' | 'step' | 'steps' | 'queuePosition'> {
  if (state === 'completed') return { progress: 1, step: 0, steps: 0, queuePosition: null }
  if (hasEnded(state)) return { progress: 0, step: 0, steps: 0, queuePosition: null }
  if (state === 'queued') return { progress: 0, step: 0, steps: 0, queuePosition: placeInLine }
  return {
    progress: progress?.progress ?? 0,
    step: progress?.step ?? 0,
    steps: progress?.steps ?? 0,
    queuePosition: progress?.queuePosition ?? null,
  }
}

const linksOf = (jobId: string, publicUrl: string): Job['links'] => ({
  results: `${publicUrl}/image/comfyui/${jobId}/results`,
  events: `${publicUrl}/api/v1/events?job=${jobId}`,
  cancel: `${publicUrl}/api/v1/jobs/${jobId}/cancel`,
})

function errorOf(state: JobState, error: { readonly code: string; readonly detail: string } | null): JobError | null {
  if (state === 'cancelled') return { code: 'cancelled', detail: null, ...errorWords.cancelled }
  if (state !== 'failed') return null
  const known = jobErrorCode.safeParse(error?.code)
  const code = known.success ? known.data : 'engine-error'
  return { code, detail: error?.detail ?? null, ...errorWords[code] }
}

/** Why a job failed, for people; a code that this program does not know counts as the engine's. */
export function errorTitleOf(told: string): { readonly code: JobErrorCode; readonly title: string } {
  const known = jobErrorCode.safeParse(told)
  const code = known.success ? known.data : 'engine-error'
  return { code, title: errorWords[code].title }
}

/** Words to avoid were typed, and the model does not read them. */
const isIgnored = (of: { readonly hasNegativePrompt: boolean; readonly negativePromptUsed: boolean }): boolean =>
  of.hasNegativePrompt && !of.negativePromptUsed

function warningsOf(codes: readonly string[], negativeIgnored: boolean): JobWarning[] {
  const known = codes.flatMap((code) => {
    const parsed = jobWarningCode.safeParse(code)
    return parsed.success ? [parsed.data] : []
  })
  const all: readonly JobWarningCode[] =
    negativeIgnored && !known.includes('negative-prompt-ignored') ? [...known, 'negative-prompt-ignored'] : known
  return all.map((code) => ({ code, text: warningTexts[code] }))
}

/** A sentence for people, and whether trying the same again can help. */
const errorWords: Readonly<Record<JobErrorCode, { readonly title: string; readonly retryable: boolean }>> = {
  'engine-rejected': { title: 'The engine did not accept the request.', retryable: false },
  'engine-error': { title: 'The engine failed while drawing.', retryable: true },
  'engine-out-of-memory': { title: 'The engine ran out of memory. A smaller picture or draft quality may fit.', retryable: true },
  'engine-lost': { title: 'The engine lost the job, for example in a restart.', retryable: true },
  'engine-unreachable': { title: 'The engine could not be reached.', retryable: true },
  'engine-timeout': { title: 'The engine took too long.', retryable: true },
  'output-invalid': { title: 'The engine answered with something that is not the picture that was asked for.', retryable: true },
  'storage-failed': { title: 'The picture, or one that it is made from, could not be stored or read.', retryable: true },
  'waited-too-long': { title: 'The job waited too long for an engine.', retryable: true },
  quarantined: { title: 'The job was set aside after it had failed too often.', retryable: false },
  cancelled: { title: 'The job was cancelled.', retryable: true },
}

const warningTexts: Readonly<Record<JobWarningCode, string>> = {
  'no-face-found': 'No face was found in the reference picture, so the likeness is not assured.',
  'identity-not-checked': 'The likeness was not checked.',
  'finishes-in-background': 'The engine could not be stopped without harm to other jobs; it finishes unseen and its picture is dropped.',
  'negative-prompt-ignored': 'The model that was chosen does not read negative prompts at this setting.',
}
