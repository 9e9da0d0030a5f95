import { describe, expect, it } from '@jest/globals'
import type { StateAnswer } from '../../api/audit.ts'
import { factsOf } from './state-facts.ts'

const answer = (status: string, state: Record<string, unknown>): StateAnswer => ({ id: 'x', stream: 's', status, event: null, state })
const read = (status: string, state: Record<string, unknown>) =>
  Object.fromEntries(factsOf(answer(status, state)).map(({ name, value }) => [name, value]))

describe('what can be read of a state', () => {
  it('given a picture, then who made it, how large it is and how much was repainted', () => {
    const facts = {
      assetId: 'a',
      jobId: 'j',
      origin: 'edited',
      width: 832,
      height: 1472,
      coveredPixels: 48,
      totalPixels: 1000,
      params: { seed: 7 },
    }
    expect(read('active', { facts, favourite: false })).toEqual({
      picture: 'a',
      job: 'j',
      origin: 'An edit',
      size: '832 × 1472',
      seed: '7',
      coverage: '4.8%',
      favourite: 'Not at this moment',
    })
  })
  it('given a job, then its try, its machine and its mask', () => {
    const request = { jobId: 'j', params: { seed: 7, width: 10, height: 20 }, mask: { coveredPixels: 1, totalPixels: 2 } }
    expect(read('running', { request, attempts: 2, current: { backendId: 'first' } })).toMatchObject({
      job: 'j',
      attempt: '2',
      engine: 'first',
      coverage: '50%',
    })
  })
  it('given nothing yet, or fields of another kind, then nothing is made up', () => {
    expect(factsOf(answer('none', {}))).toEqual([])
    expect(factsOf(answer('active', { facts: 'gone', favourite: 'perhaps' }))).toEqual([])
  })
})
