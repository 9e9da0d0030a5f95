import { ok, rejected, type Result } from '../../domain/decider.ts'
import { lengths, textFault } from '../field-faults.ts'
import type { User } from '../ports/accounts.ts'
import type { FieldFault, Refusal } from '../refusals.ts'
import type { Ports } from '../ports/ports.ts'
import type { Caller } from '../use-cases.ts'

export const usernameFault = (username: string): FieldFault | null =>
  /^[A-Za-z0-9_.-]{3,30}$/.test(username) ? null : { field: 'username', expected: '3 to 30 of A-Z a-z 0-9 _ . -', came: 'something else' }

export const passwordFault = (field: string, password: string): FieldFault | null => textFault(field, password, lengths.password)

/** Accounts and tokens are kept by people at a screen: a token that leaked must not be able to make more of itself. */
export const bySessionOnly = (caller: Caller): { readonly ok: false; readonly rejection: Refusal } | null =>
  caller.via === 'session' ? null : rejected({ type: 'scope-missing', scope: 'session' })

/** The operator at the server's own console needs no account. */
export function adminOnly(caller: Caller | 'operator'): { readonly ok: false; readonly rejection: Refusal } | null {
  if (caller === 'operator') return null
  return bySessionOnly(caller) ?? (caller.user.role === 'admin' ? null : rejected({ type: 'admin-only' }))
}

/**
 * Starts a session and answers its secret, which is stored nowhere. A password that was changed while it was compared is wrong by now: who
 * knows the old one must not get in behind the change, which ended all sessions that there were.
 */
export async function openSession(
  ports: Ports,
  { user, passwordHash }: { readonly user: User; readonly passwordHash: string },
  userAgent: string | null,
): Promise<Result<{ readonly user: User; readonly sessionSecret: string }, Refusal>> {
  const sessionSecret = ports.secretSource.mint('ps_session')
  const secretHash = ports.secretSource.digest(sessionSecret)
  const started = await ports.accounts.startSession({
    id: ports.idSource.random(),
    userId: user.id,
    passwordHash,
    secretHash,
    userAgent: userAgent?.slice(0, 200) ?? null,
  })
  return started ? ok({ user, sessionSecret }) : rejected({ type: 'wrong-credentials' })
}

/** A user that was just written is there; anything else is a broken store. */
export async function writtenUser(ports: Ports, id: string): Promise<User> {
  const user = await ports.accounts.byId(id)
  if (user === null) throw new Error('an account that was just written is gone')
  return user
}
