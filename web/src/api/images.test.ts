import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { QueryClient } from '@tanstack/react-query'
import { imageQuery, lineageQuery } from './images.ts'

const realFetch = globalThis.fetch
let asked: string[]
beforeEach(() => {
  asked = []
  globalThis.fetch = ((path: string) => {
    asked.push(path)
    return Promise.resolve({ ok: false, status: 404, json: () => Promise.resolve({ title: 'Not found', code: 'not-found' }) })
  }) as unknown as typeof fetch
})
afterEach(() => {
  globalThis.fetch = realFetch
})

const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })

describe.each([
  ['a picture', (id: string) => cache.fetchQuery(imageQuery(id)), ''],
  ['a family', (id: string) => cache.fetchQuery(lineageQuery(id)), '/lineage'],
])('%s by the id of an address', (_what, find, part) => {
  it.each(['ids', 'facets', '../session', 'nope', ''])('is none, and nothing is asked, where that is no id: %p', async (id) => {
    expect(await find(id)).toBeNull()
    expect(asked).toEqual([])
  })
  it('is none where the server knows no such picture', async () => {
    const id = '00000000-0000-4000-8000-00000000000a'
    expect(await find(id)).toBeNull()
    expect(asked).toEqual([`/api/v1/images/${id}${part}`])
  })
})
