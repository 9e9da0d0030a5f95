import { ok, rejected } from '../../domain/decider.ts'
import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'
import { told } from './read-history.ts'
import { withoutTexts } from './without-texts.ts'

/** What people did, from the log itself. */
export const readAudit =
  (ports: Ports): UseCases['audit'] =>
  async ({ of, before, limit, ...filter }, { user }) => {
    const wanted = of ?? user.id
    if (wanted !== user.id && user.role !== 'admin') return rejected({ type: 'admin-only' })
    const acts = await ports.auditTrail.actsBefore(before, limit, { ...filter, ...(wanted === 'everybody' ? {} : { userId: wanted }) })
    // Nobody reads in somebody else's words, an admin neither.
    const shown = acts.map((event) => (event.meta.actor.id === user.id ? event : withoutTexts(event)))
    return ok({ acts: await told(ports.accounts, shown), next: acts.length === limit ? (acts.at(-1)?.position ?? null) : null })
  }
