import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Recorded } from '../application/ports/event-store.ts'
import { historyOf } from './histories.contract.ts'
import type { ProjectionGroup, ViewStore } from './projection.ts'

export type ViewStoreUnderTest = {
  readonly store: ViewStore
  /** Every row of every view by the view's name, in no particular order. */
  rows(): Promise<Readonly<Record<string, readonly object[]>>>
  /** Back to an opened group at position 0 without rows and without parked events. */
  clear(): Promise<void>
}

type Page = { readonly events: readonly Recorded[]; readonly scannedTo: bigint }

/** What every view store does. `open` answers with one whose group is opened and empty. */
export function viewStoreContract(name: string, runs: number, group: ProjectionGroup, open: () => Promise<ViewStoreUnderTest>): void {
  describe(`the group ${group.name} in ${name}`, () => {
    it('given any history, then live, rebuilt, rebuilt in random pages and applied twice are the same rows', async () => {
      const under = await open()
      await fc.assert(
        fc.asyncProperty(tapes, splits, async (tape, cuts) => {
          const log = historyOf(tape)
          const live = await rowsAfter(under, group, pagesOf(log, [1, 3, 2]))
          expect(await rowsAfter(under, group, pagesOf(log, [1_000]))).toBe(live)
          expect(await rowsAfter(under, group, pagesOf(log, cuts))).toBe(live)
          expect(await rowsAfter(under, group, pagesOf(log, cuts), 'twice')).toBe(live)
        }),
        { numRuns: runs },
      )
    }, 300_000)

    it('given a page at another place than the checkpoint, then nothing is written', async () => {
      const under = await open()
      await under.clear()
      const [first, second] = pagesOf(historyOf(busyTape), [10])
      if (first === undefined || second === undefined) throw new Error('the history is too short')
      expect(await under.store.apply(group, 0n, first.events, first.scannedTo)).toBe('applied')
      const before = canonical(await under.rows())
      expect(await under.store.apply(group, 0n, second.events, second.scannedTo)).toBe('moved')
      expect(canonical(await under.rows())).toBe(before)
      expect(await under.store.open(group)).toEqual({ position: first.scannedTo, status: 'running', error: null })
    })

    it('given a page without matches, then the checkpoint moves all the same', async () => {
      const under = await open()
      await under.clear()
      expect(await under.store.apply(group, 0n, [], 77n)).toBe('applied')
      expect((await under.store.open(group)).position).toBe(77n)
    })

    it('given a fault, then the group says so until a page is applied', async () => {
      const under = await open()
      await under.clear()
      await under.store.fault(group, 0n, 'it cannot be')
      expect(await under.store.open(group)).toEqual({ position: 0n, status: 'faulted', error: 'it cannot be' })
      await under.store.apply(group, 0n, [], 1n)
      expect(await under.store.open(group)).toEqual({ position: 1n, status: 'running', error: null })
    })

    it('given an event is set aside, then the checkpoint stands behind it, no row changed, and a fault before it is over', async () => {
      const under = await open()
      await under.clear()
      const [event] = historyOf(busyTape)
      if (event === undefined) throw new Error('the history is empty')
      const before = canonical(await under.rows())
      await under.store.fault(group, 0n, 'it cannot be')
      const poison = { event, attempts: 3, error: 'it cannot be' }
      expect(await under.store.park(group, 9n, poison)).toBe('moved')
      expect(await under.store.isSetAside(group, event.position)).toBe(false)
      expect(await under.store.park(group, 0n, poison)).toBe('applied')
      expect(await under.store.isSetAside(group, event.position)).toBe(true)
      expect(await under.store.isSetAside(group, event.position + 1n)).toBe(false)
      expect(await under.store.open(group)).toEqual({ position: event.position, status: 'running', error: null })
      expect(canonical(await under.rows())).toBe(before)
    })
  })
}

export const tapes = fc.array(fc.nat({ max: 999 }), { minLength: 20, maxLength: 400, size: 'max' })
const splits = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 })

/** A long history in which all kinds of acts come up. */
export const busyTape: readonly number[] = tapeOf(5_000)

/** Fixed numbers without a pattern (a linear congruential generator, high bits). */
function tapeOf(length: number): readonly number[] {
  let state = 1
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 16
  })
}

/** Cuts a log into pages; the sizes repeat. */
export function pagesOf(log: readonly Recorded[], sizes: readonly number[]): readonly Page[] {
  const pages: Page[] = []
  for (let at = 0; at < log.length;) {
    const events = log.slice(at, at + (sizes[pages.length % sizes.length] ?? 1))
    pages.push({ events, scannedTo: events.at(-1)?.position ?? 0n })
    at += events.length
  }
  return pages
}

async function rowsAfter(
  under: ViewStoreUnderTest,
  group: ProjectionGroup,
  pages: readonly Page[],
  times: 'once' | 'twice' = 'once',
): Promise<string> {
  await under.clear()
  let after = 0n
  for (const { events, scannedTo } of pages) {
    expect(await under.store.apply(group, after, events, scannedTo)).toBe('applied')
    // The same events once more, at the new checkpoint: as after a restore of older rows, nothing may change.
    if (times === 'twice') expect(await under.store.apply(group, scannedTo, events, scannedTo)).toBe('applied')
    after = scannedTo
  }
  return canonical(await under.rows())
}

function canonical(rows: Readonly<Record<string, readonly object[]>>): string {
  const sorted = Object.entries(rows).map(([view, all]) => [view, all.map(canonicalRow).sort()])
  return JSON.stringify(sorted)
}

const canonicalRow = (row: object): string =>
  JSON.stringify(
    Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)),
    (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  )
