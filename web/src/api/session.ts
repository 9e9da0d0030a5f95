import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { Credentials, Preferences, Session, SessionList, User } from '../../../src/adapters/http/contract/account.ts'
import { request } from './http.ts'
import { forgetWork, ownWorkOf } from './own-work.ts'
import { saidAloud } from './said-aloud.ts'
import { useChange } from './use-change.ts'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => request<Session>('GET', '/api/v1/session'),
  staleTime: 5 * 60_000,
})

/** Whether anything that is fetched now would come. */
export const isServerThere = (): Promise<boolean> =>
  request('GET', '/api/v1/session').then(
    () => true,
    () => false,
  )

/** Makes the first account; its owner is signed in. */
export function useSetUp() {
  return useEntry((credentials: Credentials) => request<{ user: User }>('POST', '/api/v1/setup', { body: credentials }))
}

export function useSignIn() {
  return useEntry((credentials: Credentials) => request<{ user: User }>('POST', '/api/v1/session', { body: credentials }))
}

export function useSignOut() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => request<undefined>('DELETE', '/api/v1/session'),
    onSuccess: async () => {
      await forgetWork()
      forgetAll(cache)
      cache.setQueryData<Session>(sessionQuery.queryKey, { user: null, setupNeeded: false })
    },
  })
}

const preferences = ['preferences']

/** The server hears of choices in the order in which they were made, and its word on one counts until another is made. */
export function useChangePreferences() {
  const cache = useQueryClient()
  return useMutation({
    mutationKey: preferences,
    scope: { id: 'preferences' },
    mutationFn: (changes: Partial<Preferences>) => request<{ user: User }>('PATCH', '/api/v1/me', { body: changes }),
    onSuccess: ({ user }, { showNsfw }) => {
      const isLast = cache.isMutating({ mutationKey: preferences }) === 1
      if (isLast) cache.setQueryData<Session>(sessionQuery.queryKey, { user, setupNeeded: false })
      if (showNsfw === undefined) return
      void cache.invalidateQueries({ queryKey: ['images'] })
      void cache.invalidateQueries({ queryKey: ['image'] })
    },
    onError: () => cache.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  })
}

/** Whoever comes in finds nothing of somebody else's, neither in the cache nor in the browser. */
function useEntry(enter: (credentials: Credentials) => Promise<{ user: User }>) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: enter,
    onSuccess: async ({ user }) => {
      await ownWorkOf(user.id)
      forgetAll(cache)
      cache.setQueryData<Session>(sessionQuery.queryKey, { user, setupNeeded: false })
    },
  })
}

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async () => (await request<SessionList>('GET', '/api/v1/me/sessions')).sessions,
})

export function useEndSession() {
  return useChange(sessionsQuery, (id: string) => request<undefined>('DELETE', `/api/v1/me/sessions/${id}`), { meta: saidAloud })
}

/** Everything but the session itself, which screens are watching. */
function forgetAll(cache: QueryClient): void {
  cache.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] })
}
