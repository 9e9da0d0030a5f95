import { useState } from 'react'
import { useCancel, useRetry, type Job } from '../api/jobs.ts'
import { wishInHand } from '../api/wish.ts'

/** What a person can do about a job wherever it is shown. */
export function useJobActs(): { readonly cancel: (job: Job) => void; readonly retry: (job: Job) => void } {
  const cancel = useCancel()
  const retry = useRetry()
  const [wish] = useState(() => wishInHand<string>())
  return {
    cancel: (job) => cancel.mutate(job.id),
    retry: (job) =>
      retry.mutate(
        wish.send(job.id, () => job.id),
        { onSettled: (_, error) => wish.heard(error) },
      ),
  }
}
