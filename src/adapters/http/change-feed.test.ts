import { afterEach, describe, expect, it } from '@jest/globals'
import type { ViewChange } from '../../projections/queries.ts'
import { changeFeed, type ChangeReader } from './change-feed.ts'
import { jobRow } from './test-rows.ts'

const leaving: (() => void)[] = []
afterEach(() => {
  for (const leave of leaving.splice(0)) leave()
})

describe('the shared reading of changes', () => {
  it('given a thousand readers of two hundred people, when the views move, then one question serves them all', async () => {
    const world = changingViews()
    const readers = Array.from({ length: 1_000 }, (_, index) => world.join(`person-${index % 200}`))
    await settled()
    world.asked.splice(0)
    world.append('person-7', 'person-8')
    world.move()
    await settled()
    expect(world.asked.map((owners) => owners.length)).toEqual([200])
    expect(readers.filter(({ told }) => told.length > 0)).toHaveLength(10)
    expect(readers[7]?.told).toEqual([1n])
    expect(readers[8]?.told).toEqual([2n])
  })

  it('given a reader that resumes, then what it has missed is asked for it alone, page by page, and told once', async () => {
    const world = changingViews()
    for (let count = 0; count < 450; count += 1) world.append('ada')
    const reader = world.join('ada', 20n)
    await settled()
    world.append('ada')
    world.move()
    await settled()
    expect(reader.told).toEqual(Array.from({ length: 431 }, (_, index) => BigInt(index + 21)))
  })

  it('given people, changes and readers that come and go in any order, then each reader is told each of its changes once', async () => {
    const random = numbersFrom(20261123)
    const world = changingViews(random)
    const people = ['ada', 'bob', 'eve']
    const personOf = (): string => people[Math.floor(random() * people.length)] ?? 'ada'
    const readers: { readonly owner: string; readonly reader: ReturnType<typeof world.join> }[] = []
    for (let step = 0; step < 600; step += 1) {
      const what = random()
      if (what < 0.5) world.append(...(random() < 0.2 ? ['ada', 'ada'] : [personOf()]))
      else if (what < 0.75) world.move()
      else if (what < 0.85) {
        const owner = personOf()
        readers.push({ owner, reader: world.join(owner, BigInt(Math.floor(random() * (step + 1)))) })
      } else if (what < 0.9) readers.splice(Math.floor(random() * readers.length), 1)[0]?.reader.leave()
      else await settled(2)
    }
    await settled(50)
    world.move()
    await settled(50)
    expect(readers.length).toBeGreaterThan(20)
    for (const { owner, reader } of readers) expect(reader.told).toEqual(world.positionsOf(owner, reader.after))
  })

  it('given a change that the shared reading finds while a reader still asks for itself, then that reader is told of it', async () => {
    const world = changingViews()
    world.join('bob')
    world.join('eve')
    await settled()
    const answer = gate()
    world.answering = (owners) => (owners.length === 1 ? answer.opened : undefined)
    const ada = world.join('ada')
    await settled()
    world.append('ada')
    world.move()
    await settled()
    answer.open()
    await settled()
    expect(ada.told).toEqual([1n])
  })

  it('given both answers in one instant, then what only the shared one knows is told to the reader that asks for itself', async () => {
    const world = changingViews()
    world.join('bob')
    world.join('eve')
    await settled()
    const answers = gate()
    world.answering = () => answers.opened
    const ada = world.join('ada')
    await settled()
    world.append('ada')
    world.move()
    await settled()
    answers.open()
    await settled()
    expect(ada.told).toEqual([1n])
  })

  it('given a reader that comes while a shared question is on its way, then it misses nothing that the question passed over', async () => {
    const world = changingViews()
    const bob = world.join('bob')
    world.join('eve')
    await settled()
    const question = gate()
    world.asking = (owners) => (owners.length === 2 ? question.opened : undefined)
    world.move()
    const ada = world.join('ada')
    await settled()
    world.append('ada')
    world.append('bob')
    question.open()
    await settled()
    expect([ada.told, bob.told]).toEqual([[1n], [2n]])
  })

  it('given a reader that does not read, then the others go on, and it is told the rest once it has caught up', async () => {
    const world = changingViews()
    const [slow, quick] = [world.join('ada'), world.join('ada')]
    await settled()
    slow.behind = true
    for (let count = 0; count < 3; count += 1) {
      world.append('ada')
      world.move()
      await settled()
    }
    expect([slow.told, quick.told]).toEqual([[1n], [1n, 2n, 3n]])
    slow.behind = false
    await settled()
    expect(slow.told).toEqual([1n, 2n, 3n])
  })

  it('given views that cannot be asked, then every reader hears that it has lost them', async () => {
    const world = changingViews()
    const readers = [world.join('ada'), world.join('bob')]
    await settled()
    world.fail = true
    world.move()
    await settled()
    expect(readers.map(({ lost }) => lost)).toEqual([true, true])
  })

  it('given views that cannot even say where they stand, then who comes hears of it', async () => {
    const world = changingViews()
    world.fail = true
    const reader = world.join('ada')
    await settled()
    expect(reader.lost).toBe(true)
  })

  it('given views that could not say where they stand, then who comes once they can is told, though those it was too early for are still there', async () => {
    const world = changingViews()
    world.fail = true
    world.join('ada')
    await settled()
    world.fail = false
    const late = world.join('ada')
    await settled()
    world.append('ada')
    world.move()
    await settled()
    expect([late.lost, late.told]).toEqual([false, [1n]])
  })

  it('given the last reader has gone, then nothing listens any more, and who comes later is told what came meanwhile', async () => {
    const world = changingViews()
    world.join('ada').leave()
    await settled()
    expect(world.listening()).toBe(0)
    world.append('ada')
    const late = world.join('ada')
    await settled()
    expect(late.told).toEqual([1n])
  })
})

/** Views by hand: rows appended at growing positions, questions answered after as many turns of the loop as `random` says. */
function changingViews(random: () => number = () => 0) {
  const changes: ViewChange[] = []
  const listeners = new Set<() => void>()
  const asked: (readonly string[])[] = []
  const world = {
    fail: false,
    /** What holds a question up before it is answered from the rows as they are then, and what holds its answer up. */
    asking: unhindered,
    answering: unhindered,
  }
  const soon = async (): Promise<void> => {
    for (let turns = Math.floor(random() * 4); turns > 0; turns -= 1) await turn()
    if (world.fail) throw new Error('the views are away')
  }
  const views = {
    async position() {
      await soon()
      return changes.at(-1)?.position ?? 0n
    },
    async changesAfter(ownerIds: readonly string[], after: bigint, limit: number) {
      asked.push(ownerIds)
      await soon()
      await world.asking(ownerIds)
      const found = changes.filter(({ position, row }) => position > after && ownerIds.includes(row.userId)).slice(0, limit)
      await soon()
      await world.answering(ownerIds)
      return found
    },
    onMoved(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const feed = changeFeed(views)
  return Object.assign(world, {
    asked,
    listening: () => listeners.size,
    /** Rows of one event, so of one position. */
    append(...owners: readonly string[]) {
      const shares = new Set(owners).size === 1
      const from = changes.at(-1)?.position ?? 0n
      owners.forEach((userId, index) =>
        changes.push({ kind: 'job', position: from + 1n + (shares ? 0n : BigInt(index)), row: jobRow({ userId }) }),
      )
    },
    move: () => listeners.forEach((listener) => listener()),
    positionsOf: (owner: string, after: bigint) =>
      changes.filter(({ position, row }) => position > after && row.userId === owner).map(({ position }) => position),
    join(ownerId: string, after = 0n) {
      const state = { told: [] as bigint[], behind: false, lost: false, after, leave: (): void => undefined }
      const reader: ChangeReader = {
        ownerId,
        after,
        tell: ({ position }) => state.told.push(position),
        isBehind: () => state.behind,
        caughtUp: async () => {
          while (state.behind) await turn()
        },
        lost: () => (state.lost = true),
      }
      state.leave = feed.follow(reader)
      leaving.push(state.leave)
      return state
    },
  })
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const unhindered: (owners: readonly string[]) => Promise<void> | undefined = () => undefined

function gate() {
  const made = { open: (): void => undefined }
  return Object.assign(made, { opened: new Promise<void>((resolve) => (made.open = resolve)) })
}

async function settled(turns = 40): Promise<void> {
  for (let count = 0; count < turns; count += 1) await turn()
}

/** The same numbers in every run. */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
