import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { sessionQuery } from '../api/session.ts'
import { chooseTheme } from '../ui/theme.ts'
import { useAccountTheme } from './use-account-theme.ts'

const realFetch = globalThis.fetch
let saved: unknown = null

const userWith = (theme: string) => ({ id: 'u', username: 'mara', role: 'admin', preferences: { showNsfw: false, theme }, createdAt: '' })

beforeEach(() => {
  // jsdom has no media queries.
  window.matchMedia = (() => ({ matches: false })) as unknown as typeof window.matchMedia
  saved = null
  globalThis.fetch = ((_: unknown, init: RequestInit) => {
    saved = JSON.parse(String(init.body))
    return Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve({ user: userWith('light') }) })
  }) as unknown as typeof fetch
})
afterEach(() => {
  cleanup()
  globalThis.fetch = realFetch
})

function show(theme: string): void {
  const cache = new QueryClient()
  cache.setQueryData(sessionQuery.queryKey, { user: userWith(theme), setupNeeded: false } as never)
  const Switch = () => {
    const onClick = useAccountTheme()
    return <button onClick={onClick}>switch</button>
  }
  render(
    <QueryClientProvider client={cache}>
      <Switch />
    </QueryClientProvider>,
  )
}
const seen = (): string | undefined => document.documentElement.dataset['theme']

describe('the theme of an account', () => {
  it('is taken over from the account in a new browser', () => {
    chooseTheme('dark')
    show('light')
    expect(seen()).toBe('light')
  })
  it('that was left to the system leaves this browser as it is', () => {
    chooseTheme('light')
    show('system')
    expect(seen()).toBe('light')
  })
  it('changes at once and is remembered by the account', async () => {
    show('dark')
    fireEvent.click(screen.getByRole('button'))
    expect(seen()).toBe('light')
    await waitFor(() => expect(saved).toEqual({ theme: 'light' }))
  })
  it('stays as it was switched last while the account’s word on an earlier switch comes', async () => {
    const answers: (() => void)[] = []
    globalThis.fetch = ((_: unknown, init: RequestInit) => {
      const { theme } = JSON.parse(String(init.body)) as { readonly theme: string }
      return new Promise((come) =>
        answers.push(() => come({ ok: true, status: 200, json: () => Promise.resolve({ user: userWith(theme) }) })),
      )
    }) as unknown as typeof fetch
    const shown: (string | undefined)[] = []
    show('dark')
    fireEvent.click(screen.getByRole('button'))
    fireEvent.click(screen.getByRole('button'))
    const looking = new MutationObserver(() => shown.push(seen()))
    looking.observe(document.documentElement, { attributes: true })
    for (const at of [0, 1]) {
      await waitFor(() => expect(answers).toHaveLength(at + 1))
      await act(async () => {
        answers[at]?.()
        await new Promise((next) => setTimeout(next))
      })
    }
    looking.disconnect()
    expect([seen(), shown.includes('light')]).toEqual(['dark', false])
  })
})
