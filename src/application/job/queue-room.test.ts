import { describe, expect, it } from '@jest/globals'
import { ok, rejected } from '../../domain/decider.ts'
import type { JobsAccepted } from '../use-cases.ts'
import type { QueuePlaces } from '../ports/queue-places.ts'
import { fleetQueueRoom, queueRoom } from './queue-room.ts'

const accepted = (position: bigint) =>
  ok<JobsAccepted>({
    promptIds: ['job'],
    batchId: 'batch',
    seeds: [1],
    hasNegativePrompt: false,
    negativePromptUsed: true,
    engine: 'preview',
    position,
    replayed: false,
  })

/** A line whose view says what the test wants, up to the position that the test wants. */
function line(limits: { readonly userQueueMax: number; readonly queueMax: number }) {
  const view = { own: 0, all: 0, asOf: 0n }
  const room = queueRoom({ jobCounts: { waiting: () => Promise.resolve({ ...view }) }, limits })
  let position = 0n
  const ask = async (owner: string, asked = 1) => {
    const answer = await room.within(owner, asked, () => Promise.resolve(accepted((position += 1n))))
    return answer.ok ? 'accepted' : answer.rejection.type
  }
  return { view, room, ask }
}

const tally = (answers: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(answers)].map((answer) => [answer, answers.filter((other) => other === answer).length]))

describe('the caps of the line', () => {
  it('given a hundred requests at once before any view has heard of one, then as many as fit are accepted', async () => {
    const { ask } = line({ userQueueMax: 6, queueMax: 1_000 })
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask('mara')))
    expect(tally(answers)).toEqual({ accepted: 6, 'too-many-jobs': 94 })
  })

  it('given many people at once, then each has their own cap, and all together the cap of all', async () => {
    const { ask } = line({ userQueueMax: 3, queueMax: 10 })
    const people = Array.from({ length: 5 }, (_, index) => `person ${index}`)
    const answers = await Promise.all(people.flatMap((owner) => Array.from({ length: 3 }, () => ask(owner))))
    expect(tally(answers)).toEqual({ accepted: 10, 'queue-full': 5 })
  })

  it('given the view has counted what was accepted, then it is counted once', async () => {
    const { ask, view } = line({ userQueueMax: 2, queueMax: 10 })
    expect(await ask('mara')).toBe('accepted')
    Object.assign(view, { own: 1, all: 1, asOf: 1n })
    expect([await ask('mara'), await ask('mara')]).toEqual(['accepted', 'too-many-jobs'])
    Object.assign(view, { own: 1, all: 1, asOf: 2n })
    expect(await ask('mara')).toBe('accepted')
  })

  it.each([
    ['is refused', () => Promise.resolve(rejected({ type: 'storage-unavailable' as const }))],
    ['breaks', () => Promise.reject(new Error('broken'))],
  ])('given a request that %s, then its places are free again', async (_how, accept) => {
    const { ask, room } = line({ userQueueMax: 1, queueMax: 10 })
    await room.within('mara', 1, accept).catch(() => undefined)
    expect(await ask('mara')).toBe('accepted')
  })
})

describe('the caps of a line that several processes fill', () => {
  /** Places that are all taken, or none; what becomes of the holds is told. */
  const places = (own: number, all: number): { readonly told: unknown[]; readonly ports: Parameters<typeof fleetQueueRoom>[0] } => {
    const told: unknown[] = []
    const queuePlaces: QueuePlaces = {
      hold: (_owner, asked, limits) =>
        Promise.resolve({ own, all, hold: own + asked <= limits.own && all + asked <= limits.all ? 'hold' : null }),
      recorded: async (hold, position) => void told.push([hold, position]),
      giveBack: async (hold) => void told.push([hold, 'given back']),
    }
    return { told, ports: { queuePlaces, log: { warn: () => undefined } } }
  }
  const limits = { userQueueMax: 2, queueMax: 10 }

  it.each([
    ['one’s own line is full', 2, 2, 'too-many-jobs'],
    ['the whole line is full', 0, 10, 'queue-full'],
  ])('given %s, then nothing is decided, and the refusal says so', async (_how, own, all, refusal) => {
    const { told, ports } = places(own, all)
    const answer = await fleetQueueRoom(ports, limits).within('mara', 1, () => Promise.reject(new Error('asked')))
    expect([answer.ok ? null : answer.rejection.type, told]).toEqual([refusal, []])
  })

  it('given room, then the hold ends where the log has the jobs, or at once when the request comes to nothing', async () => {
    const { told, ports } = places(1, 1)
    const room = fleetQueueRoom(ports, limits)
    expect((await room.within('mara', 1, () => Promise.resolve(accepted(7n)))).ok).toBe(true)
    await room.within('mara', 1, () => Promise.resolve(rejected({ type: 'storage-unavailable' as const })))
    await expect(room.within('mara', 1, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(told).toEqual([
      ['hold', 7n],
      ['hold', 'given back'],
      ['hold', 'given back'],
    ])
  })
})
