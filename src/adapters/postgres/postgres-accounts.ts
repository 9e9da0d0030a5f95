import type { Knex } from 'knex'
import type { Accounts, ApiToken, Preferences, Role, Scope, Session, User } from '../../application/ports/accounts.ts'
import { DatabaseUnavailable } from '../../application/ports/database-unavailable.ts'
import { askedTogether } from './asked-together.ts'
import type { Database } from './database.ts'
import { namingOutages } from './naming-outages.ts'
import { plannedOnce } from './planned-once.ts'

/** Life of a session by the database's clock, and how often its use is written down. */
const alive = "s.last_seen_at > now() - interval '7 days' and s.created_at > now() - interval '30 days'"
const noteAfter = "interval '1 minute'"

const userColumns = ['id', 'username', 'role', 'preferences', 'created_at'].map((column) => `u.${column}`).join(', ')

/** Accounts, sessions and tokens; see the port. */
export function postgresAccounts({ knex }: Pick<Database, 'knex'>): Accounts {
  return namingOutages({ ...people(knex), ...sessions(knex), ...tokens(knex) }, (reason) => new DatabaseUnavailable(reason))
}

type People = Pick<Accounts, 'any' | 'create' | 'byUsername' | 'byId' | 'list' | 'setPassword' | 'setPreferences'>

function people(knex: Knex): People {
  return {
    async any() {
      return (await knex('users').select('id').first()) !== undefined
    },
    create: (user, onlyIfFirst) => knex.transaction((trx) => createUser(trx, user, onlyIfFirst)),
    async byUsername(username) {
      const found = await one<UserRecord & { password_hash: string }>(
        knex,
        `select ${userColumns}, u.password_hash from users u where lower(u.username) = lower(?)`,
        [username],
      )
      return found === null ? null : { user: userOf(found), passwordHash: found.password_hash }
    },
    async byId(id) {
      const found = await one<UserRecord>(knex, `select ${userColumns} from users u where u.id = ?`, [id])
      return found === null ? null : userOf(found)
    },
    async list() {
      const { rows } = await knex.raw<{ rows: UserRecord[] }>(`select ${userColumns} from users u order by u.created_at, u.id`)
      return rows.map(userOf)
    },
    setPassword: (id, passwordHash, insteadOf) =>
      knex.transaction(async (trx) => {
        const asItWas = insteadOf === undefined ? { id } : { id, password_hash: insteadOf }
        if ((await trx('users').where(asItWas).update({ password_hash: passwordHash })) === 0) return false
        await trx('sessions').where({ user_id: id }).delete()
        return true
      }),
    async setPreferences(id, changes) {
      await knex('users')
        .where({ id })
        .update({ preferences: knex.raw('preferences || ?::jsonb', [JSON.stringify(changes)]) })
    },
  }
}

async function createUser(
  trx: Knex.Transaction,
  user: Parameters<Accounts['create']>[0],
  onlyIfFirst: boolean,
): Promise<'created' | 'taken' | 'not-first'> {
  // Two set-ups at once would both see an empty table; so would a set-up beside an operator who adds a user.
  await trx.raw("select pg_advisory_xact_lock('users'::regclass::oid::bigint)")
  if (onlyIfFirst && (await trx('users').select('id').first()) !== undefined) return 'not-first'
  const { rows } = await trx.raw<{ rows: unknown[] }>(
    'insert into users (id, username, password_hash, role) values (?, ?, ?, ?) on conflict (lower(username)) do nothing returning id',
    [user.id, user.username, user.passwordHash, user.role],
  )
  return rows.length === 1 ? 'created' : 'taken'
}

type Sessions = Pick<Accounts, 'startSession' | 'bySession' | 'endSession' | 'sessionsOf'>

function sessions(knex: Knex): Sessions {
  const sessionBySecret = askedTogether((secretHashes) =>
    bySecrets<UserRecord & { session_id: string; secret_hash: string; unnoted: boolean }>(
      knex,
      `select ${userColumns}, s.secret_hash, s.id as session_id, s.last_seen_at < now() - ${noteAfter} as unnoted
         from sessions s join users u on u.id = s.user_id where ${alive} and s.secret_hash`,
      secretHashes,
      'session',
    ),
  )
  return {
    async startSession({ id, userId, passwordHash, secretHash, userAgent }) {
      await knex.raw(`delete from sessions s where s.user_id = ? and not (${alive})`, [userId])
      const { rows } = await knex.raw<{ rows: unknown[] }>(startSql, [userId, passwordHash, id, secretHash, userAgent])
      return rows.length === 1
    },
    async bySession(secretHash) {
      const found = await sessionBySecret(secretHash)
      if (found === undefined) return null
      if (found.unnoted) await knex.raw('update sessions set last_seen_at = now() where id = ?', [found.session_id])
      return { user: userOf(found), sessionId: found.session_id }
    },
    async endSession(userId, sessionId) {
      await knex('sessions').where({ id: sessionId, user_id: userId }).delete()
    },
    async sessionsOf(userId) {
      const { rows } = await knex.raw<{ rows: SessionRecord[] }>(
        `select s.id, s.user_id, s.created_at, s.last_seen_at, s.user_agent from sessions s
          where s.user_id = ? and ${alive} order by s.last_seen_at desc, s.id`,
        [userId],
      )
      return rows.map(sessionOf)
    },
  }
}

/** Holds the account to its end: a new password waits for the session, which it then takes away, or is waited for, and is another one. */
const startSql = `
  with account as (select u.id from users u where u.id = ? and u.password_hash = ? for share)
  insert into sessions (id, user_id, secret_hash, user_agent) select ?, account.id, ?, ? from account returning id`

type Tokens = Pick<Accounts, 'addToken' | 'byToken' | 'tokensOf' | 'removeToken'>

function tokens(knex: Knex): Tokens {
  const tokenBySecret = askedTogether((secretHashes) =>
    bySecrets<UserRecord & { token_id: string; secret_hash: string; scopes: Scope[]; unnoted: boolean }>(
      knex,
      `select ${userColumns}, t.secret_hash, t.id as token_id, t.scopes, coalesce(t.last_used_at < now() - ${noteAfter}, true) as unnoted
         from api_tokens t join users u on u.id = t.user_id where t.secret_hash`,
      secretHashes,
      'token',
    ),
  )
  return {
    async addToken({ id, userId, name, scopes, tail, secretHash }) {
      await knex('api_tokens').insert({ id, user_id: userId, name, scopes: [...scopes], tail, secret_hash: secretHash })
    },
    async byToken(secretHash) {
      const found = await tokenBySecret(secretHash)
      if (found === undefined) return null
      if (found.unnoted) await knex.raw('update api_tokens set last_used_at = now() where id = ?', [found.token_id])
      return { user: userOf(found), tokenId: found.token_id, scopes: found.scopes }
    },
    async tokensOf(userId) {
      const rows = await knex<TokenRecord>('api_tokens')
        .where({ user_id: userId })
        .orderBy([
          { column: 'created_at', order: 'desc' },
          { column: 'id', order: 'asc' },
        ])
      return rows.map(tokenOf)
    },
    async removeToken(userId, tokenId) {
      return (await knex('api_tokens').where({ id: tokenId, user_id: userId }).delete()) === 1
    },
  }
}

/** `sql` ends where the secret is compared. The plan for one is kept; a plan for any number would not be right on an empty table. */
async function bySecrets<Found extends { readonly secret_hash: string }>(
  knex: Knex,
  sql: string,
  secretHashes: readonly string[],
  name: 'session' | 'token',
): Promise<ReadonlyMap<string, Found>> {
  const [only, ...others] = secretHashes
  const asked =
    only !== undefined && others.length === 0
      ? knex.raw<{ rows: Found[] }>(`${sql} = ?`, [only]).options(plannedOnce(name))
      : knex.raw<{ rows: Found[] }>(`${sql} = any(?)`, [[...secretHashes]])
  return new Map((await asked).rows.map((found) => [found.secret_hash, found]))
}

async function one<Found>(knex: Knex, sql: string, bindings: readonly string[]): Promise<Found | null> {
  const { rows } = await knex.raw<{ rows: Found[] }>(sql, [...bindings])
  return rows[0] ?? null
}

type UserRecord = {
  readonly id: string
  readonly username: string
  readonly role: Role
  readonly preferences: Preferences
  readonly created_at: Date
}
type SessionRecord = {
  readonly id: string
  readonly user_id: string
  readonly created_at: Date
  readonly last_seen_at: Date
  readonly user_agent: string | null
}
type TokenRecord = {
  readonly id: string
  readonly user_id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly tail: string
  readonly created_at: Date
  readonly last_used_at: Date | null
}

const userOf = ({ id, username, role, preferences, created_at }: UserRecord): User => ({
  id,
  username,
  role,
  preferences,
  createdAt: created_at.toISOString(),
})

const sessionOf = (record: SessionRecord): Session => ({
  id: record.id,
  userId: record.user_id,
  createdAt: record.created_at.toISOString(),
  lastSeenAt: record.last_seen_at.toISOString(),
  userAgent: record.user_agent,
})

const tokenOf = (record: TokenRecord): ApiToken => ({
  id: record.id,
  userId: record.user_id,
  name: record.name,
  scopes: record.scopes,
  tail: record.tail,
  createdAt: record.created_at.toISOString(),
  lastUsedAt: record.last_used_at?.toISOString() ?? null,
})
