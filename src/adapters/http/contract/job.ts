import { z } from 'zod'
import { image } from './image.ts'
import { count, flag, id, orNull, seed, time } from './text.ts'

export const jobState = z.enum(['queued', 'dispatching', 'running', 'cancelling', 'completed', 'failed', 'cancelled'])
/** The three words of old clients: cancelled is `failed`, all that lives is `in_progress`. */
export const jobStatus = z.enum(['in_progress', 'completed', 'failed'])
export const engineKind = z.enum(['comfyui', 'preview'])

export const jobErrorCode = z.enum([
  'engine-rejected',
  'engine-error',
  'engine-out-of-memory',
  'engine-lost',
  'engine-unreachable',
  'engine-timeout',
  'output-invalid',
  'storage-failed',
  'waited-too-long',
  'quarantined',
  'cancelled',
])
export const jobWarningCode = z.enum(['no-face-found', 'identity-not-checked', 'finishes-in-background', 'negative-prompt-ignored'])

/** `title` is a sentence for people; `detail` what the engine said, redacted. */
export const jobError = z
  .strictObject({ code: jobErrorCode, title: z.string(), detail: z.string().nullable(), retryable: z.boolean() })
  .meta({ id: 'JobError' })
export const jobWarning = z.strictObject({ code: jobWarningCode, text: z.string() }).meta({ id: 'JobWarning' })
const links = z.strictObject({ results: z.string(), events: z.string(), cancel: z.string() })

/** The answer to every request that starts jobs. `promptId` is the first of `promptIds`; it is ours and never changes. */
export const jobsAccepted = z
  .strictObject({
    promptId: id,
    status: z.literal('queued'),
    promptIds: z.array(id),
    state: z.literal('queued'),
    batchId: id,
    seeds: z.array(seed),
    negativePromptUsed: z.boolean(),
    warnings: z.array(jobWarning),
    engine: engineKind,
    links,
  })
  .meta({ id: 'JobsAccepted' })

/** The polling route's answer. `completed` is said only when every image of the job is in `images`. `error` is there when it failed. */
export const jobResults = z
  .strictObject({
    promptId: id,
    status: jobStatus,
    images: z.array(image),
    error: jobError.optional(),
    state: jobState,
    progress: z.number().min(0).max(1),
    queuePosition: z.int().min(0).nullable(),
    attempt: z.int(),
    negativePromptUsed: z.boolean(),
    warnings: z.array(jobWarning),
    engine: engineKind.nullable(),
    updatedAt: time,
    links,
  })
  .meta({ id: 'JobResults' })

/** A job as the queue shows it. */
export const job = z
  .strictObject({
    id,
    batchId: id,
    characterId: id,
    kind: z.enum(['edit', 'generation']),
    state: jobState,
    status: jobStatus,
    progress: z.number().min(0).max(1),
    step: z.int(),
    steps: z.int(),
    /** Jobs and runs before this one; null once it runs. */
    queuePosition: z.int().min(0).nullable(),
    attempt: z.int(),
    /** Our own name of the machine that draws. */
    backendId: z.string().nullable(),
    engine: engineKind.nullable(),
    workflow: z.string(),
    error: orNull(jobError),
    warnings: z.array(jobWarning),
    negativePromptUsed: z.boolean(),
    sourceImageId: id.nullable(),
    retryOf: id.nullable(),
    nsfw: z.boolean(),
    hidden: z.boolean(),
    /** Presets of a generation; null for an edit. */
    scene: z.string().nullable(),
    environment: z.string().nullable(),
    /** The person's own words; null when erased or none. */
    text: z.string().nullable(),
    width: z.int(),
    height: z.int(),
    imageIds: z.array(id),
    /** Address of the latest preview picture; null without one. Grows its `rev` with each new picture. */
    previewUrl: z.string().nullable(),
    requestedAt: time,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
    updatedAt: time,
    links,
  })
  .meta({ id: 'Job' })

export const jobList = z.strictObject({ jobs: z.array(job), nextCursor: z.string().nullable() }).meta({ id: 'JobList' })
/** How long such a job usually takes, in seconds, by the last ones of its kind; null for none yet. */
export const jobAnswer = z.strictObject({ job, typicalSeconds: z.number().nullable() }).meta({ id: 'JobAnswer' })
/** Median seconds of one's last 50 completed jobs of each kind; null while there is none. */
export const typicalTimes = z.strictObject({ generation: z.number().nullable(), edit: z.number().nullable() }).meta({ id: 'TypicalTimes' })
export const cancelAnswer = z.strictObject({ promptId: id, state: jobState, status: jobStatus }).meta({ id: 'CancelAnswer' })

export const jobListQuery = z.strictObject({
  active: flag.optional().meta({ description: 'Only those that have not ended.' }),
  characterId: id.optional(),
  limit: count(1, 200).optional(),
  cursor: z.string().max(400).optional(),
})
export const eventsQuery = z.strictObject({ job: id.optional(), lastEventId: z.string().max(20).optional() })

/**
 * `event: job` of /api/v1/events. A frame with an `id:` tells a change of the stored job and carries it whole as `job`; a frame without
 * one is live progress of the moment and carries none.
 */
export const jobEvent = z
  .strictObject({
    jobId: id,
    state: jobState,
    progress: z.number().min(0).max(1),
    step: z.int(),
    steps: z.int(),
    queuePosition: z.int().nullable(),
    /** What the run is at; absent while it is not known. */
    stage: z.enum(['loading', 'reading', 'drawing', 'finishing', 'saving']).optional(),
    previewRev: z.int(),
    previewUrl: z.string().nullable(),
    job: job.optional(),
  })
  .meta({ id: 'JobEvent' })
/** `event: image`: a picture was made, changed, trashed (`deletedAt`) or restored. */
export const imageEvent = z.strictObject({ imageId: id, characterId: id, image }).meta({ id: 'ImageEvent' })

/** What the stream at /api/v1/events carries. */
export const streamedEvent = z.union([jobEvent, imageEvent])

export type JobState = z.infer<typeof jobState>
export type JobStatus = z.infer<typeof jobStatus>
export type JobErrorCode = z.infer<typeof jobErrorCode>
export type JobWarningCode = z.infer<typeof jobWarningCode>
export type JobError = z.infer<typeof jobError>
export type JobWarning = z.infer<typeof jobWarning>
export type JobsAccepted = z.infer<typeof jobsAccepted>
export type JobResults = z.infer<typeof jobResults>
export type Job = z.infer<typeof job>
export type JobAnswer = z.infer<typeof jobAnswer>
export type JobList = z.infer<typeof jobList>
export type TypicalTimes = z.infer<typeof typicalTimes>
export type CancelAnswer = z.infer<typeof cancelAnswer>
export type JobEvent = z.infer<typeof jobEvent>
export type ImageEvent = z.infer<typeof imageEvent>
