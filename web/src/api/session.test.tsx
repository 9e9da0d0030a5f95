import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { ownWorkName } from './own-work.ts'
import { isStillOwner, onOtherOwner } from './owner.ts'
import { useSignIn, useSignOut } from './session.ts'

const realFetch = globalThis.fetch
beforeEach(() => {
  localStorage.clear()
  // jsdom has no databases, which is said each time.
  jest.spyOn(console, 'info').mockImplementation(() => undefined)
})
afterEach(() => {
  cleanup()
  globalThis.fetch = realFetch
  jest.restoreAllMocks()
})

const wrapper = ({ children }: { readonly children: ReactNode }) => (
  <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
)

async function enterAs(id: string): Promise<void> {
  globalThis.fetch = (() => Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve({ user: { id } }) })) as never
  const { result } = renderHook(useSignIn, { wrapper })
  await act(() => result.current.mutateAsync({ username: id, password: 'a-long-password' }))
}

async function leave(): Promise<void> {
  globalThis.fetch = (() => Promise.resolve({ ok: true, status: 204 })) as never
  const { result } = renderHook(useSignOut, { wrapper })
  await act(() => result.current.mutateAsync())
}

const write = (): void => localStorage.setItem(ownWorkName, 'hair in a bun')
const left = (): string | null => localStorage.getItem(ownWorkName)

describe('what somebody has written in this browser', () => {
  it('goes with the sign-out', async () => {
    await enterAs('mara')
    write()
    await leave()
    expect(left()).toBeNull()
  })
  it('waits for the same person when a session ends by itself', async () => {
    await enterAs('mara')
    write()
    await enterAs('mara')
    expect(left()).toBe('hair in a bun')
  })
  it('is not there for anybody else who comes in', async () => {
    await enterAs('mara')
    write()
    await enterAs('iris')
    expect(left()).toBeNull()
  })
  it('makes no other window begin afresh but where somebody else came in', () => {
    let heard = 0
    const stop = onOtherOwner(() => (heard += 1))
    const tell = (change: StorageEventInit) => window.dispatchEvent(new StorageEvent('storage', change))
    tell({ key: ownWorkName, oldValue: 'hair in a bun', newValue: null })
    tell({ key: 'persona-owner', oldValue: 'mara', newValue: 'mara' })
    expect(heard).toBe(0)
    tell({ key: 'persona-owner', oldValue: 'mara', newValue: 'iris' })
    expect(heard).toBe(1)
    stop()
    tell({ key: 'persona-owner', oldValue: 'iris', newValue: 'mara' })
    expect(heard).toBe(1)
  })
  it('may not be added to once another window of this browser is somebody else’s, nor while it is handed over', async () => {
    await enterAs('mara')
    expect(isStillOwner()).toBe(true)
    for (const now of ['', 'iris']) {
      localStorage.setItem('persona-owner', now)
      expect(isStillOwner()).toBe(false)
    }
    await enterAs('iris')
    expect(isStillOwner()).toBe(true)
  })
})
