import type { Engine } from '../engine.ts'
import type { QueueItem } from '../prompt-queue.ts'
import type { HistoryEntry } from '../run-history.ts'
import { statusOf } from './prompt-routes.ts'
import { jsonAnswer } from './route.ts'
import type { Answer, EngineRequest, Route } from './route.ts'

type Job = { readonly id: string; readonly status: string } & Readonly<Record<string, unknown>>

/** The newer server's view of queue and history in one; the older has no such routes. */
export const jobRoutes: readonly Route[] = [
  { method: 'GET', path: /^\/api\/jobs$/, answer: listJobs },
  { method: 'GET', path: /^\/api\/jobs\/([^/]+)$/, answer: showJob },
  { method: 'POST', path: /^\/api\/jobs\/([^/]+)\/cancel$/, answer: cancelJob },
]

function listJobs(engine: Engine, { query }: EngineRequest): Answer {
  const wanted = query.get('status')?.split(',')
  const jobs = allJobs(engine).filter(({ status }) => !wanted || wanted.includes(status))
  const offset = Number(query.get('offset') ?? 0)
  const limit = query.has('limit') ? Number(query.get('limit')) : null
  const page = jobs.slice(offset, limit === null ? undefined : offset + limit)
  return jsonAnswer({ jobs: page, pagination: { offset, limit, total: jobs.length, has_more: offset + page.length < jobs.length } })
}

function allJobs({ queue, history }: Engine): readonly Job[] {
  const running = queue.running()
  const finished = [...history.entries.values()].reverse()
  return [
    ...queue.pending().map((item) => jobOf(item, 'pending')),
    ...(running ? [jobOf(running, 'in_progress')] : []),
    ...finished.map(finishedJob),
  ]
}

function showJob(engine: Engine, { captured }: EngineRequest): Answer {
  const id = captured[0] ?? ''
  const entry = engine.history.entries.get(id)
  const queued = allJobs(engine).find((job) => job.id === id)
  if (!queued) return jsonAnswer({ error: 'Job not found' }, 404)
  if (!entry || queued.status === 'pending' || queued.status === 'in_progress') return jsonAnswer(queued)
  const { graph, extraData } = entry.item
  return jsonAnswer({
    ...queued,
    outputs: entry.outputs,
    execution_status: statusOf(entry),
    workflow: { prompt: graph, extra_data: extraData },
  })
}

function cancelJob({ queue, interrupt }: Engine, { captured }: EngineRequest): Answer {
  const id = captured[0] ?? ''
  const wasPending = queue.deletePending(id)
  // The real server tells the queue's length twice here.
  if (wasPending) queue.announce()
  return jsonAnswer({ cancelled: wasPending || interrupt(id) })
}

function finishedJob(entry: HistoryEntry): Job {
  const times = entry.messages.map(([, data]) => data['timestamp'])
  const images = Object.entries(entry.outputs).flatMap(([nodeId, output]) =>
    output.images.map((image) => ({ ...image, nodeId, mediaType: 'images' })),
  )
  const lastMessage = entry.messages.at(-1)?.[0]
  const failed = lastMessage === 'execution_interrupted' ? 'cancelled' : 'failed'
  return {
    ...jobOf(entry.item, entry.succeeded ? 'completed' : failed),
    execution_start_time: times[0],
    execution_end_time: times.at(-1),
    outputs_count: images.length,
    previewable_outputs_count: images.length,
    ...(images.length > 0 ? { preview_output: images[0] } : {}),
  }
}

const jobOf = ({ promptId, number, extraData }: QueueItem, status: string): Job => ({
  id: promptId,
  status,
  priority: number,
  create_time: extraData?.['create_time'],
  outputs_count: 0,
  previewable_outputs_count: 0,
})
