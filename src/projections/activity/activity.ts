import type { Fact } from '../../application/ports/event-store.ts'
import { unreachable } from '../../domain/decider.ts'
import type { InpaintRequested } from '../../domain/edit-job/edit-job-events.ts'
import type { GenerationRequested } from '../../domain/generation-job/generation-job-events.ts'
import type {
  AttemptFailed,
  JobCancelled,
  JobCompleted,
  JobFailed,
  OutputReceived,
  SubmissionStarted,
} from '../../domain/job/job-events.ts'
import { foldPage, subjectOf } from '../fold-page.ts'
import type { Projection } from '../projection.ts'
import type { ActivityRow } from './activity-query.ts'

type Counted = SubmissionStarted | AttemptFailed | OutputReceived | JobCompleted | JobCancelled | JobFailed
type ActivityEvent = GenerationRequested | InpaintRequested | Counted

const handles: readonly ActivityEvent['type'][] = [
  'GenerationRequested',
  'InpaintRequested',
  'SubmissionStarted',
  'AttemptFailed',
  'OutputReceived',
  'JobCompleted',
  'JobCancelled',
  'JobFailed',
]

/** What people ask for, how it ends and how long it takes: one row a job, from which every number of the insights is counted. */
export const activity: Projection<ActivityRow> = {
  name: 'activity',
  version: 1,
  handles,
  keysOf: (event) => [subjectOf(event)],
  project: (page, rows) => foldPage<ActivityRow, ActivityEvent>(page, rows, handles, foldActivity),
}

function foldActivity(row: ActivityRow | undefined, event: Fact<ActivityEvent>): ActivityRow | undefined {
  if (event.type === 'GenerationRequested') return generationAsked(event)
  if (event.type === 'InpaintRequested') return editAsked(event)
  // A job ends once: what is told of it afterwards changes no number.
  if (row === undefined || row.outcome !== 'open') return row
  const { position } = event
  switch (event.type) {
    case 'SubmissionStarted':
      return { ...row, engine: event.data.engine, waitMs: row.waitMs ?? msBetween(row.requestedAt, event.recordedAt), position }
    case 'AttemptFailed':
      return { ...row, attempts: Math.max(row.attempts, event.data.attempt), position }
    case 'OutputReceived':
      return { ...row, attempts: Math.max(row.attempts, event.data.attempt), engineMs: engineMsOf(event.data.timings), position }
    case 'JobCompleted':
      return { ...ended(row, event), outcome: 'completed', pictures: event.data.outputCount }
    case 'JobCancelled':
      return { ...ended(row, event), outcome: 'cancelled' }
    case 'JobFailed':
      return { ...ended(row, event), outcome: 'failed', code: event.data.code }
    default:
      return unreachable(event)
  }
}

const ended = (row: ActivityRow, { recordedAt, position }: Fact): ActivityRow => ({
  ...row,
  totalMs: msBetween(row.requestedAt, recordedAt),
  position,
})

function generationAsked(event: Fact<GenerationRequested>): ActivityRow {
  const { scene, environment, aspectRatio, qualityMode } = event.data.studio
  return { ...asked(event), kind: 'generation', scene, environment, aspectRatio, qualityMode }
}

function editAsked(event: Fact<InpaintRequested>): ActivityRow {
  return { ...asked(event), kind: 'edit', scene: null, environment: null, aspectRatio: null, qualityMode: null }
}

function asked({ data, position }: Fact<GenerationRequested | InpaintRequested>) {
  return {
    id: data.jobId,
    userId: data.ownerId,
    characterId: data.characterId,
    requestedAt: data.requestedAt,
    workflow: data.params.workflowId,
    engine: null,
    outcome: 'open',
    code: null,
    attempts: 0,
    retryOf: data.retryOf ?? null,
    pictures: 0,
    waitMs: null,
    engineMs: null,
    totalMs: null,
    position,
  } as const
}

/** The request has the program's time and the rest the log's: two clocks, so never less than nothing. */
const msBetween = (from: string, to: string): number => Math.max(0, Date.parse(to) - Date.parse(from))

function engineMsOf({ startedAt, finishedAt }: OutputReceived['data']['timings']): number | null {
  return startedAt === null || finishedAt === null ? null : Math.max(0, Math.round(finishedAt - startedAt))
}
