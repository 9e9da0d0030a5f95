import { describe, expect, it } from '@jest/globals'
import type { Fact, Page } from '../application/ports/event-store.ts'
import { historyOf } from './histories.contract.ts'
import { readAhead } from './read-ahead.ts'
import { busyTape } from './view-store.contract.ts'

const log = historyOf(busyTape).slice(0, 10)

/** Says which pages were asked for; the one behind `broken` cannot be read the first time. */
function storeOf(broken?: bigint) {
  const asked: bigint[] = []
  let toBreak = broken
  return {
    asked,
    onAppended: () => () => undefined,
    readAll: () => Promise.reject(new Error('views are made of facts')),
    readFacts: async (after: bigint, limit: number): Promise<Page<Fact>> => {
      asked.push(after)
      if (after === toBreak) {
        toBreak = undefined
        throw new Error('not now')
      }
      const events = log.filter(({ position }) => position > after).slice(0, limit)
      return { events, scannedTo: (events.length === limit ? events.at(-1)?.position : log.at(-1)?.position) ?? after }
    },
  }
}
const positionOf = (at: number): bigint => log[at]?.position ?? 0n

describe('reading ahead', () => {
  it('given a reader who goes on, then each page is read once, the next one before it is asked for', async () => {
    const store = storeOf()
    const ahead = readAhead(store)
    const first = await ahead.readFacts(0n, 4, [])
    expect(store.asked.slice(0, 2)).toEqual([0n, positionOf(3)])
    const second = await ahead.readFacts(first.scannedTo, 4, [])
    const third = await ahead.readFacts(second.scannedTo, 4, [])
    expect([first, second, third].flatMap(({ events }) => events)).toEqual(log)
    expect(store.asked).toEqual([0n, positionOf(3), positionOf(7)])
  })

  it('given a reader who goes elsewhere or takes other steps, then what was asked is read', async () => {
    const store = storeOf()
    const ahead = readAhead(store)
    await ahead.readFacts(0n, 4, [])
    expect((await ahead.readFacts(positionOf(3), 2, [])).events).toEqual(log.slice(4, 6))
    expect((await ahead.readFacts(0n, 2, [])).events).toEqual(log.slice(0, 2))
  })

  it('given a page that cannot be read, then its reader is told, and a second try reads it', async () => {
    const ahead = readAhead(storeOf(positionOf(3)))
    const { scannedTo } = await ahead.readFacts(0n, 4, [])
    await expect(ahead.readFacts(scannedTo, 4, [])).rejects.toThrow('not now')
    expect((await ahead.readFacts(scannedTo, 4, [])).events).toEqual(log.slice(4, 8))
  })

  it('given a store that knows where a page ends before its texts are open, then the page behind is asked for meanwhile, and none further', async () => {
    const store = storeOf()
    let openTexts = (): void => undefined
    const opened = new Promise<void>((resolve) => (openTexts = resolve))
    const ahead = readAhead({
      ...store,
      readFacts: async (after, limit, _types, endsAt) => {
        const page = await store.readFacts(after, limit)
        if (page.events.length === limit) endsAt?.(page.scannedTo)
        await opened
        return page
      },
    })
    const first = ahead.readFacts(0n, 2, [])
    await new Promise(setImmediate)
    expect(store.asked).toEqual([0n, positionOf(1)])
    openTexts()
    expect((await first).events).toEqual(log.slice(0, 2))
    expect((await ahead.readFacts(positionOf(1), 2, [])).events).toEqual(log.slice(2, 4))
    await new Promise(setImmediate)
    expect(store.asked).toEqual([0n, positionOf(1), positionOf(3)])
  })
})
