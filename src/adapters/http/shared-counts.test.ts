import { describe, expect, it } from '@jest/globals'
import type { HitCounts } from '../../application/ports/hit-counts.ts'
import { DatabaseUnavailable } from '../../application/ports/database-unavailable.ts'
import { sharedStore } from './shared-counts.ts'

/** Counts that two processes share; away when the test says so. */
function sharedByTwo(gatherMs: number) {
  const sums = new Map<string, number>()
  const line = { isAway: false, adds: 0 }
  const counts: HitCounts = {
    async add(key, hits) {
      line.adds += 1
      if (line.isAway) throw new DatabaseUnavailable('away')
      sums.set(key, (sums.get(key) ?? 0) + hits)
      return { hits: sums.get(key) ?? 0, endsInMs: 60_000 }
    },
  }
  const store = () => sharedStore({ counts, name: 'write', windowMs: 60_000, gatherMs })
  return { sums, line, here: store(), there: store() }
}

describe('calls that are counted by several processes', () => {
  it('given calls of one person to both, then each knows of all of them at once', async () => {
    const { here, there } = sharedByTwo(0)
    const totals: number[] = []
    for (const store of [here, there, here, there, here]) totals.push((await store.increment('ada')).totalHits)
    expect(totals).toEqual([1, 2, 3, 4, 5])
    expect((await there.increment('mara')).totalHits).toBe(1)
  })

  it('given many at the same moment, then none is told twice and none is lost', async () => {
    const { here, there, sums } = sharedByTwo(0)
    await Promise.all(Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? here : there).increment('ada')))
    expect([...sums.values()]).toEqual([100])
  })

  it('given a success that does not count, then it is taken back for both', async () => {
    const { here, there } = sharedByTwo(0)
    await here.increment('ada')
    await here.decrement('ada')
    expect((await there.increment('ada')).totalHits).toBe(1)
  })

  it('given calls that are gathered, then the other hears of them together, and our own count at once', async () => {
    const { here, there, line, sums } = sharedByTwo(20)
    for (let calls = 0; calls < 50; calls++) await here.increment('ada')
    expect((await here.increment('ada')).totalHits).toBe(51)
    while (sums.size === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(line.adds).toBe(1)
    await there.increment('ada')
    while (line.adds < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await there.increment('ada')).totalHits).toBe(53)
  })

  it('given nobody can be told, then a process counts on its own, and tells of it later', async () => {
    const { here, there, line } = sharedByTwo(0)
    line.isAway = true
    await here.increment('ada')
    expect((await here.increment('ada')).totalHits).toBe(2)
    line.isAway = false
    expect((await here.increment('ada')).totalHits).toBe(3)
    expect((await there.increment('ada')).totalHits).toBe(4)
  })

  it('writes no name of a person down', async () => {
    const { here, sums } = sharedByTwo(0)
    await here.increment('ada 192.0.2.7')
    expect([...sums.keys()].join()).not.toMatch(/ada|192/)
  })
})
