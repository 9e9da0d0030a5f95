import { setTimeout as sleep } from 'node:timers/promises'
import { clientOf } from './prompt-queue.ts'
import type { PromptQueue, QueueItem } from './prompt-queue.ts'
import { faultsWith, type Faults } from './faults.ts'
import type { Log } from '../../application/ports/log.ts'
import { RunStopped } from './interruption.ts'
import { runFrames } from './run-frames.ts'
import { runGraph } from './run-graph.ts'
import type { RunWorld } from './run-graph.ts'
import type { RunHistory } from './run-history.ts'
import type { Sockets } from './sockets.ts'

export type WorkerWorld = {
  readonly queue: PromptQueue
  readonly history: RunHistory
  readonly hub: Sockets
  readonly run: RunWorld
  readonly afterRun: () => void
  readonly isDead: () => boolean
  readonly log: Log | undefined
}

/** Runs one item after the other until the queue is closed, or until it dies and leaves its item running for ever. */
export async function runQueue(world: WorkerWorld): Promise<void> {
  for (;;) {
    const item = await world.queue.take()
    if (item === null || world.isDead()) return
    world.run.interruption.lower()
    if (item.extraData === null && world.run.likeRecorded) return
    try {
      await runItem(world, item)
    } catch (error) {
      if (error instanceof RunStopped && error.reason === 'died') return
      if (!(error instanceof RunStopped)) world.log?.error('the preview engine lost a run', { error: String(error) })
      if (world.queue.running() === item) world.queue.finish()
    }
    world.run.onNode(null)
    world.afterRun()
  }
}

/** Clients hear of success before the run is in the history, and that it is over only afterwards, as with the real server. */
async function runItem({ queue, history, hub, run }: WorkerWorld, item: QueueItem): Promise<void> {
  const faults = (): Faults => faultsWith(run.faults, item.faults)
  const frames = runFrames(item.faults === undefined ? hub : hub.withFaults(faults), item.promptId, clientOf(item))
  const entry = await runGraph(run, item, frames)
  const { historyDelayMs } = faults()
  if (historyDelayMs > 0) await sleep(historyDelayMs)
  // A restart in the meantime has made this a run that nobody knows of.
  if (queue.running() !== item) return
  history.add({ ...entry, outputs: faults().changeOutputs(entry.outputs) }, faults().mostHistory)
  queue.finish()
  frames.ended()
}
