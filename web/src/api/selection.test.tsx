import { afterEach, describe, expect, it } from '@jest/globals'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { galleryQuery, imageQuery, useFavourite, useTrash, type WireImage } from './images.ts'
import { mostAtOnce, useBulk, useErase } from './selection.ts'

const realFetch = globalThis.fetch
afterEach(() => {
  cleanup()
  globalThis.fetch = realFetch
})

type Asked = { readonly path: string; readonly body: { readonly ids: readonly string[]; readonly act: string } | null }

/** A server that does what it is asked, but for the ids it refuses. */
function serve(refused: readonly string[]): readonly Asked[] {
  const asked: Asked[] = []
  globalThis.fetch = ((path: string, init: RequestInit) => {
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Asked['body']) : null
    asked.push({ path, body })
    const results = (body?.ids ?? []).map((id) => ({ id, done: !refused.includes(id), code: null }))
    const ok = !refused.some((id) => path.includes(`/${id}?`))
    return Promise.resolve({ ok, status: ok ? 200 : 409, json: () => Promise.resolve({ results }) })
  }) as unknown as typeof fetch
  return asked
}

function shelf(ids: readonly string[]) {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const { queryKey } = galleryQuery({})
  const images = ids.map((id) => ({ id, favourite: false }) as WireImage)
  cache.setQueryData(queryKey, { pages: [{ images, nextCursor: null }], pageParams: [null] })
  const wrapper = ({ children }: { readonly children: ReactNode }) => <QueryClientProvider client={cache}>{children}</QueryClientProvider>
  return { wrapper, cache, shown: () => cache.getQueryData(queryKey)?.pages.flatMap((page) => page.images) ?? [] }
}

describe('one picture', () => {
  const one = (cache: QueryClient) => cache.getQueryData(imageQuery('a').queryKey)
  it('is known to be in the trash wherever it is shown, before any word of the server, and is not where that refuses', async () => {
    globalThis.fetch = (() => Promise.resolve({ ok: false, status: 409, json: () => Promise.resolve({}) })) as unknown as typeof fetch
    const { wrapper, cache } = shelf(['a'])
    cache.setQueryData(imageQuery('a').queryKey, { id: 'a', deletedAt: null } as WireImage)
    const { result } = renderHook(useTrash, { wrapper })
    await act(async () => {
      const going = result.current.mutateAsync('a').catch(() => undefined)
      await Promise.resolve()
      expect(one(cache)?.deletedAt).not.toBeNull()
      await going
    })
    expect(one(cache)?.deletedAt).toBeNull()
  })
  it('is hearted and unhearted in the order of the presses, however the line carries them', async () => {
    const hearts: boolean[] = []
    const answers: (() => void)[] = []
    globalThis.fetch = ((_: string, init: RequestInit) => {
      hearts.push((JSON.parse(String(init.body)) as { favourite: boolean }).favourite)
      return new Promise((answer) => answers.push(() => answer({ ok: true, status: 200, json: () => Promise.resolve({}) })))
    }) as unknown as typeof fetch
    const { wrapper } = shelf(['a'])
    const { result } = renderHook(useFavourite, { wrapper })
    await act(async () => {
      result.current.mutate({ id: 'a', favourite: true })
      result.current.mutate({ id: 'a', favourite: false })
      await new Promise((next) => setTimeout(next))
    })
    expect(hearts).toEqual([true])
    await act(async () => {
      answers[0]?.()
      await new Promise((next) => setTimeout(next))
    })
    expect(hearts).toEqual([true, false])
  })
})

describe('many pictures at once', () => {
  it('are hearted before the server has answered', async () => {
    serve([])
    const { wrapper, shown } = shelf(['a', 'b', 'c'])
    const { result } = renderHook(useBulk, { wrapper })
    await act(() => result.current.mutateAsync({ ids: ['a', 'c'], act: 'favourite' }))
    expect(shown().map(({ favourite }) => favourite)).toEqual([true, false, true])
  })
  it('leave the list when they go to the trash, and the refused ones are counted', async () => {
    serve(['b'])
    const { wrapper, shown } = shelf(['a', 'b', 'c'])
    const { result } = renderHook(useBulk, { wrapper })
    const outcome = await act(() => result.current.mutateAsync({ ids: ['a', 'b'], act: 'trash' }))
    expect(outcome).toEqual({ done: 1, refused: 1 })
    expect(shown().map(({ id }) => id)).toEqual(['c'])
  })
  it('are brought back only after they have gone, however soon Undo is pressed', async () => {
    const answers: (() => void)[] = []
    const asked: string[] = []
    globalThis.fetch = ((_: string, init: RequestInit) => {
      asked.push((JSON.parse(String(init.body)) as { act: string }).act)
      return new Promise((answer) => answers.push(() => answer({ ok: true, status: 200, json: () => Promise.resolve({ results: [] }) })))
    }) as unknown as typeof fetch
    const { wrapper } = shelf(['a'])
    const { result } = renderHook(useBulk, { wrapper })
    await act(async () => {
      result.current.mutate({ ids: ['a'], act: 'trash' })
      result.current.mutate({ ids: ['a'], act: 'restore' })
      await new Promise((next) => setTimeout(next))
    })
    expect(asked).toEqual(['trash'])
    await act(async () => {
      answers[0]?.()
      await new Promise((next) => setTimeout(next))
    })
    expect(asked).toEqual(['trash', 'restore'])
  })
  it('travel in as many requests as the server needs', async () => {
    const asked = serve([])
    const { wrapper } = shelf([])
    const { result } = renderHook(useBulk, { wrapper })
    const ids = Array.from({ length: mostAtOnce + 1 }, (_, at) => `image-${at}`)
    const outcome = await act(() => result.current.mutateAsync({ ids, act: 'restore' }))
    expect(asked.map(({ body }) => body?.ids.length)).toEqual([mostAtOnce, 1])
    expect(outcome.done).toBe(mostAtOnce + 1)
  })
})

describe('pictures that are erased', () => {
  it('are each asked for by name and for ever, and one that fails stops no other', async () => {
    const asked = serve(['b'])
    const { wrapper } = shelf(['a', 'b', 'c'])
    const { result } = renderHook(useErase, { wrapper })
    const outcome = await act(() => result.current.mutateAsync(['a', 'b', 'c']))
    expect(outcome).toEqual({ done: 2, refused: 1 })
    expect(asked.map(({ path }) => path)).toEqual(['a', 'b', 'c'].map((id) => `/api/v1/images/${id}?forever=true`))
  })
})
