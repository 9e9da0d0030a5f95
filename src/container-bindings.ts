import type { ServiceIdentifier } from 'inversify'
import type { BackupDesk } from './adapters/backup/backup-desk.ts'
import type { S3Bucket } from './adapters/blob-s3/s3-bucket.ts'
import type { EventStoreDbStore } from './adapters/eventstoredb/eventstoredb-store.ts'
import type { StudioMetrics } from './adapters/metrics/studio-metrics.ts'
import type { ContentCredentials } from './adapters/credentials/content-credentials.ts'
import type { Telemetry } from './adapters/telemetry/telemetry.ts'
import type { BlobsOperator } from './application/operator/blobs-operator.ts'
import type { Operator } from './application/operator/operator.ts'
import type { AuditTrail } from './application/ports/audit-trail.ts'
import type { BlobReferences } from './application/ports/blob-references.ts'
import type { BlobStorage } from './application/ports/blob-storage.ts'
import type { CheckpointStore } from './application/ports/checkpoint-store.ts'
import type { Clock } from './application/ports/clock.ts'
import type { EventStore } from './application/ports/event-store.ts'
import type { FleetLeftovers } from './application/ports/fleet-leftovers.ts'
import type { HitCounts } from './application/ports/hit-counts.ts'
import type { IdSource } from './application/ports/id-source.ts'
import type { ImageCodec } from './application/ports/image-codec.ts'
import type { ImageEngine } from './application/ports/image-engine.ts'
import type { LogCopy } from './application/ports/log-copy.ts'
import type { LogRecords } from './application/ports/log-records.ts'
import type { Log } from './application/ports/log.ts'
import type { Ports } from './application/ports/ports.ts'
import type { ProgressHub } from './application/ports/progress-hub.ts'
import type { SubjectKeys } from './application/ports/subject-keys.ts'
import type { TaskQueue } from './application/ports/task-queue.ts'
import type { TrashedImages } from './application/ports/trashed-images.ts'
import type { UseCases } from './application/use-cases.ts'
import type { ViewStore } from './projections/projection.ts'
import type { ViewRebuilds } from './projections/rebuild.ts'
import type { Queries } from './projections/queries.ts'
import type { NewerEvents } from './application/ports/newer-events.ts'

const token = <Service>(name: string): ServiceIdentifier<Service> => Symbol.for(name)

/** What can be asked of the container: a name and a type for each part. */
export const Bindings = {
  auditTrail: token<AuditTrail>('AuditTrail'),
  blobReferences: token<BlobReferences>('BlobReferences'),
  backupDesk: token<BackupDesk>('BackupDesk'),
  blobStorage: token<BlobStorage>('BlobStorage'),
  blobsOperator: token<BlobsOperator>('BlobsOperator'),
  bucket: token<S3Bucket | null>('Bucket'),
  checkpointStore: token<CheckpointStore>('CheckpointStore'),
  clock: token<Clock>('Clock'),
  contentCredentials: token<ContentCredentials>('ContentCredentials'),
  eventStore: token<EventStore>('EventStore'),
  eventStoreDb: token<EventStoreDbStore | null>('EventStoreDb'),
  fleetLeftovers: token<FleetLeftovers>('FleetLeftovers'),
  hitCounts: token<HitCounts | null>('HitCounts'),
  idSource: token<IdSource>('IdSource'),
  imageCodec: token<ImageCodec>('ImageCodec'),
  imageEngine: token<ImageEngine>('ImageEngine'),
  log: token<Log>('Log'),
  logCopy: token<LogCopy | null>('LogCopy'),
  logRecords: token<LogRecords>('LogRecords'),
  metrics: token<StudioMetrics>('Metrics'),
  newerEvents: token<NewerEvents>('NewerEvents'),
  operator: token<Operator>('Operator'),
  ports: token<Ports>('Ports'),
  progressHub: token<ProgressHub>('ProgressHub'),
  queries: token<Queries>('Queries'),
  subjectKeys: token<SubjectKeys>('SubjectKeys'),
  taskQueue: token<TaskQueue>('TaskQueue'),
  telemetry: token<Telemetry>('Telemetry'),
  trashedImages: token<TrashedImages>('TrashedImages'),
  useCases: token<UseCases>('UseCases'),
  viewRebuilds: token<ViewRebuilds>('ViewRebuilds'),
  viewStore: token<ViewStore>('ViewStore'),
}
