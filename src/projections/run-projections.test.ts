import { describe, expect, it } from '@jest/globals'
import { EventStoreUnavailable } from '../application/ports/event-store.ts'
import { historyOf } from './histories.contract.ts'
import { ViewsUnavailable } from './projection.ts'
import { eventAt, worldWith } from './running-world.contract.ts'
import { busyTape } from './view-store.contract.ts'
import { views } from './views.ts'

describe('running projections', () => {
  it('given a log, when they run, then every event is applied once, in order, and they stop when told', async () => {
    const world = worldWith(historyOf(busyTape))
    const running = world.run()
    await world.until(() => world.views.position === world.head())
    expect(world.views.applied).toEqual(world.log.map(({ position }) => position))
    expect(world.moves.at(-1)).toBe(world.head())
    world.stop()
    expect(await running).toBe('stopped')
    expect(world.listeners.size).toBe(0)
  })

  it('given they sleep, when something is appended, then they wake before the poll', async () => {
    const world = worldWith(historyOf(busyTape).slice(0, 10), { pollMs: 3_600_000 })
    const running = world.run()
    await world.until(() => world.sleeping.length === 1)
    world.log.push(...historyOf(busyTape).slice(10, 12))
    for (const listener of world.listeners) listener()
    await world.until(() => world.views.position === world.head())
    world.stop()
    expect(await running).toBe('stopped')
  })

  it('given a group that gathers, when it is called, then it lets more come and reads all of it at once', async () => {
    const history = historyOf(busyTape)
    const world = worldWith(history.slice(0, 10), { pollMs: 3_600_000, gatherMs: 3_000 })
    const running = world.run()
    const add = (from: number, to: number): void => {
      world.log.push(...history.slice(from, to))
      for (const listener of world.listeners) listener()
    }
    await world.until(() => world.sleeping.length === 1)
    const looks = world.pageLimits.length
    add(10, 12)
    await world.until(() => world.sleeping.length === 2)
    add(12, 15)
    expect(world.pageLimits).toHaveLength(looks)
    world.sleeping[1]?.()
    await world.until(() => world.views.position === world.head())
    expect(world.pageLimits).toHaveLength(looks + 1)
    world.stop()
    expect(await running).toBe('stopped')
  })

  it('given far to go, then pages grow from 500 to 1,000 and shrink again', async () => {
    const many = Array.from({ length: 3_400 }, (_, index) => eventAt(BigInt(index + 1)))
    const world = worldWith(many)
    const running = world.run()
    await world.until(() => world.views.position === world.head() && world.sleeping.length > 0)
    expect(world.pageLimits.slice(0, 4)).toEqual([500, 1_000, 1_000, 1_000])
    world.stop()
    await running
  })

  it('given an event that cannot be applied, then those before it are, it is tried again, and the group stops and says so', async () => {
    const log = historyOf(busyTape).slice(0, 40)
    const poison = log[25]?.position ?? 0n
    const world = worldWith(log, { refuse: (position) => (position === poison ? new Error('this cannot be a row') : null) })
    expect(await world.run()).toBe('faulted')
    expect(world.views.applied).toEqual(log.slice(0, 25).map(({ position }) => position))
    expect(world.views.refusals).toBe(4)
    expect(world.views.state).toMatchObject({ status: 'faulted', error: 'Error: this cannot be a row' })
    expect(world.errors).toEqual([expect.objectContaining({ subscription: 'views', error: 'Error: this cannot be a row' })])
  })

  it('given a new version and an event that the operator has set aside in the old one, then it is set aside once more, and the version is shown', async () => {
    const log = historyOf(busyTape).slice(0, 40)
    const poison = log[25]
    const refuse = (position: bigint): Error | null => (position === poison?.position ? new Error('this cannot be a row') : null)
    const world = worldWith(log, { refuse, rebuilding: true })
    world.views.setAside.add(poison?.position ?? 0n)
    const running = world.run()
    await world.until(() => world.views.shows.length > 0)
    expect(world.views.applied).toEqual(log.filter((event) => event !== poison).map(({ position }) => position))
    expect(world.views.parked).toMatchObject([{ event: poison }])
    world.stop()
    expect(await running).toBe('stopped')
  })

  it('given a group that stands still, when the operator sets the event aside, then it goes on by itself', async () => {
    const log = historyOf(busyTape).slice(0, 40)
    const poison = log[25]
    if (poison === undefined) throw new Error('the history is too short')
    const refuse = (position: bigint): Error | null => (position === poison.position ? new Error('this cannot be a row') : null)
    const world = worldWith(log, { refuse })
    const keeping = world.keep()
    await world.until(() => world.views.state.status === 'faulted')
    const refusals = world.views.refusals
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(world.views.refusals).toBe(refusals)
    await world.views.store.park(views, world.views.position, { event: poison, attempts: 0, error: 'by the operator' })
    await world.until(() => world.views.position === world.head())
    world.stop()
    await keeping
  })

  it('given a group that parks, then the event is set aside and told of, and those behind it are applied', async () => {
    const log = historyOf(busyTape).slice(0, 40)
    const poison = log[25]
    const refuse = (position: bigint): Error | null => (position === poison?.position ? new Error('this cannot be a row') : null)
    const world = worldWith(log, { refuse, group: { ...views, onPoison: 'park' } })
    const running = world.run()
    await world.until(() => world.views.position === world.head())
    expect(world.views.applied).toEqual(log.filter((event) => event !== poison).map(({ position }) => position))
    expect(world.views.parked).toEqual([{ event: poison, attempts: 3, error: 'Error: this cannot be a row' }])
    expect(world.errors).toEqual([expect.objectContaining({ position: String(poison?.position) })])
    world.stop()
    expect(await running).toBe('stopped')
  })

  it('given a group that parks, when the log cannot read an event, then it stops before it all the same', async () => {
    const log = historyOf(busyTape).slice(0, 9)
    const world = worldWith(log, { unreadable: log[5]?.position ?? 0n, group: { ...views, onPoison: 'park' } })
    expect(await world.run()).toBe('faulted')
    expect(world.views.parked).toEqual([])
    expect(world.views.state.status).toBe('faulted')
  })

  it('given an event that the log itself cannot read, then it stops before that one too', async () => {
    const log = historyOf(busyTape).slice(0, 9)
    const unreadable = log[5]?.position ?? 0n
    const world = worldWith(log, { unreadable })
    expect(await world.run()).toBe('faulted')
    expect(world.views.applied).toEqual(log.slice(0, 5).map(({ position }) => position))
  })

  it('given an event of a newer program, then those before it are applied, the group waits unharmed, and goes on where a newer process has led it past', async () => {
    const log = historyOf(busyTape).slice(0, 9)
    const at = (index: number): bigint => log[index]?.position ?? 0n
    const world = worldWith(log, { newer: { at: at(5), isKnown: false } })
    const running = world.run()
    await world.until(() => world.newer.standing().includes('views') && world.pageLimits.length > 40)
    expect(world.views.applied).toEqual(log.slice(0, 5).map(({ position }) => position))
    expect(world.views.state).toMatchObject({ status: 'running', error: null })
    expect(world.errors).toEqual([{ subscription: 'views', error: 'of tomorrow' }])
    world.views.movesElsewhere = [at(6)]
    await world.until(() => world.views.position === world.head())
    expect(world.views.applied).toEqual([...log.slice(0, 5), ...log.slice(7)].map(({ position }) => position))
    await world.until(() => world.newer.standing().length === 0)
    world.stop()
    expect(await running).toBe('stopped')
  })

  it('given a version in the making, when it comes to an event of a newer program, then it waits before that one and is not shown', async () => {
    const log = historyOf(busyTape).slice(0, 9)
    const newer = { at: log[5]?.position ?? 0n, isKnown: false }
    const world = worldWith(log, { rebuilding: true, newer })
    const running = world.run()
    await world.until(() => world.newer.standing().length > 0 && world.pageLimits.length > 40)
    expect([world.views.shows, world.views.state.status]).toEqual([[], 'rebuilding'])
    newer.isKnown = true
    await world.until(() => world.views.shows.length > 0)
    world.stop()
    expect(await running).toBe('stopped')
  })

  it('given an event that fails once, then it is applied at the second try', async () => {
    const log = historyOf(busyTape).slice(0, 12)
    let failures = 2
    const world = worldWith(log, {
      refuse: (position) => (position === log[6]?.position && failures-- > 0 ? new Error('a passing weakness') : null),
    })
    const running = world.run()
    await world.until(() => world.views.position === world.head())
    expect(world.errors).toEqual([])
    world.stop()
    expect(await running).toBe('stopped')
  })

  it('given an outage of the log or the views, then nothing is marked as poison and they go on afterwards', async () => {
    const log = historyOf(busyTape).slice(0, 12)
    let outages = 6
    const outage = (): Error | null =>
      outages-- > 0 ? (outages % 2 === 0 ? new ViewsUnavailable('gone') : new EventStoreUnavailable('gone')) : null
    const world = worldWith(log, { refuse: outage, openFails: 2 })
    const running = world.run()
    await world.until(() => world.views.position === world.head())
    expect(world.errors).toEqual([])
    expect(world.views.state.status).toBe('running')
    world.stop()
    expect(await running).toBe('stopped')
  })

  it('given another process moved the checkpoint, then the place is asked for again', async () => {
    const log = historyOf(busyTape).slice(0, 30)
    const world = worldWith(log)
    world.views.movesElsewhere = [log[19]?.position ?? 0n]
    const running = world.run()
    await world.until(() => world.views.position === world.head())
    expect(world.views.applied).toEqual(log.slice(20).map(({ position }) => position))
    world.stop()
    await running
  })

  it('given another process at work, then its pages are not read as well; and where it stops, they go on', async () => {
    const log = historyOf(busyTape).slice(0, 30)
    const at = (index: number): bigint => log[index]?.position ?? 0n
    const world = worldWith(log)
    world.views.movesElsewhere = [at(9), at(14), at(19)]
    const running = world.run()
    await world.until(() => world.views.position === world.head())
    expect(world.views.applied).toEqual(log.slice(20).map(({ position }) => position))
    expect(world.pageLimits.length).toBeLessThanOrEqual(3)
    world.stop()
    await running
  })

  it('given a version that is not shown, then it is built to the end of the log and shown exactly once', async () => {
    const world = worldWith(historyOf(busyTape), { rebuilding: true })
    const running = world.run()
    await world.until(() => world.views.shows.length > 0 && world.sleeping.length > 0)
    expect(world.views.shows).toEqual([world.head()])
    world.log.push(eventAt(world.head() + 3n))
    for (const listener of world.listeners) listener()
    await world.until(() => world.views.position === world.head())
    expect(world.views.shows).toHaveLength(1)
    world.stop()
    expect(await running).toBe('stopped')
  })

  it('given the views cannot be reached at the moment of showing, then it is tried until it works', async () => {
    const world = worldWith(historyOf(busyTape), { rebuilding: true, showFails: 3 })
    const running = world.run()
    await world.until(() => world.views.shows.length > 0)
    expect(world.views.shows).toEqual([world.head()])
    world.stop()
    expect(await running).toBe('stopped')
  })

  it('given events that come while a version is prepared for readers, then it is shown with them, and never less far than what is seen', async () => {
    const history = historyOf(busyTape)
    const world = worldWith(history.slice(0, 10), { rebuilding: true })
    world.views.meanwhile = {
      prepare: () => void world.log.push(...history.slice(10, 12)),
      show() {
        if (world.log.length === 12) world.log.push(...history.slice(12, 14))
        return world.head()
      },
    }
    const running = world.run()
    await world.until(() => world.views.shows.length > 0)
    expect(world.views.shows).toEqual([history[13]?.position])
    world.stop()
    expect(await running).toBe('stopped')
  })

  it('given poison in a rebuild, then the new version is never shown', async () => {
    const log = historyOf(busyTape).slice(0, 40)
    const world = worldWith(log, { rebuilding: true, refuse: (position) => (position === log[25]?.position ? new Error('no') : null) })
    expect(await world.run()).toBe('faulted')
    expect(world.views.shows).toEqual([])
  })
})
