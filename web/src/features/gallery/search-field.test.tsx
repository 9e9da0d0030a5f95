import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { SearchField } from './search-field.tsx'

beforeEach(() => void jest.useFakeTimers())
afterEach(() => void jest.useRealTimers())

const asked: string[] = []
let goTo: (words: string) => void = () => undefined

/** A page whose address takes a moment to follow, like every one with a long list to draw. */
function Page({ lateMs }: { readonly lateMs: number }) {
  const [address, setAddress] = useState('')
  goTo = setAddress
  const search = (words: string): void => {
    asked.push(words)
    setTimeout(() => setAddress(words), lateMs)
  }
  return <SearchField value={address} onSearch={search} />
}

function typing(lateMs = 0) {
  asked.length = 0
  render(<Page lateMs={lateMs} />)
  const field = screen.getByRole<HTMLInputElement>('searchbox')
  const type = (value: string): boolean => fireEvent.change(field, { target: { value } })
  const wait = (ms: number): void => act(() => void jest.advanceTimersByTime(ms))
  return { field, type, wait }
}

describe('the words of a search', () => {
  it('keep the space at their end while the next one is thought of, which is no other search', () => {
    const { field, type, wait } = typing()
    type('red ')
    wait(2_000)
    expect(field.value).toBe('red ')
    expect(asked).toEqual(['red'])
  })
  it('lose no letter that was typed before the address followed', () => {
    const { field, type, wait } = typing(400)
    type('re')
    wait(300)
    type('red')
    // By now the address has said the first two letters back.
    wait(450)
    expect(field.value).toBe('red')
    wait(2_000)
    expect(field.value).toBe('red')
    expect(asked).toEqual(['re', 'red'])
  })
  it('are those of the address once it leads elsewhere', () => {
    const { field, type, wait } = typing()
    type('red')
    wait(2_000)
    act(() => goTo(''))
    expect(field.value).toBe('')
    wait(2_000)
    expect(asked).toEqual(['red'])
  })
})
