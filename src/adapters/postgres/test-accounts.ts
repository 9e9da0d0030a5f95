import type { Knex } from 'knex'
import type { Accounts } from '../../application/ports/accounts.ts'

/** For tests: no users, and with them no sessions, tokens and drafts. */
export async function emptyAccounts(knex: Knex): Promise<void> {
  await knex.raw('truncate users cascade')
}

/** For tests: moves every stored time into the past, which to the database's clock is the same as waiting. */
export async function makeOlder(knex: Knex, ms: number): Promise<void> {
  const earlier = `- (${ms} * interval '1 millisecond')`
  await knex.raw(`update sessions set created_at = created_at ${earlier}, last_seen_at = last_seen_at ${earlier}`)
  await knex.raw(`update api_tokens set created_at = created_at ${earlier}, last_used_at = last_used_at ${earlier}`)
}

export async function twoUsers(accounts: Accounts): Promise<readonly [string, string]> {
  const ids = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const
  for (const id of ids) await accounts.create({ id, username: `user-${id.slice(-1)}`, passwordHash: 'hash', role: 'member' }, false)
  return ids
}
