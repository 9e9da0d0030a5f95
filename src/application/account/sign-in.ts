import { ok, rejected } from '../../domain/decider.ts'
import type { Scope } from '../ports/accounts.ts'
import type { Ports } from '../ports/ports.ts'
import type { Caller, UseCases } from '../use-cases.ts'
import { openSession } from './account-rules.ts'

const everyScope: readonly Scope[] = ['read', 'write', 'audit']

/** Wrong name and wrong password cannot be told apart, neither by the words nor by the time. */
export const signIn =
  (ports: Ports): UseCases['signIn'] =>
  async ({ username, password, userAgent }) => {
    const found = await ports.accounts.byUsername(username)
    const matches = await ports.secretSource.verifyPassword(password, found?.passwordHash ?? null)
    return found !== null && matches ? openSession(ports, found, userAgent) : rejected({ type: 'wrong-credentials' })
  }

export const signOut =
  (ports: Ports): UseCases['signOut'] =>
  async ({ sessionId }, caller) => {
    await ports.accounts.endSession(caller.user.id, sessionId)
    return ok(null)
  }

/** Who holds a secret. A session may do everything its user may; a token what its scopes say. */
export const authenticate =
  (ports: Ports): UseCases['authenticate'] =>
  async (secret) => {
    const caller = 'token' in secret ? await byToken(ports, secret.token) : await bySession(ports, secret.sessionSecret)
    return caller === null ? rejected({ type: 'sign-in-needed' }) : ok(caller)
  }

async function bySession(ports: Ports, secret: string): Promise<Caller | null> {
  const found = await ports.accounts.bySession(ports.secretSource.digest(secret))
  return found === null ? null : { user: found.user, via: 'session', scopes: everyScope, sessionId: found.sessionId }
}

async function byToken(ports: Ports, secret: string): Promise<Caller | null> {
  const found = await ports.accounts.byToken(ports.secretSource.digest(secret))
  return found === null ? null : { user: found.user, via: 'token', scopes: found.scopes, sessionId: null }
}
