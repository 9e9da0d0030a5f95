import { expect, it } from '@jest/globals'
import { allUntilOneBreaks, closeAll } from './running-parts.ts'

const untilStopped = (stop: AbortController, ended: string[], name: string): Promise<void> =>
  new Promise((resolve) =>
    stop.signal.addEventListener('abort', () => {
      ended.push(name)
      resolve()
    }),
  )

it('given one part breaks, then the others are stopped, and its reason comes last', async () => {
  const stop = new AbortController()
  const ended: string[] = []
  const broken = Promise.reject(new Error('no views any more'))
  await expect(allUntilOneBreaks([untilStopped(stop, ended, 'worker'), broken], stop)).rejects.toThrow('no views any more')
  expect(ended).toEqual(['worker'])
})

it('given a stop from outside, then nothing is thrown', async () => {
  const stop = new AbortController()
  const ended: string[] = []
  const all = allUntilOneBreaks([untilStopped(stop, ended, 'worker'), untilStopped(stop, ended, 'views')], stop)
  stop.abort()
  await expect(all).resolves.toBeUndefined()
  expect(ended).toEqual(['worker', 'views'])
})

it('given something does not close, then what was opened before it is closed all the same', async () => {
  const closed: string[] = []
  const told: string[] = []
  const close = (name: string) => async (): Promise<void> => void closed.push(name)
  const stuck = (): Promise<void> => Promise.reject(new Error('stuck'))
  await closeAll([close('database'), stuck, close('door')], { error: (_message, fields) => told.push(fields?.error ?? '') })
  expect(closed).toEqual(['door', 'database'])
  expect(told).toEqual(['Error: stuck'])
})
