import { describe, expect, it } from '@jest/globals'
import { askedTogether } from './asked-together.ts'

/** Questions that are answered by hand, one after the other. */
function byHand() {
  const asked: string[][] = []
  const answers: ((found: ReadonlyMap<string, number> | Error) => void)[] = []
  const find = askedTogether<number>(
    (keys) =>
      new Promise((resolve, reject) => {
        asked.push([...keys])
        answers.push((found) => (found instanceof Error ? reject(found) : resolve(found)))
      }),
  )
  return { asked, find, answer: (found: ReadonlyMap<string, number> | Error) => answers.shift()?.(found) }
}

const soon = () => new Promise((resolve) => setImmediate(resolve))

describe('things that are asked for together', () => {
  it('given one alone, then it is asked for at once', async () => {
    const { asked, find, answer } = byHand()
    const one = find('a')
    await soon()
    expect(asked).toEqual([['a']])
    answer(new Map([['a', 1]]))
    expect(await one).toBe(1)
  })

  it('given a question is on its way, then those who come go with the next, each key once, even one that is being asked for', async () => {
    const { asked, find, answer } = byHand()
    const first = find('a')
    await soon()
    const later = [find('b'), find('a'), find('b'), find('c')]
    await soon()
    expect(asked).toEqual([['a']])
    answer(new Map([['a', 1]]))
    expect(await first).toBe(1)
    await soon()
    expect(asked).toEqual([['a'], ['b', 'a', 'c']])
    answer(
      new Map([
        ['a', 4],
        ['b', 2],
      ]),
    )
    expect(await Promise.all(later)).toEqual([2, 4, 2, undefined])
  })

  it('given a question fails, then it fails for those aboard, and the next is asked', async () => {
    const { asked, find, answer } = byHand()
    const lost = [find('a'), find('b')]
    await soon()
    const next = find('c')
    answer(new Error('away'))
    expect((await Promise.allSettled(lost)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await soon()
    expect(asked).toEqual([['a', 'b'], ['c']])
    answer(new Map([['c', 3]]))
    expect(await next).toBe(3)
  })
})
