import { alarm, type Alarm } from '../../application/processes/alarm.ts'
import type { WorkerPorts } from '../../application/processes/drive.ts'
import { jobProcess } from '../../application/processes/job-process.ts'
import { runJobWorker } from '../../application/processes/job-worker.ts'
import { runProcess, type ProcessPorts } from '../../application/processes/run-process.ts'
import { StorageUnavailable } from '../../application/ports/blob-storage.ts'
import type { Clock } from '../../application/ports/clock.ts'
import { EventStoreUnavailable } from '../../application/ports/event-store.ts'
import { EngineUnreachable } from '../../application/ports/image-engine.ts'
import { jsonCodec, factOf, recordedOf, type EventCodec } from '../codec/stored-event.ts'
import { memoryBlobStorage } from './memory-blob-storage.ts'
import { memoryCheckpointStore } from './memory-checkpoint-store.ts'
import { memoryEventStore } from './memory-event-store.ts'
import { memoryTaskQueue } from './memory-task-queue.ts'
import { scriptedEngine } from './scripted-engine.ts'
import { countingIds, silentHub, silentLog, unsignedPictures } from './test-world.ts'
import { wordImageCodec } from './word-image-codec.ts'

export type Shared = WorkerPorts & ProcessPorts & { readonly imageEngine: ReturnType<typeof scriptedEngine> }

export const clocks = {
  leaseMs: 600,
  heartbeatMs: 200,
  pollMs: 150,
  enginePollMs: 40,
  graceMs: 200,
  attemptTimeoutMs: 9_000,
  maxWaitMs: 1_000_000,
}

/** Calls that wait for the scheduler to let them through; a nap is one whose time is not yet due. */
type Call = {
  readonly owner: Instance
  readonly dueMs: number
  readonly isNap: boolean
  readonly outage: (() => Error) | null
  readonly act: () => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}
/** A process of ours between its start and its death. */
type Instance = { readonly start: (instance: Instance) => void; readonly stop: Alarm; dead: boolean }

export type Figures = { steps: number; crashes: number; outages: number; ambiguous: number; restarts: number; expiries: number }

/**
 * Worker and process under a scheduler that decides, by seed, which of all waiting port calls comes next and how it fares: done, done
 * but answered with an outage, refused with an outage, or never answered because its process was killed before or after it. The engine
 * forgets, leases run out under the feet of those who hold them, and time jumps.
 */
export async function simulate(
  seed: number,
  prepare: (shared: Shared) => Promise<void>,
  ended: (shared: Shared) => Promise<boolean>,
  plant: (shared: Shared) => Shared = (shared) => shared,
): Promise<{ readonly shared: Shared; readonly figures: Figures; readonly finished: boolean }> {
  const dice = diceOf(seed)
  const time = { nowMs: 1_900_000_000_000 }
  const figures: Figures = { steps: 0, crashes: 0, outages: 0, ambiguous: 0, restarts: 0, expiries: 0 }
  const shared = sharedPorts({ now: () => time.nowMs, sleep: async () => undefined }, dice)
  await prepare(shared)
  const calls: Call[] = []
  const launch = (start: Instance['start']): void => start({ start, stop: alarm(), dead: false })
  for (const start of [
    workerOf(shared, plant, calls, time, 'a'),
    workerOf(shared, plant, calls, time, 'b'),
    processOf(shared, calls, time),
  ])
    launch(start)

  /** Trouble has an end, so that a job which never ends is a mistake and not bad luck. */
  const troubled = 300 + dice.below(400)
  for (; figures.steps < 12_000; figures.steps += 1) {
    await settled()
    if (figures.steps % 8 === 0 && figures.steps > troubled && (await ended(shared))) return { shared, figures, finished: true }
    time.nowMs += dice.below(4)
    if (dice.below(3) === 0) shared.imageEngine.tick()
    const hasTrouble = figures.steps < troubled
    if (hasTrouble && dice.below(200) === 0) figures.restarts += restart(shared)
    if (hasTrouble && dice.below(120) === 0) {
      time.nowMs += clocks.leaseMs + 1
      figures.expiries += 1
    }
    const call = nextCall(calls, time, dice)
    if (call !== null) await carryOut(call, calls, hasTrouble ? dice.below(200) : 199, figures, launch)
  }
  return { shared, figures, finished: false }
}

function restart(shared: Shared): number {
  shared.imageEngine.restart()
  return 1
}

/** Any call that is due; when all are naps in the future, time moves on to the first. */
function nextCall(calls: Call[], time: { nowMs: number }, dice: ReturnType<typeof diceOf>): Call | null {
  if (calls.length === 0) return null
  const soonestMs = Math.min(...calls.map(({ dueMs }) => dueMs))
  time.nowMs = Math.max(time.nowMs, soonestMs)
  const due = calls.filter(({ dueMs }) => dueMs <= time.nowMs)
  const call = due[dice.below(due.length)] ?? null
  if (call !== null) calls.splice(calls.indexOf(call), 1)
  return call
}

/** `fate` is 0..199: rarely a death before or after the act, an outage before it, or an outage told after it was done. */
async function carryOut(
  call: Call,
  calls: Call[],
  fate: number,
  figures: Figures,
  launch: (start: Instance['start']) => void,
): Promise<void> {
  if (fate < 4) {
    figures.crashes += 1
    if (fate < 2) await call.act().catch(() => undefined)
    // Hints still reach the dead one's listeners; none of them may bring it back to life.
    call.owner.dead = true
    const others = calls.filter(({ owner }) => owner !== call.owner)
    calls.splice(0, calls.length, ...others)
    return launch(call.owner.start)
  }
  if (fate < 8 && call.outage !== null) {
    figures[fate < 6 ? 'outages' : 'ambiguous'] += 1
    if (fate >= 6) await call.act().catch(() => undefined)
    return call.reject(call.outage())
  }
  await call.act().then(call.resolve, call.reject)
}

/** Nothing is sealed or copied: a schedule reads streams some hundred times, and nobody here writes into what was read. */
const quickCodec: EventCodec = {
  encode: (events) => jsonCodec.encode(events),
  decode: async (rows) => rows.map((row) => recordedOf(row, row)),
  decodeFacts: async (rows) => rows.map((row) => factOf(row, row)),
}

function sharedPorts(clock: Clock, dice: ReturnType<typeof diceOf>): Shared {
  const taskQueue = memoryTaskQueue(clock)
  return {
    eventStore: memoryEventStore(clock, quickCodec),
    blobStorage: memoryBlobStorage(),
    imageCodec: wordImageCodec(),
    credentialSigner: unsignedPictures,
    imageEngine: scriptedEngine({ ticks: 2 }),
    progressHub: silentHub(),
    idSource: { ...countingIds(), chance: dice.chance },
    clock,
    taskQueue,
    checkpointStore: memoryCheckpointStore(taskQueue),
    log: silentLog,
  }
}

function workerOf(
  shared: Shared,
  plant: (shared: Shared) => Shared,
  calls: Call[],
  time: { nowMs: number },
  name: string,
): Instance['start'] {
  return (instance) => {
    const gate = gates(calls, instance)
    const planted = plant(shared)
    const ports: WorkerPorts = {
      ...planted,
      clock: { now: () => time.nowMs, sleep: nap(calls, instance, time) },
      eventStore: gate(planted.eventStore, ['readStream', 'append'], () => new EventStoreUnavailable('simulated')),
      blobStorage: gate(planted.blobStorage, ['put', 'putDerived', 'get'], () => new StorageUnavailable('simulated')),
      imageEngine: gate(
        planted.imageEngine,
        ['pickBackend', 'upload', 'submit', 'lookUp', 'fetchOutput', 'cancel'],
        () => new EngineUnreachable('simulated'),
      ),
      imageCodec: gate(planted.imageCodec, ['pasteBack', 'cleanOutput', 'thumbnail'], null),
      taskQueue: gate(planted.taskQueue, ['claim', 'heartbeat', 'complete', 'release'], () => new EventStoreUnavailable('simulated')),
    }
    void runJobWorker(ports, { ...clocks, workerName: name, concurrency: 2 }, instance.stop)
  }
}

function processOf(shared: Shared, calls: Call[], time: { nowMs: number }): Instance['start'] {
  return (instance) => {
    const gate = gates(calls, instance)
    const ports: ProcessPorts = {
      log: shared.log,
      clock: { now: () => time.nowMs, sleep: nap(calls, instance, time) },
      eventStore: gate(shared.eventStore, ['readAll'], () => new EventStoreUnavailable('simulated')),
      checkpointStore: gate(shared.checkpointStore, ['load', 'advance'], () => new EventStoreUnavailable('simulated')),
    }
    void runProcess(ports, jobProcess(shared.idSource, clocks), clocks, instance.stop)
  }
}

/** A port whose named methods wait for the scheduler. */
const gates =
  (calls: Call[], owner: Instance) =>
  <Port extends object>(port: Port, names: readonly (keyof Port & string)[], outage: (() => Error) | null): Port => {
    const gated = names.map((name) => {
      const method = port[name] as (...args: readonly unknown[]) => Promise<unknown>
      const call = (...args: readonly unknown[]) =>
        new Promise((resolve, reject) => calls.push({ owner, dueMs: 0, isNap: false, outage, act: () => method(...args), resolve, reject }))
      return [name, call] as const
    })
    return { ...port, ...Object.fromEntries(gated) }
  }

const nap =
  (calls: Call[], owner: Instance, time: { readonly nowMs: number }): Clock['sleep'] =>
  (ms, stop) =>
    new Promise((resolve) => {
      if (stop?.aborted === true) return resolve()
      const wake = (): void => {
        const place = calls.indexOf(call)
        if (place >= 0) calls.splice(place, 1)
        if (!owner.dead) resolve()
      }
      const call: Call = {
        owner,
        dueMs: time.nowMs + ms,
        isNap: true,
        outage: null,
        act: async () => undefined,
        resolve: wake,
        reject: wake,
      }
      calls.push(call)
      stop?.addEventListener('abort', wake, { once: true })
    })

/** Everything that can go on without a port has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Chance that the same seed gives again. */
export function diceOf(seed: number): { below(limit: number): number; chance(): number } {
  let state = seed >>> 0 || 1
  const chance = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return { chance, below: (limit) => Math.floor(chance() * limit) }
}
