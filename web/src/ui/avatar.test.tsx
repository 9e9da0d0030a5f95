import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, waitFor } from '@testing-library/react'
import type { Character } from '../api/characters.ts'
import { Avatar } from './avatar.tsx'

const before = { fetch: globalThis.fetch, IntersectionObserver: globalThis.IntersectionObserver }
const watched: { readonly at: Element; readonly tell: (isIntersecting: boolean) => void }[] = []
let asked: string[] = []

beforeEach(() => {
  watched.length = 0
  asked = []
  globalThis.IntersectionObserver = class {
    private readonly tell: (isIntersecting: boolean) => void
    constructor(hear: (entries: { isIntersecting: boolean }[]) => void) {
      this.tell = (isIntersecting) => hear([{ isIntersecting }])
    }
    observe(at: Element): void {
      watched.push({ at, tell: this.tell })
    }
    disconnect(): void {}
  } as unknown as typeof IntersectionObserver
  globalThis.fetch = ((url: string) => {
    asked.push(new URL(url, location.href).searchParams.get('characterId') ?? '')
    return Promise.resolve({
      ok: true,
      status: 200,
      json: () => Promise.resolve({ images: [{ id: 'p', hidden: false }], nextCursor: null }),
    })
  }) as unknown as typeof fetch
})
afterEach(() => {
  cleanup()
  Object.assign(globalThis, before)
})

const people = ['mara', 'iris', 'nova'].map((id) => ({ id, name: id, referenceUrl: null }) as Character)

describe('the faces of a long list', () => {
  it('are asked for one by one as they come into sight, and stay', async () => {
    const { container } = render(
      <QueryClientProvider client={new QueryClient()}>
        {people.map((character) => (
          <Avatar key={character.id} character={character} />
        ))}
      </QueryClientProvider>,
    )
    expect(watched).toHaveLength(3)
    act(() => watched.forEach(({ tell }, at) => tell(at === 1)))
    await waitFor(() => expect(container.querySelectorAll('img')).toHaveLength(1))
    expect(asked).toEqual(['iris'])
  })
  it('are not asked for where there is a reference, until that is taken away', () => {
    const cache = new QueryClient()
    const faceOf = (referenceUrl: string | null) => (
      <QueryClientProvider client={cache}>
        <Avatar character={{ ...people[0], referenceUrl } as Character} />
      </QueryClientProvider>
    )
    const { container, rerender } = render(faceOf('https://studio.test/face'))
    expect([container.querySelector('img')?.getAttribute('src'), watched.length, asked.length]).toEqual(['/face', 0, 0])
    rerender(faceOf(null))
    expect(watched).toHaveLength(1)
  })
})
