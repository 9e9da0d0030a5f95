import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { GenerationRequest } from '../../../src/adapters/http/contract/generation.ts'
import type { InpaintRequest, RerunRequest } from '../../../src/adapters/http/contract/inpaint.ts'
import type { Job as StoredJob, JobEvent, JobList, JobsAccepted, TypicalTimes } from '../../../src/adapters/http/contract/job.ts'
import { request } from './http.ts'
import { saidAloud } from './said-aloud.ts'
import { useChange } from './use-change.ts'

/** A job as the Studio knows it: what is stored of it, and what its run is at for as long as that is told. */
export type Job = StoredJob & { readonly stage?: JobEvent['stage'] | undefined }

/** So many of the latest jobs the Studio knows about. */
export const recentJobs = 100
const pollMs = 3_000

/** The latest jobs of every kind, kept current by the event stream, and by asking while the stream is away. */
export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: latestJobs,
  staleTime: 10_000,
})

/** What the event stream told since a reading of the list began, for each reading that is under way. */
const toldMeanwhile = new Set<JobEvent[]>()

/** What is told while the answer is on its way is newer than the answer, and nobody tells it again: it is put over it. */
async function latestJobs(): Promise<Job[]> {
  const told: JobEvent[] = []
  toldMeanwhile.add(told)
  try {
    const { jobs } = await request<JobList>('GET', `/api/v1/jobs?limit=${recentJobs}`)
    return told.reduce<Job[]>(withEvent, jobs)
  } finally {
    toldMeanwhile.delete(told)
  }
}

/** How long one's own jobs usually take, in seconds; null for none yet. */
export const typicalQuery = queryOptions({
  queryKey: ['typical'],
  queryFn: () => request<TypicalTimes>('GET', '/api/v1/jobs/typical'),
  staleTime: 60_000,
})

export const pollingInterval = (streaming: boolean, jobs: readonly Job[] | undefined): number | false =>
  !streaming && jobs?.some(isLive) === true ? pollMs : false

export function useGenerate(heard: (accepted: JobsAccepted) => void) {
  return useStart(
    (body: GenerationRequest, key) => request<JobsAccepted>('POST', '/image/generate/studio', { body, idempotencyKey: key }),
    { meta: saidAloud, heard },
  )
}

export function useInpaint() {
  return useStart((body: InpaintRequest, key) => request<JobsAccepted>('POST', '/image/edit/inpaint', { body, idempotencyKey: key }))
}

export function useRetry() {
  return useStart((id: string, key) => request<JobsAccepted>('POST', `/api/v1/jobs/${id}/retry`, { idempotencyKey: key }), {
    meta: saidAloud,
  })
}

/** Draws an edit once more: same parent and mask, other words or seed. */
export function useRerun(imageId: string, heard: (accepted: JobsAccepted) => void) {
  return useStart(
    (body: RerunRequest, key) => request<JobsAccepted>('POST', `/api/v1/images/${imageId}/rerun`, { body, idempotencyKey: key }),
    { meta: saidAloud, heard },
  )
}

export function useCancel() {
  const cache = useQueryClient()
  return useMutation({
    meta: saidAloud,
    mutationFn: (id: string) => request<unknown>('POST', `/api/v1/jobs/${id}/cancel`),
    onSettled: () => cache.invalidateQueries({ queryKey: jobsQuery.queryKey }),
  })
}

export const isLive = (job: Job): boolean => job.status === 'in_progress'

/** Takes one word of the event stream into the list of jobs. Older words than what is known are dropped: the server is the only writer. */
export function withEvent(jobs: Job[], event: JobEvent): Job[] {
  const known = jobs.find((job) => job.id === event.jobId)
  if (event.job !== undefined) {
    const next = event.job
    if (known === undefined) return [next, ...jobs]
    if (known.updatedAt > next.updatedAt) return jobs
    return jobs.map((job) => (job.id === next.id ? { ...next, previewUrl: next.previewUrl ?? job.previewUrl, stage: job.stage } : job))
  }
  if (known === undefined || !isLive(known)) return jobs
  const { progress, step, steps, queuePosition, stage, previewUrl } = event
  return jobs.map((job) =>
    job.id === event.jobId
      ? { ...job, state: event.state, progress, step, steps, queuePosition, stage, previewUrl: previewUrl ?? job.previewUrl }
      : job,
  )
}

export function takeJobEvent(cache: QueryClient, event: JobEvent): void {
  toldMeanwhile.forEach((told) => told.push(event))
  cache.setQueryData<Job[]>(jobsQuery.queryKey, (jobs) => jobs && withEvent(jobs, event))
}

function useStart<Input>(
  start: (input: Input, key: string) => Promise<JobsAccepted>,
  told: { readonly meta?: typeof saidAloud; readonly heard?: (accepted: JobsAccepted) => void } = {},
) {
  return useChange(jobsQuery, ({ input, key }: { readonly input: Input; readonly key: string }) => start(input, key), told)
}

export type { GenerationRequest, InpaintRequest, JobEvent, JobsAccepted, RerunRequest }
