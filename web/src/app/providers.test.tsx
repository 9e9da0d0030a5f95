import { afterEach, beforeEach, describe, it, jest } from '@jest/globals'
import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen } from '@testing-library/react'
import type { ComponentType } from 'react'
import { useTrash } from '../api/images.ts'
import { useErase } from '../api/selection.ts'
import { useTheme } from '../ui/theme.ts'
import { toast } from '../ui/toast.ts'
import { Toaster } from '../ui/toaster.tsx'
import { createCache } from './providers.tsx'

const realFetch = globalThis.fetch
let answer: (status: number, body: object) => void
beforeEach(() => {
  useTheme.setState({ theme: 'dark' })
  globalThis.fetch = (() =>
    new Promise((come) => {
      answer = (status, body) => come({ ok: status < 400, status, json: () => Promise.resolve(body) })
    })) as unknown as typeof fetch
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

function Trash() {
  const erase = useErase(({ done }) => toast(`${done} erased`))
  return <button onClick={() => erase.mutate(['one'])}>Erase</button>
}

/** Presses the button of a page, and leaves it before the answer has come. */
async function pressAndLeave(Page: ComponentType, button: string): Promise<void> {
  const cache = createCache()
  const studio = (isOpen: boolean) => (
    <QueryClientProvider client={cache}>
      <Toaster />
      {isOpen && <Page />}
    </QueryClientProvider>
  )
  const { rerender } = render(studio(true))
  act(() => screen.getByText(button).click())
  await act(async () => Promise.resolve())
  rerender(studio(false))
}

describe('somebody who has left a page before its answer came', () => {
  it('is told that a picture could not be thrown away', async () => {
    await pressAndLeave(Picture, 'Throw away')
    answer(503, { title: 'The disk is full', code: 'no-room', status: 503 })
    await screen.findByText('The disk is full')
  })

  it('is told that it went well', async () => {
    await pressAndLeave(Trash, 'Erase')
    answer(200, {})
    await screen.findByText('1 erased')
  })
})
