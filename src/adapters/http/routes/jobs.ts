import type { JobRow } from '../../../projections/job-status/job-status-query.ts'
import type { Caller } from '../../../application/use-cases.ts'
import { cancelAnswer, jobAnswer, jobList, jobListQuery, jobsAccepted, typicalTimes } from '../contract/job.ts'
import { settled } from '../read-your-writes.ts'
import type { Door, Route } from '../route.ts'
import { json, refuse, route } from '../route.ts'
import { viewerOf } from '../viewer.ts'
import { statusOf, wireAccepted, wireJob } from '../wire-job.ts'
import { momentOf } from './results.ts'

const pageSize = 50

export const jobRoutes = (door: Door): readonly Route[] => [
  jobs(door),
  // Before `/jobs/:id`: the first that fits answers.
  typical(door),
  oneJob(door),
  cancel(door),
  retry(door),
  preview(door),
]

const reading = { method: 'get', access: 'read', rate: 'read', tag: 'Jobs' } as const
const changing = { method: 'post', access: 'write', rate: 'write', tag: 'Jobs' } as const

const jobs = (door: Door): Route =>
  route({
    ...reading,
    path: '/api/v1/jobs',
    summary: 'One’s own jobs, newest first',
    query: jobListQuery,
    answers: { 200: { what: 'A page of jobs', schema: jobList } },
    handle: async ({ caller, query }) => {
      const { active, characterId, cursor, limit } = query
      const found = await door.queries.jobs.list(caller.user.id, {
        limit: limit ?? pageSize,
        ...(active === undefined ? {} : { active }),
        ...(characterId === undefined ? {} : { characterId }),
        ...(cursor === undefined ? {} : { cursor }),
      })
      return json(200, { jobs: await Promise.all(found.rows.map((row) => jobOf(door, caller, row))), nextCursor: found.nextCursor })
    },
  })

const typical = (door: Door): Route =>
  route({
    ...reading,
    path: '/api/v1/jobs/typical',
    summary: 'How long one’s own jobs usually take, by kind',
    answers: { 200: { what: 'Seconds from start to end', schema: typicalTimes } },
    handle: async ({ caller }) => {
      const [generation, edit] = await Promise.all(
        (['generation', 'edit'] as const).map((kind) => door.queries.jobs.typicalSeconds(caller.user.id, kind)),
      )
      return json(200, { generation: generation ?? null, edit: edit ?? null })
    },
  })

const oneJob = (door: Door): Route =>
  route({
    ...reading,
    path: '/api/v1/jobs/:id',
    summary: 'One job, and how long such a job usually takes',
    answers: { 200: { what: 'The job', schema: jobAnswer } },
    handle: async ({ caller, params }) => {
      const row = await door.queries.jobs.find(caller.user.id, params.id ?? '')
      if (row !== null) {
        return json(200, {
          job: await jobOf(door, caller, row),
          typicalSeconds: await door.queries.jobs.typicalSeconds(caller.user.id, row.kind),
        })
      }
      const folded = await door.useCases.findJob({ jobId: params.id ?? '' }, caller)
      // It exists, but the view that knows all of it is behind: to say 404 would be a lie.
      return refuse(folded.ok ? { type: 'database-unavailable' } : folded.rejection)
    },
  })

const cancel = (door: Door): Route =>
  route({
    ...changing,
    path: '/api/v1/jobs/:id/cancel',
    summary: 'Cancel a job; asking again is harmless',
    answers: { 202: { what: 'How the job stands now', schema: cancelAnswer } },
    handle: async ({ caller, context, params }) => {
      const jobId = params.id ?? ''
      const answer = await door.useCases.cancelJob({ jobId }, context)
      if (!answer.ok) return refuse(answer.rejection)
      const headers = await settled(door, answer.value)
      const folded = await door.useCases.findJob({ jobId }, caller)
      if (!folded.ok) return refuse(folded.rejection)
      return json(202, { promptId: jobId, state: folded.value.state, status: statusOf(folded.value.state) }, headers)
    },
  })

const retry = (door: Door): Route =>
  route({
    ...changing,
    path: '/api/v1/jobs/:id/retry',
    summary: 'Try an ended job again, as a new job',
    startsStream: true,
    answers: { 201: { what: 'The new job', schema: jobsAccepted } },
    handle: async ({ context, params }) => {
      const answer = await door.useCases.retryJob({ jobId: params.id ?? '' }, context)
      if (!answer.ok) return refuse(answer.rejection)
      return json(201, wireAccepted(answer.value, door.config.publicUrl()), await settled(door, answer.value))
    },
  })

const preview = (door: Door): Route =>
  route({
    ...reading,
    rate: 'file',
    path: '/api/v1/jobs/:id/preview',
    summary: 'The latest picture of a job that is being drawn; 404 while there is none',
    answers: { 200: { what: 'JPEG or PNG', mime: 'image/jpeg' } },
    handle: async ({ caller, params }) => {
      const jobId = params.id ?? ''
      const answer = await door.useCases.readPreview({ jobId }, caller)
      if (!answer.ok) return refuse(answer.rejection)
      return { kind: 'file', bytes: answer.value.bytes, mime: answer.value.mime, etag: `${jobId}-${answer.value.rev}`, cache: 'fresh' }
    },
  })

const jobOf = async (door: Door, caller: Caller, row: JobRow) => wireJob(row, await momentOf(row, door), viewerOf(door, caller))
