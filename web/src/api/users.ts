import { queryOptions, useMutation } from '@tanstack/react-query'
import type { User, UserRequest } from '../../../src/adapters/http/contract/account.ts'
import { request } from './http.ts'
import { saidAloud } from './said-aloud.ts'
import { useChange } from './use-change.ts'

/** Everybody with an account here. For admins. */
export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: async () => (await request<{ users: User[] }>('GET', '/api/v1/users')).users,
})

export function useAddUser(heard: (answer: { readonly user: User }) => void) {
  return useChange(usersQuery, (form: UserRequest) => request<{ user: User }>('POST', '/api/v1/users', { body: form }), {
    meta: saidAloud,
    heard,
  })
}

/** Gives somebody a new password; their sessions end. */
export function useResetPassword(heard: () => void) {
  return useMutation({
    meta: saidAloud,
    onSuccess: heard,
    mutationFn: ({ id, password }: { readonly id: string; readonly password: string }) =>
      request<undefined>('POST', `/api/v1/users/${id}/password`, { body: { password } }),
  })
}

export type { User, UserRequest }
