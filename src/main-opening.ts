import { join } from 'node:path'
import { DiskFloorReached } from './adapters/blob-fs/disk-floor.ts'
import { openIdentity } from './adapters/credentials/open-identity.ts'
import type { Database } from './adapters/postgres/database.ts'
import { migrate } from './adapters/postgres/migrate.ts'
import { openPglite } from './adapters/postgres/open-pglite.ts'
import { openPostgres } from './adapters/postgres/open-postgres.ts'
import { prepareLogCopy, refuseLogCopy } from './adapters/postgres/postgres-log-copy.ts'
import { systemClock } from './adapters/system/system-clock.ts'
import { noTelemetry, type Telemetry } from './adapters/telemetry/telemetry.ts'
import type { Log } from './application/ports/log.ts'
import type { Config } from './config.ts'
import type { buildContainer } from './container.ts'
import { Bindings } from './container-bindings.ts'

export const version = '0.1.0'
export const rootDir = join(import.meta.dirname, '..', '..')

/** Opened last, closed first. */
export type Closers = (() => Promise<unknown>)[]

export async function open(config: Config, log: Log, closers: Closers): Promise<Database> {
  const database = config.databaseUrl === null ? await openPglite(config.dataDir) : openPostgres(config.databaseUrl, { log })
  closers.push(() => database.close())
  await migrate(database, config.paths.migrations)
  return database
}

/** The log must be the one that this database has read so far; see `prepareLogCopy`. */
export async function openLog(container: ReturnType<typeof buildContainer>, database: Database, closers: Closers): Promise<void> {
  const elsewhere = container.get(Bindings.eventStoreDb)
  if (elsewhere === null) return refuseLogCopy(database)
  closers.push(() => elsewhere.close())
  await prepareLogCopy(database, elsewhere.stored)
}

/** A store that is broken ends the start. One that has little room left does not: pictures can be looked at, and erased to make room. */
export async function openPictures(container: ReturnType<typeof buildContainer>, log: Log): Promise<void> {
  await container
    .get(Bindings.blobStorage)
    .check()
    .catch((error: unknown) => {
      if (!(error instanceof DiskFloorReached)) throw error
      log.warn(`nothing new is accepted: ${error.message}`)
    })
}

/** The library is loaded where somebody receives traces, and nowhere else. */
export async function openFollowing({ otlpEndpoint: endpoint, role }: Config, log: Log, closers: Closers): Promise<Telemetry> {
  if (endpoint === null) return noTelemetry
  const { openTelemetry } = await import('./adapters/telemetry/open-telemetry.ts')
  const telemetry = openTelemetry({ endpoint, version, role, log })
  closers.push(() => telemetry.close())
  return telemetry
}

export const identityOf = (config: Config) => openIdentity(config.credentials, config.dataDir, systemClock().now())
