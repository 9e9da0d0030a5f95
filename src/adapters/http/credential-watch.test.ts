import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import type { Caller } from '../../application/use-cases.ts'
import { credentialWatch } from './credential-watch.ts'
import { testWorld } from './test-world.ts'

const recheckMs = 5_000

beforeEach(() => void jest.useFakeTimers())
afterEach(() => void jest.useRealTimers())

describe('the watch over credentials', () => {
  it('given many streams of one session, then it is looked up once for all of them, until the last has gone', async () => {
    const { watch, looked } = watching()
    const heard: (Caller | null)[] = []
    const leave = Array.from({ length: 5 }, () => watch.watch({ sessionSecret: 'ps_session_ada' }, (caller) => heard.push(caller)))
    watch.watch({ sessionSecret: 'ps_session_bob' }, () => undefined)()
    await jest.advanceTimersByTimeAsync(recheckMs)
    expect(looked).toEqual(['ps_session_ada'])
    expect(heard.map((caller) => caller?.user.username)).toEqual(['ada', 'ada', 'ada', 'ada', 'ada'])
    for (const off of leave) off()
    await jest.advanceTimersByTimeAsync(2 * recheckMs)
    expect(looked).toHaveLength(1)
    expect(jest.getTimerCount()).toBe(0)
  })

  it('given a session that ended, or that cannot be looked up, then its streams hear of nobody', async () => {
    const { watch, state } = watching()
    const heard: (Caller | null)[] = []
    watch.watch({ sessionSecret: 'ps_session_ada' }, (caller) => heard.push(caller))
    state.signedOut.add('ada')
    await jest.advanceTimersByTimeAsync(recheckMs)
    state.away = true
    await jest.advanceTimersByTimeAsync(recheckMs)
    expect(heard).toEqual([null, null])
  })
})

function watching() {
  const { door, state } = testWorld()
  const looked: string[] = []
  const { authenticate } = door.useCases
  const outage = Object.assign(state, { away: false })
  const useCases: typeof door.useCases = {
    ...door.useCases,
    authenticate: (credential) => {
      looked.push('sessionSecret' in credential ? credential.sessionSecret : credential.token)
      return outage.away ? Promise.reject(new Error('the accounts are away')) : authenticate(credential)
    },
  }
  return { watch: credentialWatch({ ...door, useCases }), looked, state: outage }
}
