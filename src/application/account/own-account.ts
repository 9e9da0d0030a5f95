import { ok, rejected } from '../../domain/decider.ts'
import { faulty, oneOfFault } from '../field-faults.ts'
import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'
import { bySessionOnly, passwordFault, writtenUser } from './account-rules.ts'

export const listSessions =
  (ports: Ports): UseCases['sessions'] =>
  (caller) =>
    ports.accounts.sessionsOf(caller.user.id)

export const setPreferences =
  (ports: Ports): UseCases['setPreferences'] =>
  async (changes, caller) => {
    const refusal = bySessionOnly(caller)
    if (refusal !== null) return refusal
    const fault = faulty([
      changes.showNsfw === undefined ? null : oneOfFault('showNsfw', changes.showNsfw, [true, false]),
      changes.theme === undefined ? null : oneOfFault('theme', changes.theme, ['system', 'dark', 'light']),
    ])
    if (fault !== null) return fault
    await ports.accounts.setPreferences(caller.user.id, {
      ...(changes.showNsfw === undefined ? {} : { showNsfw: changes.showNsfw }),
      ...(changes.theme === undefined ? {} : { theme: changes.theme }),
    })
    return ok(await writtenUser(ports, caller.user.id))
  }

/** Takes the old password once more, and ends every session: whoever had got in is out. */
export const changePassword =
  (ports: Ports): UseCases['changePassword'] =>
  async ({ current, next }, caller) => {
    const refusal = bySessionOnly(caller)
    if (refusal !== null) return refusal
    const fault = faulty([passwordFault('next', next)])
    if (fault !== null) return fault
    const found = await ports.accounts.byUsername(caller.user.username)
    const matches = await ports.secretSource.verifyPassword(current, found?.passwordHash ?? null)
    if (found === null || !matches) return rejected({ type: 'wrong-credentials' })
    const hash = await ports.secretSource.hashPassword(next)
    // Whoever was locked out by an admin meanwhile stays out: the old password is no longer one.
    const changed = await ports.accounts.setPassword(caller.user.id, hash, found.passwordHash)
    return changed ? ok(null) : rejected({ type: 'wrong-credentials' })
  }
