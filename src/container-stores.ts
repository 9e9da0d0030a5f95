import type { Container } from 'inversify'
import { join } from 'node:path'
import { backupDesk } from './adapters/backup/backup-desk.ts'
import { aboveDiskFloor, freeBytesAt } from './adapters/blob-fs/disk-floor.ts'
import { fsBlobArchive } from './adapters/blob-fs/fs-blob-archive.ts'
import { fsBlobStorage } from './adapters/blob-fs/fs-blob-storage.ts'
import { s3BlobArchive } from './adapters/blob-s3/s3-blob-archive.ts'
import { s3BlobStorage } from './adapters/blob-s3/s3-blob-storage.ts'
import { s3Bucket, type S3Bucket } from './adapters/blob-s3/s3-bucket.ts'
import type { EventCodec } from './adapters/codec/stored-event.ts'
import { eventStoreDbClient, eventStoreDbStore } from './adapters/eventstoredb/eventstoredb-store.ts'
import type { Database } from './adapters/postgres/database.ts'
import { postgresAuditTrail } from './adapters/postgres/postgres-audit-trail.ts'
import { postgresBlobReferences } from './adapters/postgres/postgres-blob-references.ts'
import { postgresDump } from './adapters/postgres/postgres-dump.ts'
import { postgresEventStore } from './adapters/postgres/postgres-event-store.ts'
import { askedOfCopy, postgresLogCopy } from './adapters/postgres/postgres-log-copy.ts'
import { postgresLogRecords } from './adapters/postgres/postgres-log-records.ts'
import { sha256Hashing } from './adapters/system/sha256.ts'
import type { Telemetry } from './adapters/telemetry/telemetry.ts'
import { blobsOperator } from './application/operator/blobs-operator.ts'
import type { BlobArchive } from './application/ports/blob-archive.ts'
import type { BlobStorage } from './application/ports/blob-storage.ts'
import type { Log } from './application/ports/log.ts'
import type { Config } from './config.ts'
import { Bindings } from './container-bindings.ts'

type LogParts = {
  readonly config: Config
  readonly log: Log
  readonly database: Database
  readonly codec: EventCodec
  readonly telemetry: Telemetry
}

/** The log, and what is asked of it by content: of the database, which is the log or follows it. */
export function bindLog(container: Container, { config, log, database, codec, telemetry }: LogParts): void {
  const url = config.eventStoreUrl
  const elsewhere = url === null ? null : eventStoreDbStore({ client: eventStoreDbClient(url), codec, log })
  const copy = elsewhere === null ? null : postgresLogCopy(database, elsewhere.stored)
  const [trail, references, records] = [postgresAuditTrail(database, codec), postgresBlobReferences(database), postgresLogRecords(database)]
  container.bind(Bindings.eventStoreDb).toConstantValue(elsewhere)
  container.bind(Bindings.logCopy).toConstantValue(copy)
  container
    .bind(Bindings.eventStore)
    .toResolvedValue(
      (metrics) => telemetry.eventStore(metrics.eventStore(elsewhere ?? postgresEventStore(database, codec), log)),
      [Bindings.metrics],
    )
  container.bind(Bindings.auditTrail).toConstantValue(copy === null ? trail : askedOfCopy.auditTrail(trail, copy))
  container.bind(Bindings.blobReferences).toConstantValue(copy === null ? references : askedOfCopy.blobReferences(references, copy))
  container.bind(Bindings.logRecords).toConstantValue(copy === null ? records : askedOfCopy.logRecords(records, copy))
}

/** The bucket, where one is configured, the store in use, and what the operator can ask of it. */
export function bindBlobs(container: Container, config: Config, telemetry: Telemetry): void {
  container.bind(Bindings.bucket).toDynamicValue(() => (config.s3 === null ? null : s3Bucket(config.s3)))
  container
    .bind(Bindings.blobStorage)
    .toResolvedValue(
      (bucket, metrics) => telemetry.blobStorage(metrics.blobStorage(blobStorageOf(config, bucket), config.blobStore)),
      [Bindings.bucket, Bindings.metrics],
    )
  container
    .bind(Bindings.blobsOperator)
    .toResolvedValue(
      (ports, records, bucket) =>
        blobsOperator({ ...ports, records, blobArchive: archiveAt(config.blobStore, config, bucket), hashing: sha256Hashing }),
      [Bindings.ports, Bindings.logRecords, Bindings.bucket],
    )
}

/** What is written down of the database and of the store in use. */
export function bindBackups(container: Container, config: Config, database: Database): void {
  container.bind(Bindings.backupDesk).toResolvedValue(
    (bucket, clock) =>
      backupDesk({
        dump: postgresDump(database),
        blobs: archiveAt(config.blobStore, config, bucket),
        blobsIn: fsBlobArchive,
        now: () => clock.now(),
      }),
    [Bindings.bucket, Bindings.clock],
  )
}

export function archiveAt(place: Config['blobStore'], { dataDir }: Config, bucket: S3Bucket | null): BlobArchive {
  return place === 's3' && bucket !== null ? s3BlobArchive(bucket) : fsBlobArchive(join(dataDir, 'blobs'))
}

/** The configuration asks for no bucket that it does not name. */
function blobStorageOf({ blobStore, dataDir, limits }: Config, bucket: S3Bucket | null): BlobStorage {
  if (blobStore === 's3' && bucket !== null) return s3BlobStorage(bucket)
  const folder = join(dataDir, 'blobs')
  return aboveDiskFloor(fsBlobStorage(folder), { floorBytes: limits.diskFloorBytes, freeBytes: () => freeBytesAt(folder) })
}
