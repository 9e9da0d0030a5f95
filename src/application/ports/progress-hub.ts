/** What a run is at, in the words of whoever waits for it. */
export type DrawingStage = 'loading' | 'reading' | 'drawing' | 'finishing' | 'saving'

/** The latest word on a running job. An observation, not a fact: kept in memory, lost without harm. */
export type JobProgress = {
  readonly jobId: string
  readonly ownerId: string
  /** 0..1 over the whole attempt. */
  readonly progress: number
  readonly step: number
  readonly steps: number
  /** Runs before ours in the backend's queue; null once it runs. */
  readonly queuePosition: number | null
  /** Absent while it is not known. */
  readonly stage?: DrawingStage
  /** Grows with each new preview picture; 0 for none. */
  readonly previewRev: number
}

export interface ProgressHub {
  publish(progress: Omit<JobProgress, 'previewRev'>): void
  publishPreview(jobId: string, ownerId: string, picture: { readonly mime: 'image/jpeg' | 'image/png'; readonly bytes: Uint8Array }): void
  latest(jobId: string): JobProgress | null
  latestPreview(
    jobId: string,
  ): Promise<{ readonly mime: 'image/jpeg' | 'image/png'; readonly bytes: Uint8Array; readonly rev: number } | null>
  /** The job has ended: drops what is kept of it. */
  clear(jobId: string): void
  subscribe(ownerId: string, listener: (progress: JobProgress) => void): () => void
}

/** A hub that can also be told what was published in another process. */
export type ListeningHub = ProgressHub & { hear(progress: JobProgress): void }
