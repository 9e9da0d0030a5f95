import type { Log } from '../../application/ports/log.ts'
import type { JobProgress, ListeningHub, ProgressHub } from '../../application/ports/progress-hub.ts'

type Preview = NonNullable<Awaited<ReturnType<ProgressHub['latestPreview']>>>
type Known = { readonly progress: JobProgress; readonly preview: Preview | null }

/**
 * The latest word on each running job, in this process. Holds at most `mostJobs` jobs and `mostPreviewBytes` of pictures; the jobs
 * that were silent longest are forgotten first.
 */
export function memoryProgressHub(log: Log, mostJobs = 2_000, mostPreviewBytes = 64 * 1024 * 1024): ListeningHub {
  const known = new Map<string, Known>()
  const listeners = new Map<string, Set<(progress: JobProgress) => void>>()
  let previewBytes = 0

  function keep(news: Known): void {
    forget(news.progress.jobId)
    // A Map hands out its keys in order of insertion, so the first one is the one that was silent longest.
    known.set(news.progress.jobId, news)
    previewBytes += news.preview?.bytes.length ?? 0
    for (const jobId of known.keys()) {
      if (known.size <= mostJobs && previewBytes <= mostPreviewBytes) break
      forget(jobId)
    }
    tell(news.progress)
  }

  function forget(jobId: string): void {
    previewBytes -= known.get(jobId)?.preview?.bytes.length ?? 0
    known.delete(jobId)
  }

  function tell(progress: JobProgress): void {
    for (const listener of [...(listeners.get(progress.ownerId) ?? [])]) {
      try {
        listener(progress)
      } catch (error) {
        // One broken connection must not silence the others, nor stop the job that reports.
        log.warn('a listener to progress failed', { jobId: progress.jobId, error: error instanceof Error ? error.message : 'not an error' })
      }
    }
  }

  return {
    publish(progress) {
      const before = known.get(progress.jobId)
      keep({ progress: { ...progress, previewRev: before?.progress.previewRev ?? 0 }, preview: before?.preview ?? null })
    },
    publishPreview(jobId, ownerId, { mime, bytes }) {
      const before = known.get(jobId)
      const rev = (before?.progress.previewRev ?? 0) + 1
      const progress = before?.progress ?? { jobId, ownerId, progress: 0, step: 0, steps: 0, queuePosition: null }
      // Copied, because the caller's buffer is often a window on a larger one that would be kept alive whole.
      keep({ progress: { ...progress, previewRev: rev }, preview: { mime, bytes: new Uint8Array(bytes), rev } })
    },
    hear: (progress) => keep({ progress, preview: known.get(progress.jobId)?.preview ?? null }),
    latest: (jobId) => known.get(jobId)?.progress ?? null,
    latestPreview: (jobId) => Promise.resolve(known.get(jobId)?.preview ?? null),
    clear: forget,
    subscribe(ownerId, listener) {
      const ofOwner = listeners.get(ownerId) ?? new Set()
      listeners.set(ownerId, ofOwner)
      // Wrapped, so that the same function subscribed twice is two subscriptions.
      const own = (progress: JobProgress): void => listener(progress)
      ofOwner.add(own)
      return () => {
        ofOwner.delete(own)
        if (ofOwner.size === 0 && listeners.get(ownerId) === ofOwner) listeners.delete(ownerId)
      }
    },
  }
}
