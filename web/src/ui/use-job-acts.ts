import { newKey, sentenceFor } from '../api/http.ts'
import { useCancel, useRetry, type Job } from '../api/jobs.ts'
import { toast } from './toast.ts'

/** What a person can do about a job wherever it is shown, with a word when it did not work. */
export function useJobActs(): { readonly cancel: (job: Job) => void; readonly retry: (job: Job) => void } {
  const cancel = useCancel()
  const retry = useRetry()
  const say = { onError: (error: unknown) => toast.error(sentenceFor(error)) }
  return {
    cancel: (job) => cancel.mutate(job.id, say),
    retry: (job) => retry.mutate({ input: job.id, key: newKey() }, say),
  }
}
