import type { ApiToken } from '../../../application/ports/accounts.ts'
import type { Token } from '../contract/account.ts'
import {
  passwordChange,
  passwordReset,
  preferenceChanges,
  sessionList,
  tokenList,
  tokenMade,
  tokenRequest,
  userAnswer,
  userList,
  userRequest,
} from '../contract/account.ts'
import type { Door, Route } from '../route.ts'
import { json, refuse, route } from '../route.ts'

/** Accounts and tokens are reached by session only: a stolen token must not make more of its kind. */
export const accountRoutes = (door: Door): readonly Route[] => [...ownAccount(door), ...ownSessions(door), ...tokens(door), ...users(door)]

const own = { tag: 'Accounts', access: 'session' } as const
const ofAdmin = { tag: 'Accounts', access: 'admin' } as const

const ownAccount = (door: Door): readonly Route[] => [
  route({
    ...own,
    access: 'read',
    method: 'get',
    path: '/api/v1/me',
    rate: 'read',
    summary: 'One’s own account and preferences',
    answers: { 200: { what: 'The user', schema: userAnswer } },
    handle: ({ caller }) => Promise.resolve(json(200, { user: caller.user })),
  }),
  route({
    ...own,
    method: 'patch',
    path: '/api/v1/me',
    rate: 'write',
    summary: 'Change preferences: see nsfw pictures or not, theme',
    body: preferenceChanges,
    answers: { 200: { what: 'The user', schema: userAnswer } },
    handle: async ({ body, caller }) => {
      const answer = await door.useCases.setPreferences(
        { ...(body.showNsfw === undefined ? {} : { showNsfw: body.showNsfw }), ...(body.theme === undefined ? {} : { theme: body.theme }) },
        caller,
      )
      return answer.ok ? json(200, { user: answer.value }) : refuse(answer.rejection)
    },
  }),
  route({
    ...own,
    method: 'post',
    path: '/api/v1/me/password',
    // Counted like signing in: the current password must not be guessed here either.
    rate: 'sign-in',
    summary: 'Change one’s password; every other session ends',
    body: passwordChange,
    answers: { 204: { what: 'Changed; this browser has a new session' } },
    handle: async ({ body, caller, request }) => {
      const answer = await door.useCases.changePassword(body, caller)
      if (!answer.ok) return refuse(answer.rejection)
      const again = await door.useCases.signIn({
        username: caller.user.username,
        password: body.next,
        userAgent: request.get('user-agent')?.slice(0, 300) ?? null,
      })
      return { kind: 'empty', session: { secret: again.ok ? again.value.sessionSecret : null } }
    },
  }),
]

const ownSessions = (door: Door): readonly Route[] => [
  route({
    ...own,
    method: 'get',
    path: '/api/v1/me/sessions',
    rate: 'read',
    summary: 'Where one is signed in',
    answers: { 200: { what: 'The sessions', schema: sessionList } },
    handle: async ({ caller }) => {
      const sessions = await door.useCases.sessions(caller)
      return json(200, {
        sessions: sessions.map(({ id, createdAt, lastSeenAt, userAgent }) => ({
          id,
          createdAt,
          lastSeenAt,
          userAgent,
          current: id === caller.sessionId,
        })),
      })
    },
  }),
  route({
    ...own,
    method: 'delete',
    path: '/api/v1/me/sessions/:id',
    rate: 'write',
    summary: 'End one of one’s own sessions',
    answers: { 204: { what: 'Ended' } },
    handle: async ({ caller, params }) => {
      const sessionId = params.id ?? ''
      if (!(await door.useCases.sessions(caller)).some(({ id }) => id === sessionId)) return refuse({ type: 'not-found' })
      const answer = await door.useCases.signOut({ sessionId }, caller)
      return answer.ok ? { kind: 'empty' } : refuse(answer.rejection)
    },
  }),
]

const tokens = (door: Door): readonly Route[] => [
  route({
    ...own,
    method: 'get',
    path: '/api/v1/tokens',
    rate: 'read',
    summary: 'One’s own API tokens, without their secrets',
    answers: { 200: { what: 'The tokens', schema: tokenList } },
    handle: async ({ caller }) => json(200, { tokens: (await door.useCases.tokens(caller)).map(tokenOf) }),
  }),
  route({
    ...own,
    method: 'post',
    path: '/api/v1/tokens',
    rate: 'write',
    summary: 'Make an API token; its secret is shown this once',
    body: tokenRequest,
    answers: { 201: { what: 'The token and its secret', schema: tokenMade } },
    handle: async ({ body, caller }) => {
      const answer = await door.useCases.createToken(body, caller)
      return answer.ok ? json(201, { token: tokenOf(answer.value.token), secret: answer.value.secret }) : refuse(answer.rejection)
    },
  }),
  route({
    ...own,
    method: 'delete',
    path: '/api/v1/tokens/:id',
    rate: 'write',
    summary: 'Remove an API token; it opens nothing from then on',
    answers: { 204: { what: 'Removed' } },
    handle: async ({ caller, params }) => {
      const answer = await door.useCases.removeToken({ tokenId: params.id ?? '' }, caller)
      return answer.ok ? { kind: 'empty' } : refuse(answer.rejection)
    },
  }),
]

const users = (door: Door): readonly Route[] => [
  route({
    ...ofAdmin,
    method: 'get',
    path: '/api/v1/users',
    rate: 'read',
    summary: 'Admin: all users',
    answers: { 200: { what: 'The users', schema: userList } },
    handle: async ({ caller }) => {
      const answer = await door.useCases.users(caller)
      return answer.ok ? json(200, { users: answer.value }) : refuse(answer.rejection)
    },
  }),
  route({
    ...ofAdmin,
    method: 'post',
    path: '/api/v1/users',
    rate: 'write',
    summary: 'Admin: add a user',
    body: userRequest,
    answers: { 201: { what: 'The user', schema: userAnswer } },
    handle: async ({ body, caller }) => {
      const answer = await door.useCases.addUser(body, caller)
      return answer.ok ? json(201, { user: answer.value }) : refuse(answer.rejection)
    },
  }),
  route({
    ...ofAdmin,
    method: 'post',
    path: '/api/v1/users/:id/password',
    rate: 'write',
    summary: 'Admin: give a user a new password; their sessions end',
    body: passwordReset,
    answers: { 204: { what: 'Reset' } },
    handle: async ({ body, caller, params }) => {
      const answer = await door.useCases.resetPassword({ userId: params.id ?? '', password: body.password }, caller)
      return answer.ok ? { kind: 'empty' } : refuse(answer.rejection)
    },
  }),
]

const tokenOf = ({ id, name, scopes, tail, createdAt, lastUsedAt }: ApiToken): Token => ({
  id,
  name,
  scopes: [...scopes],
  tail,
  createdAt,
  lastUsedAt,
})
