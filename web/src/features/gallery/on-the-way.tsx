import type { Job } from '../../api/jobs.ts'
import { text } from '../../strings/en.ts'
import { JobCell } from '../../ui/job-cell.tsx'
import { useJobTitle } from '../../ui/job-title.ts'
import { useJobActs } from '../../ui/use-job-acts.ts'

/** The pictures that will stand at the head of the gallery, while they are being made. */
export function OnTheWay({ jobs }: { readonly jobs: readonly Job[] }) {
  const titleOf = useJobTitle()
  const acts = useJobActs()
  return (
    <section aria-label={text.queue.waitingAndRunning}>
      <ul className="grid on-the-way">
        {jobs.map((job) => (
          <JobCell key={job.id} job={job} title={titleOf(job)} onCancel={() => acts.cancel(job)} onRetry={() => acts.retry(job)} />
        ))}
      </ul>
    </section>
  )
}
