import { describe, expect, it } from '@jest/globals'
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { Known } from './settings-card.tsx'

const queryKey = ['facts']

/** A card whose facts cannot be read from now on. */
function show(known: string | undefined): QueryClient {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  if (known !== undefined) cache.setQueryData(queryKey, known, { updatedAt: 0 })
  const Card = () => (
    <Known query={useQuery<string>({ queryKey, queryFn: () => Promise.reject(new Error('away')) })}>{(facts) => facts}</Known>
  )
  render(
    <QueryClientProvider client={cache}>
      <Card />
    </QueryClientProvider>,
  )
  return cache
}

describe('a card whose facts cannot be read', () => {
  it('says so where there are none', async () => {
    show(undefined)
    await screen.findByRole('button', { name: 'Try again' })
  })
  it('goes on showing those that are there', async () => {
    const cache = show('two sessions')
    await waitFor(() => expect(cache.getQueryState(queryKey)?.status).toBe('error'))
    expect(screen.getByText('two sessions')).toBeDefined()
  })
})
