import { rejected } from '../../domain/decider.ts'
import { faulty } from '../field-faults.ts'
import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'
import { openSession, passwordFault, usernameFault, writtenUser } from './account-rules.ts'

export const setUpNeeded =
  (ports: Ports): UseCases['setUpNeeded'] =>
  async () =>
    !(await ports.accounts.any())

/** The first account: its owner is admin, and the door closes behind it, races included. */
export const setUp =
  (ports: Ports): UseCases['setUp'] =>
  async ({ username, password, userAgent }) => {
    if (await ports.accounts.any()) return rejected({ type: 'setup-closed' })
    const fault = faulty([usernameFault(username), passwordFault('password', password)])
    if (fault !== null) return fault
    const id = ports.idSource.random()
    const passwordHash = await ports.secretSource.hashPassword(password)
    const outcome = await ports.accounts.create({ id, username, passwordHash, role: 'admin' }, true)
    if (outcome !== 'created') return rejected({ type: 'setup-closed' })
    return openSession(ports, { user: await writtenUser(ports, id), passwordHash }, userAgent)
  }
