import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineFiles } from './engine-files.ts'
import type { Faults } from './faults.ts'
import { RunStopped, interruption } from './interruption.ts'
import { outputCache } from './output-cache.ts'
import type { Painter } from './painter-port.ts'
import type { Profile } from './profile.ts'
import { promptQueue } from './prompt-queue.ts'
import type { QueueItem } from './prompt-queue.ts'
import { runFrames } from './run-frames.ts'
import { runGraph } from './run-graph.ts'
import { sockets } from './sockets.ts'

export type EngineOptions = {
  readonly profile: Profile
  readonly files: EngineFiles
  readonly painter: Painter
  readonly faults: Faults
  readonly stepMs: number
  readonly likeRecorded: boolean
}

export type Engine = ReturnType<typeof startEngine>

/** The state behind the routes, and the one worker that runs a graph at a time. */
export function startEngine(options: EngineOptions) {
  const { profile, files, faults } = options
  const stop = interruption()
  const cache = outputCache(files)
  let runningNode: string | null = null
  let isDead = false
  let shouldFree = false
  let counter = 0

  const tellRemaining = (remaining: number) =>
    hub.send({ type: 'status', data: { status: { exec_info: { queue_remaining: remaining } } } }, null)
  const queue = promptQueue(tellRemaining, () => faults.stalled)
  const hub = sockets({
    features: profile.features,
    remaining: queue.remaining,
    runningNodeOf: (clientId) => (clientOf(queue.running()) === clientId ? runningNode : null),
    isSilent: () => faults.silentSockets,
  })
  const world = { ...options, cache, interruption: stop, onNode: (id: string | null) => (runningNode = id) }

  async function work(): Promise<void> {
    for (;;) {
      const item = await queue.take()
      if (item === null || isDead) return
      stop.lower()
      if (item.extraData === null && options.likeRecorded) return
      await runOne(item)
      if (isDead) return
    }
  }

  async function runOne(item: QueueItem): Promise<void> {
    const frames = runFrames(hub, item.promptId, clientOf(item))
    try {
      const entry = await runGraph(world, item, frames)
      runningNode = null
      if (faults.historyDelayMs > 0) await sleep(faults.historyDelayMs)
      if (queue.running() !== item) return
      queue.finish(entry)
      frames.ended()
      if (shouldFree) cache.clear()
      shouldFree = false
    } catch (error) {
      if (!(error instanceof RunStopped)) throw error
      if (error.reason === 'died') isDead = true
    }
  }

  const worker = work()

  return {
    profile,
    files,
    faults,
    queue,
    hub,
    likeRecorded: options.likeRecorded,
    nextNumber: () => counter++,
    interrupt(promptId: string | null): boolean {
      const isMeant = queue.running() !== null && (promptId === null || queue.running()?.promptId === promptId)
      if (isMeant && !faults.ignoreInterrupt) stop.raise('interrupted')
      return isMeant
    },
    freeAfterRun(): void {
      if (queue.running()) shouldFree = true
      else cache.clear()
    },
    /** As if the engine had never heard of it. */
    forget(promptId: string): void {
      queue.deletePending(promptId)
      queue.forgetHistory(promptId)
      if (queue.running()?.promptId !== promptId) return
      queue.forgetRunning()
      stop.raise('forgotten')
    },
    /** A restart: what was in memory is gone, connections break, numbers start at 0 again; files stay. */
    restart(): void {
      hub.drop()
      queue.clearPending()
      queue.clearHistory()
      if (queue.running()) stop.raise('forgotten')
      queue.forgetRunning()
      cache.clear()
      counter = 0
    },
    killWorker(): void {
      isDead = true
      stop.raise('died')
    },
    async close(): Promise<void> {
      queue.close()
      if (queue.running()) stop.raise('forgotten')
      await worker
    },
  }
}

function clientOf(item: QueueItem | null): string | null {
  const id = item?.extraData?.['client_id']
  return typeof id === 'string' ? id : null
}
