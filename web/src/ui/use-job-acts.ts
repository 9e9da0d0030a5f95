import { newKey } from '../api/http.ts'
import { useCancel, useRetry, type Job } from '../api/jobs.ts'

/** What a person can do about a job wherever it is shown. */
export function useJobActs(): { readonly cancel: (job: Job) => void; readonly retry: (job: Job) => void } {
  const cancel = useCancel()
  const retry = useRetry()
  return {
    cancel: (job) => cancel.mutate(job.id),
    retry: (job) => retry.mutate({ input: job.id, key: newKey() }),
  }
}
