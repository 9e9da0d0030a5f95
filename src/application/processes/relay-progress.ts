import type { RunHint } from '../ports/image-engine.ts'
import type { JobProgress } from '../ports/progress-hub.ts'
import type { ClaimedTask } from '../ports/task-queue.ts'
import type { WorkerPorts } from './drive.ts'

/** People see no more than four pictures a second of it anyway. */
const leastGapMs = 250

type Steps = Pick<JobProgress, 'progress' | 'step' | 'steps' | 'stage'>

/** Passes the engine's hints on to whoever watches the job, at most four a second of each kind. `changed` only wakes the worker. */
export function relayProgress(
  { imageEngine, progressHub, clock }: Pick<WorkerPorts, 'imageEngine' | 'progressHub' | 'clock'>,
  { jobId, ownerId }: Pick<ClaimedTask, 'jobId' | 'ownerId'>,
  wake: () => void,
): { watch(backendId: string, engineJobId: string): void; close(): void } {
  const toldAtMs = { progress: -leastGapMs, stage: -leastGapMs, preview: -leastGapMs }
  let known: Steps = { progress: 0, step: 0, steps: 0 }
  let watched: { readonly engineJobId: string; readonly stop: () => void } | null = null

  function pass(hint: RunHint): void {
    if (hint.kind === 'changed') return wake()
    // A stage that is passed too quickly to be told goes along with the next step.
    if (hint.kind === 'stage') known = { ...known, stage: hint.stage }
    if (hint.kind === 'progress') known = { ...known, progress: hint.progress, step: hint.step, steps: hint.steps }
    // The last step is always told: a bar that stops at 95 % looks broken.
    const last = hint.kind === 'progress' && hint.progress >= 1
    if (!last && clock.now() - toldAtMs[hint.kind] < leastGapMs) return
    toldAtMs[hint.kind] = clock.now()
    if (hint.kind === 'preview') return progressHub.publishPreview(jobId, ownerId, { mime: hint.mime, bytes: hint.bytes })
    progressHub.publish({ jobId, ownerId, ...known, queuePosition: null })
  }

  return {
    watch(backendId, engineJobId) {
      if (watched?.engineJobId === engineJobId) return
      watched?.stop()
      known = { progress: 0, step: 0, steps: 0 }
      watched = { engineJobId, stop: imageEngine.watch(backendId, engineJobId, pass) }
    },
    close() {
      watched?.stop()
      watched = null
    },
  }
}
