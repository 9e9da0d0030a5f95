import type { Scope, User } from '../../application/ports/accounts.ts'
import type { Refusal } from '../../application/refusals.ts'
import type { Caller, UseCases } from '../../application/use-cases.ts'
import { ids } from './test-rows.ts'

export const no = (refusal: Refusal) => Promise.resolve({ ok: false as const, rejection: refusal })
export const yes = <Value>(value: Value) => Promise.resolve({ ok: true as const, value })
export const user = (name: string): User => ({
  id: name === 'bob' ? ids.bob : name === 'root' ? ids.root : ids.ada,
  username: name,
  role: name === 'root' ? 'admin' : 'member',
  preferences: { showNsfw: false, theme: 'system' },
  createdAt: '2026-01-01T00:00:00.000Z',
})

type AccountUseCases =
  | 'setUpNeeded'
  | 'setUp'
  | 'signIn'
  | 'signOut'
  | 'authenticate'
  | 'sessions'
  | 'setPreferences'
  | 'changePassword'
  | 'createToken'
  | 'tokens'
  | 'removeToken'
  | 'users'
  | 'addUser'
  | 'resetPassword'

/** Ada and Bob are members, root is an admin; secrets carry their names. */
export function accountUseCases(state: { readonly calls: string[]; readonly signedOut: Set<string> }): Pick<UseCases, AccountUseCases> {
  const token = {
    id: ids.token,
    userId: ids.ada,
    name: 'script',
    scopes: ['read'] as const,
    tail: 'abcd',
    createdAt: '2026-01-01T00:00:00.000Z',
    lastUsedAt: null,
  }
  const called = (name: string) => state.calls.push(name)
  return {
    setUpNeeded: () => Promise.resolve(false),
    setUp: () => no({ type: 'setup-closed' }),
    signIn: ({ username, password }) =>
      password === 'correct horse'
        ? yes({ user: user(username), sessionSecret: `ps_session_${username}` })
        : no({ type: 'wrong-credentials' }),
    signOut: (_input, caller) => {
      called('signOut')
      state.signedOut.add(caller.user.username)
      return yes(null)
    },
    authenticate: (credential) => authenticated(credential, state.signedOut),
    sessions: (caller) =>
      Promise.resolve([
        {
          id: caller.sessionId ?? '',
          userId: caller.user.id,
          createdAt: '2026-01-01T00:00:00.000Z',
          lastSeenAt: '2026-01-01T00:00:00.000Z',
          userAgent: null,
        },
      ]),
    setPreferences: (input, caller) => yes({ ...caller.user, preferences: { ...caller.user.preferences, ...input } }),
    changePassword: () => (called('changePassword'), yes(null)),
    createToken: () => (called('createToken'), yes({ token, secret: 'ps_token_new' })),
    tokens: () => Promise.resolve([token]),
    removeToken: ({ tokenId }, caller) =>
      tokenId === ids.token && caller.user.id === ids.ada ? (called('removeToken'), yes(null)) : no({ type: 'not-found' }),
    users: () => yes([user('ada')]),
    addUser: ({ username }) => (called('addUser'), yes(user(username))),
    resetPassword: ({ userId }) => (userId === ids.bob ? (called('resetPassword'), yes(null)) : no({ type: 'not-found' })),
  }
}

function authenticated(credential: Parameters<UseCases['authenticate']>[0], signedOut: ReadonlySet<string>) {
  if ('sessionSecret' in credential) {
    const name = /^ps_session_(ada|bob|root)$/.exec(credential.sessionSecret)?.[1]
    if (name === undefined || signedOut.has(name)) return no({ type: 'sign-in-needed' })
    return yes<Caller>({ user: user(name), via: 'session', scopes: ['read', 'write', 'audit'], sessionId: ids.session })
  }
  const [, name, scopes] = /^ps_token_(ada|bob)_([a-z+]+)$/.exec(credential.token) ?? []
  if (name === undefined || scopes === undefined) return no({ type: 'sign-in-needed' })
  const known = scopes.split('+').filter((scope): scope is Scope => scope === 'read' || scope === 'write' || scope === 'audit')
  return yes<Caller>({ user: user(name), via: 'token', scopes: known, sessionId: null })
}
