import { describe, expect, it } from '@jest/globals'
import { stallWatch } from './stall-watch.ts'
import type { QueueView } from './queue-view.ts'

const item = (promptId: string, clientId = 'ours') => ({ number: 0, promptId, clientId })
const queue = (running: QueueView['running'], pending: QueueView['pending'] = []): QueueView => ({ running, pending })
const patience = { idleMs: 10, ownMs: 100, foreignMs: 300 }

describe('what a queue tells of the worker behind it', () => {
  const time = { ms: 0 }
  const watching = () => stallWatch({ now: () => time.ms }, patience, (clientId) => clientId === 'ours')
  const after = (ms: number) => (time.ms += ms)

  it('given work that waits while nothing runs, then it is dead within a moment', () => {
    const watch = watching()
    watch.observe(queue([], [item('a')]))
    after(9)
    watch.observe(queue([], [item('a'), item('b')]))
    expect(watch.stalledMs()).toBeNull()
    after(1)
    expect(watch.stalledMs()).toBe(10)
  })

  it('given a run of ours that tells nothing, then it is dead after the patience with ours; a frame renews that', () => {
    const watch = watching()
    watch.observe(queue([item('a')]))
    after(99)
    watch.heard()
    after(99)
    expect(watch.stalledMs()).toBeNull()
    after(1)
    expect(watch.stalledMs()).toBe(100)
  })

  it('given a run of others, whose frames only they hear, then the patience is longer', () => {
    const watch = watching()
    watch.observe(queue([item('a', 'theirs')]))
    after(299)
    expect(watch.stalledMs()).toBeNull()
    after(1)
    expect(watch.stalledMs()).toBe(300)
  })

  it('given a next run or an empty queue, then it is well again', () => {
    const watch = watching()
    watch.observe(queue([item('a')]))
    after(500)
    watch.observe(queue([item('b')]))
    expect(watch.stalledMs()).toBeNull()
    after(500)
    watch.observe(queue([]))
    expect(watch.stalledMs()).toBeNull()
  })
})
