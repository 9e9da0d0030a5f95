import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { ImageRow } from './images/images-query.ts'
import type { JobRow } from './job-status/job-status-query.ts'
import { historyOf } from './histories.contract.ts'
import { countSteps, type CountStep } from './counting.ts'
import type { GroupState, Projection, ViewRow, ViewStore } from './projection.ts'
import { busyTape, pagesOf, tapes, viewStoreContract, type ViewStoreUnderTest } from './view-store.contract.ts'
import { insights, views } from './views.ts'

/** The rows as they come out of the projections, without a database in between. */
function viewsInMemory(): ViewStoreUnderTest & { read<Row>(view: string): readonly Row[] } {
  const tables = new Map<string, Map<string, ViewRow>>()
  const counts = new Map<string, number>()
  const aside = new Set<bigint>()
  let state: GroupState = { position: 0n, status: 'running', error: null }
  const store: ViewStore = {
    open: async () => state,
    async apply(group, after, page, scannedTo) {
      if (state.position !== after) return 'moved'
      for (const projection of group.projections) {
        const rows = tables.get(projection.name) ?? new Map<string, ViewRow>()
        const keys = new Set(page.flatMap((event) => projection.keysOf(event)))
        for (const key of [...keys]) related(projection, rows.get(key)).forEach((other) => keys.add(other))
        const touched = new Map([...rows].filter(([key]) => keys.has(key)))
        const changed = projection.project(page, touched)
        if (projection.counting !== undefined) count(counts, countSteps(projection.counting, touched, changed))
        for (const [key, row] of changed) rows.set(key, row)
        tables.set(projection.name, rows)
      }
      state = { position: scannedTo, status: 'running', error: null }
      return 'applied'
    },
    prepare: async () => undefined,
    show: async () => 'shown',
    async fault(_group, _position, error) {
      state = { ...state, status: 'faulted', error }
    },
    async park(_group, after, { event }) {
      if (state.position !== after) return 'moved'
      state = { position: event.position, status: 'running', error: null }
      aside.add(event.position)
      return 'applied'
    },
    isSetAside: async (_group, position) => aside.has(position),
  }
  return {
    store,
    read: <Row>(view: string) => [...(tables.get(view)?.values() ?? [])] as unknown as readonly Row[],
    rows: async () => ({
      ...Object.fromEntries([...tables].map(([name, rows]) => [name, [...rows.values()]])),
      counts: [...counts].map(([id, total]) => ({ id, total })),
    }),
    async clear() {
      tables.clear()
      counts.clear()
      aside.clear()
      state = { position: 0n, status: 'running', error: null }
    },
  }
}

function count(counts: Map<string, number>, steps: readonly CountStep[]): void {
  for (const { counter, by } of steps) {
    const total = (counts.get(counter.id) ?? 0) + by
    if (total === 0) counts.delete(counter.id)
    else counts.set(counter.id, total)
  }
}

const related = (projection: Projection<ViewRow>, row: ViewRow | undefined): readonly string[] =>
  row === undefined ? [] : (projection.relatedTo?.(row) ?? [])

viewStoreContract('memory', 500, views, async () => viewsInMemory())
viewStoreContract('memory', 500, insights, async () => viewsInMemory())

/** Looks at the views after each page of any history, in pages of any size. */
async function atEveryPage(
  runs: { readonly numRuns: number; readonly examples?: [typeof busyTape, number][] },
  look: (read: <Row>(view: string) => readonly Row[]) => void,
): Promise<void> {
  const property = fc.asyncProperty(tapes, fc.integer({ min: 1, max: 20 }), async (tape, size) => {
    const under = viewsInMemory()
    let after = 0n
    for (const { events, scannedTo } of pagesOf(historyOf(tape), [size])) {
      await under.store.apply(views, after, events, scannedTo)
      after = scannedTo
      look((view) => under.read(view))
    }
  })
  await fc.assert(property, runs)
}

describe('the three views together', () => {
  it('given any history, when the views stand anywhere in it, then a completed job has all its pictures', async () => {
    await atEveryPage({ numRuns: 200 }, (read) => {
      const known = new Set(read<ImageRow>('images').map(({ id }) => id))
      for (const job of read<JobRow>('job-status')) {
        if (job.state === 'completed') expect(job.imageIds.length > 0 && job.imageIds.every((id) => known.has(id))).toBe(true)
      }
    })
  })

  it('given any history, when the views stand anywhere in it, then a picture tells how many edits of it are there', async () => {
    let told = 0
    await atEveryPage({ numRuns: 60, examples: [[busyTape, 500]] }, (read) => {
      const images = read<ImageRow>('images')
      for (const { id, edits } of images) expect([id, edits]).toEqual([id, images.filter(isEditOf(id)).length])
      told += images.filter(({ edits }) => edits > 0).length
    })
    expect(told).toBeGreaterThan(10)
  })

  it('given the busy history, then it holds every kind of event and all states of a job', async () => {
    const log = historyOf(busyTape)
    const handled = views.projections.flatMap((projection) => projection.handles)
    expect(new Set(log.map(({ type }) => type))).toEqual(new Set(handled))
  })
})

const isEditOf =
  (id: string) =>
  ({ sourceImageId, deletedAt, erased }: ImageRow): boolean =>
    sourceImageId === id && deletedAt === null && !erased
