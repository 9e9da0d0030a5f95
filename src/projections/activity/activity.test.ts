import { describe, expect, it } from '@jest/globals'
import type { Recorded } from '../../application/ports/event-store.ts'
import type { DomainEvent } from '../../domain/decider.ts'
import { activity } from './activity.ts'
import type { ActivityRow } from './activity-query.ts'

const jobId = 'job'
const origin = { jobId, ownerId: 'owner', characterId: 'character', requestedAt: '2026-01-01T00:00:00.000Z' }
const studio = { scene: 'night_out', environment: 'cafe', outfit: 'a name', aspectRatio: '1:1', qualityMode: 'draft', nsfw: false }
const params = { workflowId: 'flux' }
const generation = { type: 'GenerationRequested', data: { ...origin, studio, params, userPrompt: 'a secret' } }
const edit = { type: 'InpaintRequested', data: { ...origin, retryOf: 'earlier', params, editPrompt: 'a secret' } }
const sent = (attempt: number) => ({ type: 'SubmissionStarted', data: { attempt, engine: 'preview' } })
const failedTry = (attempt: number) => ({ type: 'AttemptFailed', data: { attempt, code: 'engine-lost' } })
const received = (startedAt: number | null, finishedAt: number | null) => ({
  type: 'OutputReceived',
  data: { attempt: 2, timings: { startedAt, finishedAt, cachedNodes: 0 } },
})
const completed = { type: 'JobCompleted', data: { outputCount: 1, attempts: 2 } }
const failed = { type: 'JobFailed', data: { code: 'quarantined', attempts: 2 } }
const cancelled = { type: 'JobCancelled', data: { phase: 'running' } }

describe('activity', () => {
  it('given a generation, then it is open and has the presets that were asked, but no words', () => {
    const row = rowAfter([generation])
    expect(row).toEqual({
      id: jobId,
      userId: 'owner',
      characterId: 'character',
      kind: 'generation',
      requestedAt: origin.requestedAt,
      workflow: 'flux',
      engine: null,
      scene: 'night_out',
      environment: 'cafe',
      aspectRatio: '1:1',
      qualityMode: 'draft',
      outcome: 'open',
      code: null,
      attempts: 0,
      retryOf: null,
      pictures: 0,
      waitMs: null,
      engineMs: null,
      totalMs: null,
      position: 1n,
    })
  })

  it('given an edit, then it has no presets of its own and knows which job it tries again', () => {
    expect(rowAfter([edit])).toMatchObject({ kind: 'edit', scene: null, qualityMode: null, retryOf: 'earlier' })
  })

  it('when it completes at the second try, then wait, drawing and total are whole milliseconds', () => {
    expect(rowAfter([edit, sent(1), failedTry(1), sent(2), received(1_000.2, 3_500.9), completed])).toMatchObject({
      outcome: 'completed',
      attempts: 2,
      pictures: 1,
      engine: 'preview',
      waitMs: 1_500,
      engineMs: 2_501,
      totalMs: 5_500,
      position: 6n,
    })
  })

  it.each([
    ['failed', failed, { outcome: 'failed', code: 'quarantined', totalMs: 1_500 }],
    ['was stopped', cancelled, { outcome: 'cancelled', code: null, totalMs: 1_500 }],
  ])('when it %s, then that is its outcome, and what is told later changes nothing', (_how, end, wanted) => {
    expect(rowAfter([generation, end])).toMatchObject(wanted)
    expect(rowAfter([generation, end, sent(2), completed])).toMatchObject({ ...wanted, pictures: 0, position: 2n })
  })

  it('given an engine without a clock, or one that runs backwards, then no time is made up', () => {
    expect(rowAfter([edit, received(null, 5)])?.engineMs).toBeNull()
    expect(rowAfter([edit, received(9, 5)])?.engineMs).toBe(0)
  })

  it('given a fact of a job it does not know, then there is no row', () => {
    expect(rowAfter([completed])).toBeUndefined()
  })
})

const rowAfter = (events: readonly DomainEvent[]): ActivityRow | undefined => activity.project(events.map(recorded), new Map()).get(jobId)

/** The log's clock shows half a second more than the request's, and a second more with each event. */
function recorded(event: DomainEvent, index: number): Recorded {
  const meta = { correlationId: 'c', causationId: 'c', actor: { kind: 'system', id: 'test' } } as const
  const recordedAt = new Date(Date.UTC(2026, 0, 1) + 500 + index * 1_000).toISOString()
  return {
    ...event,
    stream: `editJob-${jobId}`,
    revision: BigInt(index),
    position: BigInt(index + 1),
    recordedAt,
    eventId: `${index}`,
    meta,
  }
}
