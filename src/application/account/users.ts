import { ok, rejected } from '../../domain/decider.ts'
import { isId } from '../authority.ts'
import { faulty, oneOfFault } from '../field-faults.ts'
import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'
import { adminOnly, passwordFault, usernameFault, writtenUser } from './account-rules.ts'

export const listUsers =
  (ports: Ports): UseCases['users'] =>
  async (caller) =>
    adminOnly(caller) ?? ok(await ports.accounts.list())

/** Adds an account. The first one is admin whatever was asked for: `setUp` is closed from then on, and nobody could add an admin. */
export const addUser =
  (ports: Ports): UseCases['addUser'] =>
  async ({ username, password, role }, caller) => {
    const refusal = adminOnly(caller)
    if (refusal !== null) return refusal
    const fault = faulty([usernameFault(username), passwordFault('password', password), oneOfFault('role', role, ['member', 'admin'])])
    if (fault !== null) return fault
    const id = ports.idSource.random()
    const passwordHash = await ports.secretSource.hashPassword(password)
    const account = { id, username, passwordHash }
    const first = (await ports.accounts.any()) ? 'not-first' : await ports.accounts.create({ ...account, role: 'admin' }, true)
    const outcome = first === 'not-first' ? await ports.accounts.create({ ...account, role }, false) : first
    return outcome === 'created' ? ok(await writtenUser(ports, id)) : rejected({ type: 'name-taken', field: 'username' })
  }

/** Sets a new password for somebody and ends their sessions. */
export const resetPassword =
  (ports: Ports): UseCases['resetPassword'] =>
  async ({ userId, password }, caller) => {
    const refusal = adminOnly(caller)
    if (refusal !== null) return refusal
    const fault = faulty([passwordFault('password', password)])
    if (fault !== null) return fault
    if (!isId(userId) || (await ports.accounts.byId(userId)) === null) return rejected({ type: 'not-found' })
    await ports.accounts.setPassword(userId, await ports.secretSource.hashPassword(password))
    return ok(null)
  }
