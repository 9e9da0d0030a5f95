import { describe, expect, it } from '@jest/globals'
import { circuit } from './circuit.ts'

describe('a circuit', () => {
  const time = { ms: 0 }
  const opened = () => {
    const one = circuit({ now: () => time.ms }, 1_000)
    for (let failure = 0; failure < 3; failure += 1) one.failed()
    return one
  }

  it('given two failures and an answer between, then nothing happens', () => {
    const one = circuit({ now: () => time.ms }, 1_000)
    for (const act of [one.failed, one.failed, one.answered, one.failed, one.failed]) act()
    expect([one.state(), one.admits()]).toEqual(['closed', true])
  })

  it('given three failures in a row, then it admits nothing until its rest is over, and then one question', () => {
    const one = opened()
    expect([one.state(), one.admits()]).toEqual(['open', false])
    time.ms += 1_000
    expect([one.state(), one.admits(), one.admits()]).toEqual(['half-open', true, false])
  })

  it('given that the one question fails, then it rests again; given that it is answered, then a single failure is too much', () => {
    const one = opened()
    time.ms += 1_000
    one.admits()
    one.failed()
    expect(one.state()).toBe('open')
    time.ms += 1_000
    one.admits()
    one.answered()
    expect([one.state(), one.admits(), one.admits()]).toEqual(['probation', true, true])
    one.failed()
    expect(one.state()).toBe('open')
  })

  it('given a run that has begun, then the probation is over', () => {
    const one = opened()
    time.ms += 1_000
    one.admits()
    one.answered()
    one.proved()
    one.failed()
    expect(one.state()).toBe('closed')
  })
})
