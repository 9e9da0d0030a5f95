import { z } from 'zod'
import { id, orNull, text, time, words } from './text.ts'

const username = z.string().regex(/^[A-Za-z0-9_.-]{3,30}$/, { error: 'expected 3 to 30 of A-Z a-z 0-9 _ . -' })
const password = text(10, 128)
export const role = z.enum(['member', 'admin'])
export const scope = z.enum(['read', 'write', 'audit'])

export const preferences = z.strictObject({ showNsfw: z.boolean(), theme: z.enum(['system', 'dark', 'light']) })
export const preferenceChanges = preferences.partial().meta({ id: 'PreferenceChanges' })
export const user = z.strictObject({ id, username: z.string(), role, preferences, createdAt: time }).meta({ id: 'User' })
export const userAnswer = z.strictObject({ user }).meta({ id: 'UserAnswer' })
export const userList = z.strictObject({ users: z.array(user) }).meta({ id: 'UserList' })

export const setupNeeded = z.strictObject({ needed: z.boolean() }).meta({ id: 'SetupNeeded' })
export const credentials = z.strictObject({ username, password }).meta({ id: 'Credentials' })
/**
 * Who one is: `user` is null for nobody; `setupNeeded` while no account exists. `position`, for somebody: an event stream that goes on from
 * there (`lastEventId`) tells all that any list read after this answer may lack. Absent while it cannot be told.
 */
export const session = z
  .strictObject({ user: orNull(user), setupNeeded: z.boolean(), position: z.string().optional() })
  .meta({ id: 'Session' })
/** Where one is signed in; `current` is the session that asks. */
export const sessionList = z
  .strictObject({
    sessions: z.array(z.strictObject({ id, createdAt: time, lastSeenAt: time, userAgent: z.string().nullable(), current: z.boolean() })),
  })
  .meta({ id: 'SessionList' })
/** Signing in takes any text, so that it tells nobody what a password looks like here. */
export const signIn = z.strictObject({ username: text(1, 200), password: text(1, 1000) }).meta({ id: 'SignIn' })
export const passwordChange = z.strictObject({ current: text(1, 1000), next: password }).meta({ id: 'PasswordChange' })

export const token = z
  .strictObject({ id, name: z.string(), scopes: z.array(scope), tail: z.string(), createdAt: time, lastUsedAt: time.nullable() })
  .meta({ id: 'Token' })
export const tokenList = z.strictObject({ tokens: z.array(token) }).meta({ id: 'TokenList' })
export const tokenRequest = z
  .strictObject({
    name: words(1, 80),
    scopes: z
      .array(scope)
      .min(1)
      .max(3)
      .refine((scopes) => new Set(scopes).size === scopes.length, { error: 'expected each scope once' }),
  })
  .meta({ id: 'TokenRequest' })
/** `secret` is shown this once. */
export const tokenMade = z.strictObject({ token, secret: z.string() }).meta({ id: 'TokenMade' })

export const userRequest = z.strictObject({ username, password, role: role.default('member') }).meta({ id: 'UserRequest' })
export const passwordReset = z.strictObject({ password }).meta({ id: 'PasswordReset' })

export type User = z.infer<typeof user>
export type Preferences = z.infer<typeof preferences>
export type Session = z.infer<typeof session>
export type SessionList = z.infer<typeof sessionList>
export type Credentials = z.input<typeof credentials>
export type PasswordChange = z.input<typeof passwordChange>
export type Token = z.infer<typeof token>
export type TokenRequest = z.input<typeof tokenRequest>
export type TokenMade = z.infer<typeof tokenMade>
export type UserRequest = z.input<typeof userRequest>
