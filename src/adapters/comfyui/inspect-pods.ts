import type { Clock } from '../../application/ports/clock.ts'
import { EngineUnreachable, type BackendReport, type EngineCapabilities, type EngineReport } from '../../application/ports/image-engine.ts'
import type { Log } from '../../application/ports/log.ts'
import { engineCapabilities } from './engine-capabilities.ts'
import { loadWorkflows } from './load-workflows.ts'
import { openPod, type OpenPod } from './open-pod.ts'
import { reportPods } from './pod-report.ts'
import type { ConfiguredPods } from './pods.ts'
import type { Workflow } from './workflow.ts'

export type Inspection = ConfiguredPods & {
  readonly workflowsDir: string
  readonly clock: Clock
  readonly log: Log
  /** How long queues that hold something are watched, in milliseconds. */
  readonly lookMs: number
}

/** Between two looks at a queue; a worker that lives takes the next run up within it. */
const everyMs = 250
/** The same run at work for this long, in a look that lasts so long, is worth a word. */
const suspiciousMs = 60_000

/**
 * What the pods can do and lack, asked by somebody who has only just come. Draws nothing and changes nothing. That a worker has died shows
 * at once when work waits and nothing runs; when it died over a run, only a look of a minute can tell it from one that takes long.
 */
export async function inspectPods({ backends, workflowsDir, clock, log, lookMs, isDrained }: Inspection): Promise<EngineReport> {
  const workflows = loadWorkflows(workflowsDir)
  const stall = { idleMs: Math.min(lookMs, 10_000), ownMs: suspiciousMs, foreignMs: suspiciousMs }
  const settings = { clock, log, enginePollMs: 1_000, answerTimeoutMs: 5_000, stall, ...(isDrained === undefined ? {} : { isDrained }) }
  const pods = backends.map((pod) => openPod(pod, settings, workflows))
  try {
    await Promise.all(pods.map((pod) => watchQueue(pod, clock.now() + lookMs, clock)))
    const report = await reportPods(pods, workflows)
    return {
      ...report,
      capabilities: await capabilitiesOf(
        pods.filter((_, index) => isWell(report.backends[index])),
        workflows,
      ),
    }
  } finally {
    for (const pod of pods) pod.close()
  }
}

/** What is possible as it is: a pod that is not reached might be able to, but is of no use now. */
async function capabilitiesOf(pods: readonly OpenPod[], workflows: readonly Workflow[]): Promise<EngineCapabilities> {
  const known = pods.map(async ({ backendId, capabilities }) => ({ backendId, capabilities: await capabilities.lastTold() }))
  return engineCapabilities(workflows, await Promise.all(known))
}

const isWell = (pod: BackendReport | undefined): boolean =>
  pod?.reachable === true && !pod.problems.some(({ code }) => code === 'worker-dead' || code === 'draining')

async function watchQueue(pod: OpenPod, untilMs: number, clock: Clock): Promise<void> {
  try {
    for (;;) {
      const { running, pending } = await pod.queue()
      if (running.length + pending.length === 0 || pod.stalledMs() !== null || clock.now() >= untilMs) return
      await clock.sleep(everyMs)
    }
  } catch (error) {
    // Whether it can be reached at all is what the report goes on to say.
    if (!(error instanceof EngineUnreachable)) throw error
  }
}
