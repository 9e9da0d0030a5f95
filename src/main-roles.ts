import { hostname } from 'node:os'
import { allUntilOneBreaks } from './adapters/system/running-parts.ts'
import type { StopSignal } from './application/ports/clock.ts'
import { jobProcess } from './application/processes/job-process.ts'
import { runJobWorker } from './application/processes/job-worker.ts'
import { keepCopy } from './application/processes/keep-copy.ts'
import { runTrashPurge } from './application/processes/purge-trash.ts'
import { runRemovals } from './application/processes/remove-erased-bytes.ts'
import { runProcess } from './application/processes/run-process.ts'
import { sweepFleet } from './application/processes/sweep-fleet.ts'
import type { Config } from './config.ts'
import type { buildContainer } from './container.ts'
import { Bindings } from './container-bindings.ts'
import { keepProjections } from './projections/keep-projections.ts'
import { insights, views } from './projections/views.ts'

export type Wired = ReturnType<typeof buildContainer>

/** How often the trash is looked at: what has lain there for days may lie some minutes more. */
const purgeEveryMs = 600_000
const sweepEveryMs = 600_000
/** Figures may be a moment late. Nobody waits for them, but whoever was just told that their job is accepted waits for the database they use. */
const insightsGatherMs = 250

export const servesPeople = (role: Config['role']): boolean => role === 'all' || role === 'api'

/** What a process of this role does besides answering requests, until `stop`. When one part breaks, all are stopped and its reason is thrown. */
export async function runRole(
  config: Config,
  container: Wired,
  backends: number,
  { stop, stopper }: { readonly stop: StopSignal; readonly stopper: AbortController },
): Promise<void> {
  const does = (role: Config['role']): boolean => config.role === 'all' || config.role === role
  const [fleetLeftovers, clock, log] = [container.get(Bindings.fleetLeftovers), container.get(Bindings.clock), container.get(Bindings.log)]
  const parts = [
    stopped(stop),
    // By every process: those that are to take something away may all have died.
    sweepFleet({ fleetLeftovers, clock, log }, { everyMs: sweepEveryMs }, stop),
    ...(does('projector') ? followLog(config, container, stop) : []),
    ...(does('worker') ? driveJobs(config, container, backends, stop) : []),
  ]
  await allUntilOneBreaks(parts, stopper)
}

/** An API has nothing else to do than to wait for the end. */
const stopped = (stop: StopSignal): Promise<void> =>
  new Promise((resolve) => (stop.aborted ? resolve() : stop.addEventListener('abort', () => resolve(), { once: true })))

/** Views and tasks follow from events. Several projectors may run: each group is moved by one of them at a time. */
function followLog({ clocks: { pollMs, maxWaitMs } }: Config, container: Wired, stop: StopSignal): readonly Promise<unknown>[] {
  const [store, log, clock] = [container.get(Bindings.eventStore), container.get(Bindings.log), container.get(Bindings.clock)]
  const checkpointStore = container.get(Bindings.checkpointStore)
  const logCopy = container.get(Bindings.logCopy)
  const newerEvents = container.get(Bindings.newerEvents)
  const course = { store, views: container.get(Bindings.viewStore), pollMs, stop, log, clock, newerEvents }
  const process = jobProcess(container.get(Bindings.idSource), { maxWaitMs })
  return [
    keepProjections({ ...course, group: views }),
    keepProjections({ ...course, group: insights, gatherMs: insightsGatherMs }),
    runProcess({ eventStore: store, checkpointStore, clock, log, newerEvents }, process, { pollMs }, stop),
    ...(logCopy === null ? [] : [keepCopy({ logCopy, clock, log }, { pollMs }, stop)]),
  ]
}

/** Jobs, and what touches bytes without being asked: what empties the trash and takes away what was erased. */
function driveJobs(config: Config, container: Wired, backends: number, stop: StopSignal): readonly Promise<unknown>[] {
  const ports = container.get(Bindings.ports)
  const log = container.get(Bindings.log)
  const checkpointStore = container.get(Bindings.checkpointStore)
  const newerEvents = container.get(Bindings.newerEvents)
  const purge = { ...ports, trashedImages: container.get(Bindings.trashedImages), log }
  // A run in each place of each engine, and as many jobs again as one engine takes, to be stored or looked at.
  const concurrency = (backends + 1) * config.limits.podQueueDepth
  const { aroundTask } = container.get(Bindings.telemetry)
  const seen = { ...(aroundTask === undefined ? {} : { aroundTask }), newerEvents }
  const worker = { ...config.clocks, workerName: `${hostname()}/${globalThis.process.pid}`, concurrency }
  return [
    runJobWorker({ ...ports, ...seen, taskQueue: container.get(Bindings.taskQueue), log }, worker, stop),
    runTrashPurge(purge, { keepMs: config.limits.trashMs, everyMs: purgeEveryMs }, stop),
    runRemovals({ ...ports, checkpointStore, log, newerEvents }, { pollMs: config.clocks.pollMs }, stop),
  ]
}
