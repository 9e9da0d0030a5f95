import type { Caller } from '../../../application/use-cases.ts'
import type { JobRow } from '../../../projections/job-status/job-status-query.ts'
import { jobResults } from '../contract/job.ts'
import type { Door, Route } from '../route.ts'
import { json, refuse, route } from '../route.ts'
import { viewerOf } from '../viewer.ts'
import { wireImage } from '../wire-image.ts'
import type { Moment } from '../wire-job.ts'
import { resultsOf, resultsOfStream } from '../wire-job.ts'

/** Frozen, and a pure read: it talks to no engine and writes nothing, so any number of pollers see the same. */
export const resultRoutes = (door: Door): readonly Route[] => [
  route({
    method: 'get',
    path: '/image/comfyui/:promptId/results',
    access: 'read',
    rate: 'read',
    tag: 'Pictures',
    summary: 'How a job stands, with its pictures once it is completed',
    answers: { 200: { what: 'The state of the job', schema: jobResults } },
    handle: async ({ caller, params }) => {
      const jobId = params.promptId ?? ''
      const publicUrl = door.config.publicUrl()
      const row = await door.queries.jobs.find(caller.user.id, jobId)
      if (row !== null) return json(200, resultsOf(row, await imagesOf(row, door, caller), await momentOf(row, door), publicUrl))
      // The view has not heard of it yet: the stream knows. Only when that is empty too is it a 404.
      const folded = await door.useCases.findJob({ jobId }, caller)
      return folded.ok ? json(200, resultsOfStream(folded.value, publicUrl)) : refuse(folded.rejection)
    },
  }),
]

/** What beside the row is known at this moment; one more read only while the job waits in our own line. */
export async function momentOf(row: JobRow, door: Door): Promise<Moment> {
  return {
    progress: door.progress.latest(row.id),
    placeInLine: row.state === 'queued' ? await door.queries.jobs.placeInLine(row.id) : null,
  }
}

/** Row and images come from the same transaction, so a row that says `completed` has its images. */
async function imagesOf(row: JobRow, door: Door, caller: Caller) {
  if (row.state !== 'completed') return []
  const viewer = viewerOf(door, caller)
  return (await door.queries.images.ofJob(caller.user.id, row.id)).map((image) => wireImage(image, viewer))
}
