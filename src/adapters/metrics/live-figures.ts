import type { Clock } from '../../application/ports/clock.ts'
import type { EventStore } from '../../application/ports/event-store.ts'
import type { BackendReport, ImageEngine } from '../../application/ports/image-engine.ts'
import type { NewerEvents } from '../../application/ports/newer-events.ts'
import type { Queries } from '../../projections/queries.ts'
import type { Meters } from './meters.ts'

/** What is asked at the moment of reading. */
export type FigureSources = {
  readonly queries: { readonly jobs: Pick<Queries['jobs'], 'line' | 'quarantined'>; readonly views: Pick<Queries['views'], 'groups'> }
  readonly eventStore: Pick<EventStore, 'readAll'>
  /** `null`: this process speaks to no engine, and says nothing of them. */
  readonly imageEngine: Pick<ImageEngine, 'report'> | null
  /** Of the volume of the pictures; `null` where they lie in a bucket, which tells nobody. */
  disk?(): Promise<{ readonly freeBytes: number } | null>
  /** ISO 8601; `null` before the first. */
  lastBackupAt?(): Promise<string | null>
  readonly newerEvents?: Pick<NewerEvents, 'standing'>
  readonly clock: Pick<Clock, 'now'>
}

/** A reader that waits longer gives up; a pod that does not answer must not take the other figures with it. */
const longestMs = 2_000

/** Sets the gauges. A source that is away leaves its gauges out, and `figures_unavailable` says which: an old figure would look like a new one. */
export async function setLiveFigures(sources: FigureSources, meters: Meters): Promise<void> {
  meters.waitsForNewer.reset()
  for (const part of sources.newerEvents?.standing() ?? []) meters.waitsForNewer.set({ part }, 1)
  await Promise.all(
    Object.entries(parts).map(async ([source, figures]) => {
      const set = await soon(figures(sources, meters))
      meters.unknown.set({ source }, set === null ? 1 : 0)
      for (const forget of gaugesOf(meters)[source as keyof typeof parts]) forget()
      set?.()
    }),
  )
}

/** How the gauges of a source forget what was read last. One without labels would say 0 after a reset, so it is taken off the page. */
const gaugesOf = (meters: Meters): Readonly<Record<keyof typeof parts, readonly (() => void)[]>> => ({
  jobs: [() => meters.inState.reset(), () => meters.oldestQueued.remove(), () => meters.quarantined.remove()],
  views: [meters.lagEvents, meters.lagSeconds, meters.faulted, meters.parked].map((gauge) => () => gauge.reset()),
  pods: [meters.podUp, meters.podQueue, meters.podBreaker].map((gauge) => () => gauge.reset()),
  disk: [() => meters.blobFree.reset()],
  backups: [() => meters.backupAge.remove()],
})

/** Asked first and set later, all at once. */
type Set = () => void

async function jobFigures({ queries, clock }: FigureSources, meters: Meters): Promise<Set> {
  const [{ inState, oldestQueuedAt }, quarantined] = await Promise.all([queries.jobs.line(), queries.jobs.quarantined()])
  return () => {
    for (const [state, jobs] of Object.entries(inState)) meters.inState.set({ state }, jobs)
    meters.quarantined.set(quarantined)
    meters.oldestQueued.set(oldestQueuedAt === null ? 0 : ageSeconds(oldestQueuedAt, clock))
  }
}

async function viewFigures({ queries, eventStore, clock }: FigureSources, meters: Meters): Promise<Set> {
  const groups = await queries.views.groups()
  const ages = await Promise.all(
    groups.map(async ({ position, lag }) => {
      const next = lag === 0n ? undefined : (await eventStore.readAll(position, 1)).events[0]
      return next === undefined ? 0 : ageSeconds(next.recordedAt, clock)
    }),
  )
  return () => {
    for (const [index, { group, lag, status, parked }] of groups.entries()) {
      meters.lagEvents.set({ projection: group }, Number(lag))
      meters.lagSeconds.set({ projection: group }, ages[index] ?? 0)
      meters.faulted.set({ projection: group }, status === 'faulted' ? 1 : 0)
      meters.parked.set({ projection: group }, parked)
    }
  }
}

async function podFigures({ imageEngine }: FigureSources, meters: Meters): Promise<Set> {
  const { backends } = imageEngine === null ? { backends: [] } : await imageEngine.report()
  return () => {
    for (const { backendId: pod, reachable, queued, circuit } of backends) {
      meters.podUp.set({ pod }, reachable ? 1 : 0)
      if (circuit !== undefined) meters.podBreaker.set({ pod }, breakerStates[circuit])
      if (queued !== null) meters.podQueue.set({ pod }, queued)
    }
  }
}

const breakerStates: Readonly<Record<NonNullable<BackendReport['circuit']>, number>> = { closed: 0, probation: 1, 'half-open': 1, open: 2 }

async function diskFigures({ disk }: FigureSources, meters: Meters): Promise<Set> {
  const volume = (await disk?.()) ?? null
  return () => {
    if (volume !== null) meters.blobFree.set({ backend: 'fs' }, volume.freeBytes)
  }
}

async function backupFigures({ lastBackupAt, clock }: FigureSources, meters: Meters): Promise<Set> {
  const at = (await lastBackupAt?.()) ?? null
  return () => {
    if (at !== null) meters.backupAge.set(ageSeconds(at, clock))
  }
}

const ageSeconds = (at: string, clock: Pick<Clock, 'now'>): number => Math.max(0, clock.now() - Date.parse(at)) / 1000

const parts = { jobs: jobFigures, views: viewFigures, pods: podFigures, disk: diskFigures, backups: backupFigures }

/** `null` when it fails or takes too long. */
async function soon<Value>(asked: Promise<Value>): Promise<Value | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), longestMs)
  })
  return Promise.race([asked.catch(() => null), late]).finally(() => clearTimeout(timer))
}
