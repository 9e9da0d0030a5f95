import { afterEach, beforeEach, it, jest } from '@jest/globals'
import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen } from '@testing-library/react'
import { useTrash } from '../api/images.ts'
import { useErase } from '../api/selection.ts'
import { useTheme } from '../ui/theme.ts'
import { toast } from '../ui/toast.ts'
import { Toaster } from '../ui/toaster.tsx'
import { createCache } from './providers.tsx'

const realFetch = globalThis.fetch
let refuse: () => void
beforeEach(() => {
  useTheme.setState({ theme: 'dark' })
  const problem = { title: 'The disk is full', code: 'no-room', status: 503 }
  const refused = { ok: false, status: 503, json: () => Promise.resolve(problem) }
  globalThis.fetch = (() => new Promise((answer) => (refuse = () => answer(refused)))) as unknown as typeof fetch
})
afterEach(() => {
  cleanup()
  globalThis.fetch = realFetch
  jest.restoreAllMocks()
})

function Picture() {
  const trash = useTrash()
  return <button onClick={() => trash.mutate('one')}>Throw away</button>
}

it('says that a picture could not be thrown away also to somebody who has left its page by then', async () => {
  const cache = createCache()
  const page = (isOpen: boolean) => (
    <QueryClientProvider client={cache}>
      <Toaster />
      {isOpen && <Picture />}
    </QueryClientProvider>
  )
  const { rerender } = render(page(true))
  act(() => screen.getByText('Throw away').click())
  await act(async () => Promise.resolve())
  rerender(page(false))
  refuse()
  await screen.findByText('The disk is full')
})

function Trash() {
  const erase = useErase(({ done }) => toast(`${done} erased`))
  return <button onClick={() => erase.mutate(['one'])}>Erase</button>
}

it('says that it went well also to somebody who has left the page by then', async () => {
  let answer: () => void = () => undefined
  const done = { ok: true, status: 200, json: () => Promise.resolve({}) }
  globalThis.fetch = (() => new Promise((heard) => (answer = () => heard(done)))) as unknown as typeof fetch
  const cache = createCache()
  const page = (isOpen: boolean) => (
    <QueryClientProvider client={cache}>
      <Toaster />
      {isOpen && <Trash />}
    </QueryClientProvider>
  )
  const { rerender } = render(page(true))
  act(() => screen.getByText('Erase').click())
  await act(async () => Promise.resolve())
  rerender(page(false))
  answer()
  await screen.findByText('1 erased')
})
