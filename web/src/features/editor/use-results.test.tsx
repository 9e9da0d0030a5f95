import { afterEach, expect, it } from '@jest/globals'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { imageQuery, type WireImage } from '../../api/images.ts'
import { jobsQuery, type Job } from '../../api/jobs.ts'
import { EditorContext, editorStore } from './editor-state.ts'
import { useLastingResult, useResults, type ResultPlace } from './use-results.ts'

const realFetch = globalThis.fetch
afterEach(() => void (globalThis.fetch = realFetch))

const pictures: Readonly<Record<string, string>> = {
  kept: '00000000-0000-4000-8000-00000000000a',
  erased: '00000000-0000-4000-8000-00000000000b',
  'thrown-away': '00000000-0000-4000-8000-00000000000c',
}
const source = { id: 'source' } as WireImage
const edit = (id: string, over: Partial<Job>): Job =>
  ({ id, kind: 'edit', sourceImageId: 'source', state: 'completed', status: 'completed', imageIds: [pictures[id] ?? ''], ...over }) as Job
const jobs = [edit('kept', {}), edit('erased', {}), edit('thrown-away', {}), edit('running', { state: 'running', imageIds: [] })]

/** All but the erased picture are there; one lies in the trash. */
const answer = (path: unknown): Promise<unknown> => {
  const id = String(path).split('/').at(-1) ?? ''
  if (id === pictures['erased'])
    return Promise.resolve({ ok: false, status: 404, json: () => Promise.resolve({ title: 'none', code: 'not-found' }) })
  const image = { id, deletedAt: id === pictures['thrown-away'] ? '2026-11-23T10:00:00.000Z' : null }
  return Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve(image) })
}

it('shows no place for a result that was erased or thrown away', async () => {
  globalThis.fetch = answer as typeof fetch
  const cache = new QueryClient()
  cache.setQueryData(jobsQuery.queryKey, jobs)
  const wrapper = ({ children }: { readonly children: ReactNode }) => <QueryClientProvider client={cache}>{children}</QueryClientProvider>
  const { result } = renderHook(() => useResults(source), { wrapper })
  await waitFor(() => expect(result.current.places.map(({ job }) => job.id)).toEqual(['running', 'kept']))
  expect(cache.getQueryData(imageQuery(pictures['erased'] ?? '').queryKey)).toBeNull()
})

it('lets the stage be painted on again when the result that is looked at goes', () => {
  const place = (id: string): ResultPlace => ({ job: edit(id, {}), image: { id } as WireImage })
  const store = editorStore()
  store.setState({ shownImageId: 'b', comparing: true })
  const wrapper = ({ children }: { readonly children: ReactNode }) => <EditorContext value={store}>{children}</EditorContext>
  const { rerender } = renderHook(useLastingResult, { wrapper, initialProps: { places: [place('a'), place('b')] } })
  expect(store.getState().shownImageId).toBe('b')
  rerender({ places: [place('a')] })
  expect(store.getState()).toMatchObject({ shownImageId: null, comparing: false })
})
