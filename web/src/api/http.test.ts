import { afterEach, describe, expect, it } from '@jest/globals'
import { ApiFailure, request } from './http.ts'

const realFetch = globalThis.fetch
afterEach(() => {
  globalThis.fetch = realFetch
})

const answerWith = (status: number, json: () => Promise<unknown>): void => {
  globalThis.fetch = (() => Promise.resolve({ ok: status < 400, status, json })) as unknown as typeof fetch
}

describe('an answer of the server', () => {
  it('that breaks off on its way is no answer, and not an empty one', async () => {
    answerWith(200, () => Promise.reject(new TypeError('network error')))
    await expect(request('GET', '/api/v1/images/a')).rejects.toMatchObject({ name: 'ApiFailure', status: 0, problem: null })
  })
  it('that breaks off because nobody wants it any more is no failure of the server', async () => {
    const left = new AbortController()
    answerWith(200, () => {
      left.abort()
      return Promise.reject(left.signal.reason as Error)
    })
    const reading = request('GET', '/api/v1/images', { signal: left.signal })
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
    await expect(reading).rejects.not.toBeInstanceOf(ApiFailure)
  })
  it('that refuses without a problem that can be read is told by its status', async () => {
    answerWith(502, () => Promise.reject(new SyntaxError('<html>')))
    await expect(request('GET', '/api/v1/images')).rejects.toMatchObject({ status: 502, problem: null })
  })
})
