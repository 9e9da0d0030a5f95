import { describe, expect, it } from '@jest/globals'
import type { Recorded } from '../../application/ports/event-store.ts'
import type { EditJobEvent, InpaintRequested } from '../../domain/edit-job/edit-job-events.ts'
import type { JobFact } from '../../domain/job/job-events.ts'
import { jobStatus } from './job-status.ts'
import type { JobRow } from './job-status-query.ts'

const jobId = '00000000-0000-4000-8000-000000000001'
const started: JobFact = {
  type: 'SubmissionStarted',
  data: { attempt: 1, engineJobId: jobId, backendId: 'pod-1', engine: 'comfyui', workflowSha256: 'w' },
}
const queued: JobFact = { type: 'WorkflowQueued', data: { attempt: 1, engineJobId: jobId } }
const timings = { startedAt: null, finishedAt: null, cachedNodes: 0 }
const received: JobFact = {
  type: 'OutputReceived',
  data: { attempt: 1, engineJobId: jobId, warnings: ['no-face-found'], outputs: [{ index: 0, ref: 'r' }], timings },
}
const persisted: JobFact = {
  type: 'OutputPersisted',
  data: { index: 0, assetId: 'a', sha256: 's', bytes: 1, mime: 'image/png', width: 1, height: 1 },
}
const completed: JobFact = { type: 'JobCompleted', data: { outputCount: 1, attempts: 1 } }
const cancelling: JobFact = { type: 'CancellationRequested', data: {} }
const failedAttempt = { attempt: 1, class: 'lost', code: 'engine-lost', detail: 'forgotten' } as const
const failure: JobFact = { type: 'JobFailed', data: { class: 'quarantined', code: 'quarantined', detail: 'forgotten', attempts: 1 } }

describe('job status', () => {
  it('given a request, then the job waits in line with what the person asked', () => {
    expect(rowAfter([])).toMatchObject({
      id: jobId,
      kind: 'edit',
      state: 'queued',
      attempt: 0,
      text: 'add a banana',
      hasNegativePrompt: true,
      negativePromptUsed: false,
      sourceImageId: 'source',
      width: 832,
      height: 1472,
      imageIds: [],
      requestedAt: '2026-01-01T00:00:00.000Z',
      startedAt: null,
      finishedAt: null,
      position: 1n,
    })
  })

  it.each<readonly [string, readonly JobFact[], JobRow['state']]>([
    ['its submission was begun', [started], 'dispatching'],
    ['the engine has it', [started, queued], 'running'],
    ['its output is being stored', [started, queued, received], 'running'],
    ['its picture is stored', [started, queued, received, persisted], 'running'],
    ['it is complete', [started, queued, received, persisted, completed], 'completed'],
    ['it is to be stopped', [started, cancelling], 'cancelling'],
    ['it was stopped', [started, cancelling, { type: 'JobCancelled', data: { phase: 'running' } }], 'cancelled'],
    [
      'an attempt failed and another will come',
      [started, { type: 'AttemptFailed', data: { ...failedAttempt, retryAt: '2026-01-01T00:01:00.000Z' } }],
      'queued',
    ],
    ['its last attempt failed', [started, { type: 'AttemptFailed', data: failedAttempt }], 'dispatching'],
    ['it failed for good', [started, { type: 'AttemptFailed', data: failedAttempt }, failure], 'failed'],
  ])('when %s, then people read the right word', (_what, facts, state) => {
    expect(rowAfter(facts)?.state).toBe(state)
  })

  it('when it is complete, then it has its pictures, warnings and times by the store’s clock', () => {
    expect(rowAfter([started, queued, received, persisted, completed])).toMatchObject({
      imageIds: ['a'],
      warnings: ['no-face-found'],
      engine: 'comfyui',
      backendId: 'pod-1',
      startedAt: clock(2),
      finishedAt: clock(6),
      updatedAt: clock(6),
      position: 6n,
      error: null,
    })
  })

  it('when it failed, then the code says why', () => {
    expect(rowAfter([failure])?.error).toEqual({ code: 'quarantined', detail: 'forgotten' })
  })

  it('when the engine could not be stopped, then the person is told', () => {
    const row = rowAfter([started, cancelling, { type: 'JobCancelled', data: { phase: 'finishes-in-background' } }])
    expect(row?.warnings).toEqual(['finishes-in-background'])
  })

  it('when a second attempt begins, then the first start stands and the number grows', () => {
    const retried: JobFact = { type: 'AttemptFailed', data: { ...failedAttempt, retryAt: '2026-01-01T00:01:00.000Z' } }
    const again: JobFact = {
      type: 'SubmissionStarted',
      data: { ...(started.data as Extract<JobFact, { type: 'SubmissionStarted' }>['data']), attempt: 2, backendId: 'pod-2' },
    }
    expect(rowAfter([started, retried])).toMatchObject({ backendId: null, attempt: 1 })
    expect(rowAfter([started, retried, again])).toMatchObject({ backendId: 'pod-2', attempt: 2, startedAt: clock(2) })
  })

  it('when only the mask or the uploads are noted, then nobody is told of a change', () => {
    const uploads: JobFact = { type: 'InputsUploaded', data: { attempt: 1, backendId: 'pod-1', inputs: [] } }
    const row = rowAfter([])
    expect(rowAfter([uploads])).toEqual(row)
    const mask = { type: 'MaskStored', data: {} } as unknown as EditJobEvent
    expect(jobStatus.project([recorded(mask, 1)], new Map([[jobId, row as JobRow]])).size).toBe(0)
  })

  it('given a fact of a job it does not know, then there is no row', () => {
    expect(jobStatus.project([recorded(started, 1)], new Map()).size).toBe(0)
  })
})

const rowAfter = (facts: readonly JobFact[]): JobRow | undefined =>
  jobStatus.project([request(), ...facts].map(recorded), new Map()).get(jobId)

function request(): InpaintRequested {
  const params = {
    negativePromptTyped: true as const,
    workflowId: 'flux-fill-inpaint',
    workflowVersion: 1,
    seed: 7,
    steps: 20,
    cfg: 1,
    guidance: 30,
    sampler: 'euler',
    scheduler: 'simple',
  }
  const size = {
    denoise: 1,
    width: 832,
    height: 1472,
    negativePromptUsed: false,
    growPx: 0,
    featherPx: 8,
    strength: 1,
    area: 'whole',
  } as const
  const origin = { jobId, batchId: 'batch', ownerId: 'owner', characterId: 'character', requestedAt: '2026-01-01T00:00:00.000Z' }
  const source = { sourceAssetId: 'source', sourceSha256: 's', sourceWidth: 832, sourceHeight: 1472 }
  const words = { editPrompt: 'add a banana', negativePrompt: 'blurry' }
  return { type: 'InpaintRequested', data: { ...origin, ...source, ...words, params: { ...params, ...size }, outputCount: 1 } }
}

const clock = (second: number): string => new Date(Date.UTC(2026, 0, 2, 0, 0, second - 1)).toISOString()

function recorded(event: EditJobEvent, index: number): Recorded {
  const meta = { correlationId: 'c', causationId: 'c', actor: { kind: 'user', id: 'owner' } } as const
  const place = { stream: `editJob-${jobId}`, revision: BigInt(index), position: BigInt(index + 1), recordedAt: clock(index + 1) }
  return { ...event, eventId: String(index), meta, ...place }
}
