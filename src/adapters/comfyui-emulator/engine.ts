import type { Log } from '../../application/ports/log.ts'
import type { EngineFiles } from './engine-files.ts'
import { runQueue } from './engine-worker.ts'
import type { Faults } from './faults.ts'
import { interruption } from './interruption.ts'
import type { Interruption } from './interruption.ts'
import { outputCache } from './output-cache.ts'
import type { Painter } from './painter-port.ts'
import type { Profile } from './profile.ts'
import { clientOf, promptQueue } from './prompt-queue.ts'
import type { PromptQueue } from './prompt-queue.ts'
import { runHistory } from './run-history.ts'
import type { RunHistory } from './run-history.ts'
import { sockets } from './sockets.ts'

export type EngineOptions = {
  readonly profile: Profile
  readonly files: EngineFiles
  readonly painter: Painter
  readonly faults: Faults
  readonly stepMs: number
  readonly likeRecorded: boolean
  readonly log: Log | undefined
}

export type Engine = ReturnType<typeof startEngine>

/** The state behind the routes, and the one worker that runs a graph at a time. */
export function startEngine(options: EngineOptions) {
  const { profile, files, faults, likeRecorded, log } = options
  const stop = interruption()
  const cache = outputCache(files)
  const history = runHistory()
  const state = { runningNode: null as string | null, isDead: false, shouldFree: false, counter: 0 }
  const tellRemaining = (queue_remaining: number) =>
    hub.send({ type: 'status', data: { status: { exec_info: { queue_remaining } } } }, null)
  const queue = promptQueue(tellRemaining, () => faults.stalled)
  const hub = sockets({
    features: profile.features,
    remaining: queue.remaining,
    runningNodeOf: (clientId) => (clientOf(queue.running()) === clientId ? state.runningNode : null),
    faults,
  })
  const freeNow = () => {
    if (state.shouldFree) cache.clear()
    state.shouldFree = false
  }
  const run = { ...options, cache, interruption: stop, onNode: (id: string | null) => (state.runningNode = id) }
  const work = () => runQueue({ queue, history, hub, run, afterRun: freeNow, isDead: () => state.isDead, log })
  let worker = work()

  return {
    ...{ profile, files, faults, queue, history, hub, likeRecorded },
    nextNumber: () => state.counter++,
    /** Stops the running prompt, or, given an id, only that one. Answers whether there was one to stop. */
    interrupt(promptId: string | null): boolean {
      const running = queue.running()
      const isMeant = running !== null && (promptId === null || faults.misdirectInterrupt || running.promptId === promptId)
      if (isMeant && !faults.ignoreInterrupt) stop.raise('interrupted')
      return isMeant
    },
    freeAfterRun(): void {
      state.shouldFree = true
      if (!queue.running()) freeNow()
    },
    forget: (promptId: string): void => forget({ queue, history, stop }, promptId),
    restart(): void {
      hub.drop()
      queue.clearPending()
      history.clear()
      cache.clear()
      files.emptyTemp()
      if (queue.running()) stop.raise('forgotten')
      queue.finish()
      state.counter = 0
      if (state.isDead) worker = worker.then(work)
      state.isDead = false
    },
    killWorker(): void {
      state.isDead = true
      stop.raise('died')
    },
    async close(): Promise<void> {
      queue.close()
      if (queue.running()) stop.raise('forgotten')
      await worker
    },
  }
}

type Memory = { readonly queue: PromptQueue; readonly history: RunHistory; readonly stop: Interruption }

function forget({ queue, history, stop }: Memory, promptId: string): void {
  queue.deletePending(promptId)
  history.forget(promptId)
  if (queue.running()?.promptId !== promptId) return
  queue.finish()
  stop.raise('forgotten')
}
