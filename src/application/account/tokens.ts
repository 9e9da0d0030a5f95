import { ok, rejected } from '../../domain/decider.ts'
import { faulty, lengths, oneOfFault, textFault } from '../field-faults.ts'
import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'
import { bySessionOnly } from './account-rules.ts'

/** Makes an API token; the secret is in this answer and nowhere else, ever. */
export const createToken =
  (ports: Ports): UseCases['createToken'] =>
  async ({ name, scopes }, caller) => {
    const refusal = bySessionOnly(caller)
    if (refusal !== null) return refusal
    const fault = faulty([
      textFault('name', name, lengths.tokenName),
      scopes.length > 0 ? null : { field: 'scopes', expected: 'at least one scope', came: 'none' },
      ...scopes.map((scope) => oneOfFault('scopes', scope, ['read', 'write', 'audit'])),
    ])
    if (fault !== null) return fault
    const secret = ports.secretSource.mint('ps_token')
    const id = ports.idSource.random()
    const kept = { id, userId: caller.user.id, name, scopes: [...new Set(scopes)], tail: secret.slice(-4) }
    await ports.accounts.addToken({ ...kept, secretHash: ports.secretSource.digest(secret) })
    const token = (await ports.accounts.tokensOf(caller.user.id)).find((candidate) => candidate.id === id)
    if (token === undefined) throw new Error('a token that was just written is gone')
    return ok({ token, secret })
  }

export const listTokens =
  (ports: Ports): UseCases['tokens'] =>
  (caller) =>
    ports.accounts.tokensOf(caller.user.id)

export const removeToken =
  (ports: Ports): UseCases['removeToken'] =>
  async ({ tokenId }, caller) => {
    const refusal = bySessionOnly(caller)
    if (refusal !== null) return refusal
    return (await ports.accounts.removeToken(caller.user.id, tokenId)) ? ok(null) : rejected({ type: 'not-found' })
  }
