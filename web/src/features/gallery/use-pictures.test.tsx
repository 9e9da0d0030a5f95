import { afterEach, describe, expect, it } from '@jest/globals'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { stretchQuery, type WireImage } from '../../api/images.ts'
import { usePictures } from './use-pictures.ts'

const realFetch = globalThis.fetch
afterEach(() => void (globalThis.fetch = realFetch))

const filters = {}
function show(images: readonly WireImage[] | undefined) {
  globalThis.fetch = () => Promise.reject(new TypeError('no line'))
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const { queryKey } = stretchQuery(filters, null)
  if (images !== undefined) cache.setQueryData(queryKey, images, { updatedAt: 0 })
  const wrapper = ({ children }: { readonly children: ReactNode }) => <QueryClientProvider client={cache}>{children}</QueryClientProvider>
  const { result } = renderHook(() => usePictures(filters, undefined), { wrapper })
  return { result, failed: () => waitFor(() => expect(cache.getQueryState(queryKey)?.status).toBe('error')) }
}

describe('pictures that cannot be read', () => {
  it('are told where nothing is known of them', async () => {
    const { result, failed } = show(undefined)
    await failed()
    await waitFor(() => expect(result.current.error).not.toBeNull())
  })
  it('stay on the screen where they are there already', async () => {
    const { result, failed } = show([{ id: 'a' } as WireImage])
    await failed()
    expect([result.current.error, result.current.known.has('a')]).toEqual([null, true])
  })
})
