import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { EventStoreUnavailable } from '../../application/ports/event-store.ts'
import type { SubjectKeys } from '../../application/ports/subject-keys.ts'
import type { Database } from './database.ts'
import { keep, keyCache } from './key-cache.ts'
import { namingOutages } from './naming-outages.ts'

export class DataKeyDoesNotFit extends Error {
  override readonly name = 'DataKeyDoesNotFit'
}

/**
 * Keys in es.data_keys, wrapped by DATA_KEY (32 bytes). Throws `DataKeyDoesNotFit` when they were wrapped by another one, and as the log
 * does, whose texts they seal, when the database cannot be reached.
 */
export function postgresSubjectKeys(
  { knex }: Pick<Database, 'knex'>,
  dataKey: Uint8Array,
  now: () => number = () => Date.now(),
): SubjectKeys {
  const cache = keyCache(async () => {
    const { rows } = await knex.raw<{ rows: { destroyed: string }[] }>(
      'select count(*)::text as destroyed from es.data_keys where destroyed_at is not null',
    )
    return rows[0]?.destroyed ?? ''
  }, now)

  async function stored(subjects: readonly string[]): Promise<ReadonlyMap<string, Uint8Array | null>> {
    const rows: KeyRow[] = await knex('es.data_keys')
      .whereIn('subject', [...subjects])
      .select('subject', 'wrapped_key')
    return new Map(rows.map(({ subject, wrapped_key }) => [subject, wrapped_key === null ? null : unwrap(wrapped_key, subject, dataKey)]))
  }

  const keys: SubjectKeys = {
    async keyFor(subject) {
      const cached = await cache.fresh()
      const cachedKey = cached.get(subject)
      if (cachedKey !== undefined) return cachedKey
      const known = (await stored([subject])).get(subject)
      if (known === undefined) {
        const wrapped = wrap(new Uint8Array(randomBytes(32)), subject, dataKey)
        await knex('es.data_keys').insert({ subject, wrapped_key: wrapped }).onConflict('subject').ignore()
      }
      // Read back: of two that made one at the same time, both take the one that was stored.
      const key = known ?? (await stored([subject])).get(subject) ?? null
      if (key !== null) keep(cached, subject, key)
      return key
    },
    async keysOf(subjects) {
      const cached = await cache.fresh()
      const keys = new Map<string, Uint8Array>()
      const missing = new Set<string>()
      for (const subject of subjects) {
        const key = cached.get(subject)
        if (key === undefined) missing.add(subject)
        else keys.set(subject, key)
      }
      if (missing.size === 0) return keys
      for (const [subject, key] of await stored([...missing])) {
        if (key === null) continue
        keep(cached, subject, key)
        keys.set(subject, key)
      }
      return keys
    },
    async destroy(subject) {
      const gone = { wrapped_key: null, destroyed_at: knex.raw('clock_timestamp()') }
      await knex('es.data_keys')
        .insert({ subject, ...gone })
        .onConflict('subject')
        .merge(gone)
      cache.forget()
    },
  }
  return namingOutages(keys, (reason) => new EventStoreUnavailable(reason))
}

/**
 * Throws `DataKeyDoesNotFit` where the keys in the database were wrapped by another DATA_KEY. To be asked before anything is made: a program
 * whose `data.key` was lost makes a new one, and keys of both kinds side by side could never be read together again.
 */
export async function refuseOtherKeys({ knex }: Pick<Database, 'knex'>, dataKey: Uint8Array): Promise<void> {
  const row = await knex('es.data_keys').whereNotNull('wrapped_key').first<WrappedRow | undefined>('subject', 'wrapped_key')
  if (row !== undefined) unwrap(row.wrapped_key, row.subject, dataKey)
}

type WrappedRow = { readonly subject: string; readonly wrapped_key: Buffer }
type KeyRow = { readonly subject: string; readonly wrapped_key: Buffer | null }

/** Nonce (12 bytes), tag (16), wrapped key (32). Bound to its subject, so that keys cannot be swapped in the table. */
function wrap(key: Uint8Array, subject: string, dataKey: Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', dataKey, nonce).setAAD(Buffer.from(subject))
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), wrapped])
}

function unwrap(wrapped: Buffer, subject: string, dataKey: Uint8Array): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', dataKey, wrapped.subarray(0, 12))
    .setAAD(Buffer.from(subject))
    .setAuthTag(wrapped.subarray(12, 28))
  try {
    return new Uint8Array(Buffer.concat([decipher.update(wrapped.subarray(28)), decipher.final()]))
  } catch {
    throw new DataKeyDoesNotFit('the keys in the database were wrapped by another DATA_KEY: set the one they were made with')
  }
}
