import { Container, type ServiceIdentifier } from 'inversify'
import { join } from 'node:path'
import { backupDesk, type BackupDesk } from './adapters/backup/backup-desk.ts'
import { aboveDiskFloor, freeBytesAt } from './adapters/blob-fs/disk-floor.ts'
import { fsBlobArchive } from './adapters/blob-fs/fs-blob-archive.ts'
import { fsBlobStorage } from './adapters/blob-fs/fs-blob-storage.ts'
import { s3BlobArchive } from './adapters/blob-s3/s3-blob-archive.ts'
import { s3BlobLinks } from './adapters/blob-s3/s3-blob-links.ts'
import { s3BlobStorage } from './adapters/blob-s3/s3-blob-storage.ts'
import { s3Bucket, type S3Bucket } from './adapters/blob-s3/s3-bucket.ts'
import { eventCodec } from './adapters/codec/codec.ts'
import type { EventCodec } from './adapters/codec/stored-event.ts'
import { comfyuiEngine } from './adapters/comfyui/comfyui-engine.ts'
import type { ConfiguredPods } from './adapters/comfyui/pods.ts'
import { eventStoreDbClient, eventStoreDbStore, type EventStoreDbStore } from './adapters/eventstoredb/eventstoredb-store.ts'
import { imageCodec } from './adapters/imaging/image-codec.ts'
import { studioMetrics, type StudioMetrics } from './adapters/metrics/studio-metrics.ts'
import { contentCredentials, type ContentCredentials } from './adapters/credentials/content-credentials.ts'
import type { SigningIdentity } from './adapters/credentials/cose-sign1.ts'
import type { Database } from './adapters/postgres/database.ts'
import { fleetProgressHub } from './adapters/postgres/fleet-progress-hub.ts'
import { postgresAccounts } from './adapters/postgres/postgres-accounts.ts'
import { postgresAuditTrail } from './adapters/postgres/postgres-audit-trail.ts'
import { postgresBlobReferences } from './adapters/postgres/postgres-blob-references.ts'
import { postgresCheckpointStore } from './adapters/postgres/postgres-checkpoint-store.ts'
import { postgresDump } from './adapters/postgres/postgres-dump.ts'
import { postgresDrafts } from './adapters/postgres/postgres-drafts.ts'
import { postgresEventStore } from './adapters/postgres/postgres-event-store.ts'
import { postgresFleetLeftovers } from './adapters/postgres/postgres-fleet-leftovers.ts'
import { postgresHitCounts } from './adapters/postgres/postgres-hit-counts.ts'
import { askedOfCopy, postgresLogCopy } from './adapters/postgres/postgres-log-copy.ts'
import { postgresLogRecords } from './adapters/postgres/postgres-log-records.ts'
import { postgresQueuePlaces } from './adapters/postgres/postgres-queue-places.ts'
import { postgresSubjectKeys } from './adapters/postgres/postgres-subject-keys.ts'
import { postgresTaskQueue } from './adapters/postgres/postgres-task-queue.ts'
import { postgresQueries } from './adapters/postgres/views/postgres-queries.ts'
import { postgresTrashedImages } from './adapters/postgres/views/postgres-trashed-images.ts'
import { postgresViewRebuilds } from './adapters/postgres/views/postgres-view-rebuilds.ts'
import { postgresViewStore } from './adapters/postgres/views/postgres-view-store.ts'
import { memoryProgressHub } from './adapters/system/memory-progress-hub.ts'
import { secrets } from './adapters/system/secrets.ts'
import { sha256Hashing, sha256Of } from './adapters/system/sha256.ts'
import { systemClock } from './adapters/system/system-clock.ts'
import { systemIds } from './adapters/system/system-ids.ts'
import { noTelemetry, type Telemetry } from './adapters/telemetry/telemetry.ts'
import { fleetQueueRoom, queueRoom } from './application/job/queue-room.ts'
import { blobsOperator, type BlobsOperator } from './application/operator/blobs-operator.ts'
import { operator, type Operator } from './application/operator/operator.ts'
import type { AuditTrail } from './application/ports/audit-trail.ts'
import type { BlobReferences } from './application/ports/blob-references.ts'
import type { BlobArchive } from './application/ports/blob-archive.ts'
import type { BlobLinks } from './application/ports/blob-links.ts'
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
import { useCases, type UseCases } from './application/use-cases.ts'
import type { Config } from './config.ts'
import type { ViewStore } from './projections/projection.ts'
import type { ViewRebuilds } from './projections/rebuild.ts'
import type { Queries } from './projections/queries.ts'

/** What must be opened before anything can be wired. */
export type Opened = {
  readonly config: Config
  readonly log: Log
  readonly database: Database
  readonly pods: ConfiguredPods
  readonly identity: SigningIdentity
  /** Of the program; part of every claim that it signs. */
  readonly version: string
  /** Absent: nobody follows what happens. */
  readonly telemetry?: Telemetry
}

const token = <Service>(name: string): ServiceIdentifier<Service> => Symbol.for(name)

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

/** How often a queue is looked at when nobody else asks: often enough to tell of a dead worker before somebody paints. */
const observePodsMs = 15_000

/** How long one picture may keep an imaging child before it is killed. */
const imagingTimeoutMs = 30_000

/** How long one file may take to be signed or read. */
const credentialsTimeoutMs = 30_000

/** Every part of the program, one line each; singletons, made when first asked for. */
export function buildContainer({ config, log, database, pods, identity, version, telemetry = noTelemetry }: Opened): Container {
  const container = new Container({ defaultScope: 'Singleton' })
  const { paths, clocks, limits } = config
  const imaging = { workerFile: paths.imagingWorker, timeoutMs: imagingTimeoutMs, children: 2 }
  const engine = {
    ...pods,
    workflowsDir: paths.workflows,
    depth: limits.podQueueDepth,
    enginePollMs: clocks.enginePollMs,
    // A run that tells nothing for a third of its time is given up before the whole of it is wasted.
    stall: { idleMs: 10_000, ownMs: Math.round(clocks.attemptTimeoutMs / 3), foreignMs: clocks.attemptTimeoutMs },
    observeMs: observePodsMs,
  }
  const credentials = {
    workerFile: paths.credentialWorker,
    wasmFile: paths.credentialWasm,
    identity,
    version,
    timeoutMs: credentialsTimeoutMs,
  }
  const subjectKeys = postgresSubjectKeys(database, config.dataKey)
  const codec = eventCodec(subjectKeys)
  bindSystem(container, database, log)
  bindBlobs(container, config)
  bindBackups(container, config, database)
  container.bind(Bindings.metrics).toDynamicValue(() => studioMetrics({ version }))
  container.bind(Bindings.telemetry).toConstantValue(telemetry)
  container
    .bind(Bindings.blobStorage)
    .toResolvedValue(
      (bucket, metrics) => telemetry.blobStorage(metrics.blobStorage(blobStorageOf(config, bucket), config.blobStore)),
      [Bindings.bucket, Bindings.metrics],
    )
  container.bind(Bindings.contentCredentials).toDynamicValue(() => telemetry.credentialSigner(contentCredentials(credentials)))
  container.bind(Bindings.imageCodec).toDynamicValue(() => telemetry.imageCodec(imageCodec(imaging)))
  container.bind(Bindings.subjectKeys).toConstantValue(subjectKeys)
  bindLog(container, { config, log, database, codec, telemetry })
  container.bind(Bindings.checkpointStore).toDynamicValue(() => postgresCheckpointStore(database))
  container.bind(Bindings.taskQueue).toResolvedValue((metrics) => metrics.taskQueue(postgresTaskQueue(database)), [Bindings.metrics])
  container.bind(Bindings.trashedImages).toDynamicValue(() => postgresTrashedImages(database))
  container
    .bind(Bindings.viewStore)
    .toResolvedValue((store) => telemetry.viewStore(postgresViewStore(database), store), [Bindings.eventStore])
  container.bind(Bindings.viewRebuilds).toDynamicValue(() => postgresViewRebuilds(database))
  container.bind(Bindings.queries).toDynamicValue(() => postgresQueries(database))
  container
    .bind(Bindings.imageEngine)
    .toResolvedValue(
      (pictures, clock, to) => telemetry.imageEngine(comfyuiEngine({ ...engine, codec: pictures, clock, log: to })),
      [Bindings.imageCodec, Bindings.clock, Bindings.log],
    )
  container.bind(Bindings.ports).toDynamicValue(() => portsOf(container, database, config))
  container
    .bind(Bindings.operator)
    .toResolvedValue(
      (ports, records, keys) => operator({ ...ports, records, subjectKeys: keys, sha256Of }),
      [Bindings.ports, Bindings.logRecords, Bindings.subjectKeys],
    )
  container.bind(Bindings.useCases).toResolvedValue((ports) => telemetry.useCases(useCases(ports)), [Bindings.ports])
  return container
}

function bindSystem(container: Container, database: Database, log: Log): void {
  container.bind(Bindings.log).toConstantValue(log)
  container.bind(Bindings.clock).toDynamicValue(() => systemClock())
  container.bind(Bindings.idSource).toDynamicValue(() => systemIds())
  // An embedded database has one process, which counts for itself.
  container.bind(Bindings.hitCounts).toDynamicValue(() => (database.embedded ? null : postgresHitCounts(database)))
  container.bind(Bindings.fleetLeftovers).toDynamicValue(() => postgresFleetLeftovers(database))
  container.bind(Bindings.progressHub).toResolvedValue((to) => progressHubOf(database, to), [Bindings.log])
}

type LogParts = Pick<Opened, 'config' | 'log' | 'database'> & { readonly codec: EventCodec; readonly telemetry: Telemetry }

/** The log, and what is asked of it by content: of the database, which is the log or follows it. */
function bindLog(container: Container, { config, log, database, codec, telemetry }: LogParts): void {
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

/** The bucket, where one is configured, and what the operator can ask of the store in use. */
function bindBlobs(container: Container, config: Config): void {
  container.bind(Bindings.bucket).toDynamicValue(() => (config.s3 === null ? null : s3Bucket(config.s3)))
  container
    .bind(Bindings.blobsOperator)
    .toResolvedValue(
      (ports, records, bucket) =>
        blobsOperator({ ...ports, records, blobArchive: archiveAt(config.blobStore, config, bucket), hashing: sha256Hashing }),
      [Bindings.ports, Bindings.logRecords, Bindings.bucket],
    )
}

/** What is written down of the database and of the store in use. */
function bindBackups(container: Container, config: Config, database: Database): void {
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

/** Made by the keys alone: nothing is ever sent over this bucket's connections. */
function blobLinksOf({ blobStore, s3 }: Config): { readonly blobLinks?: BlobLinks } {
  if (blobStore !== 's3' || s3 === null || s3.publicEndpoint === null) return {}
  return { blobLinks: s3BlobLinks(s3Bucket({ ...s3, endpoint: s3.publicEndpoint })) }
}

/** The configuration asks for no bucket that it does not name. */
function blobStorageOf({ blobStore, dataDir, limits }: Config, bucket: S3Bucket | null): BlobStorage {
  if (blobStore === 's3' && bucket !== null) return s3BlobStorage(bucket)
  const folder = join(dataDir, 'blobs')
  return aboveDiskFloor(fsBlobStorage(folder), { floorBytes: limits.diskFloorBytes, freeBytes: () => freeBytesAt(folder) })
}

/** Where others may run beside this process, they hear of each other's jobs. */
const progressHubOf = (database: Database, log: Log): ProgressHub =>
  database.embedded ? memoryProgressHub(log) : fleetProgressHub(memoryProgressHub(log), database, log)

/** What the use cases and the worker stand on. Queue length and handles are asked of the views: close enough for caps and labels. */
function portsOf(container: Container, database: Database, config: Config): Ports {
  const { jobs, characters } = container.get(Bindings.queries)
  return {
    eventStore: container.get(Bindings.eventStore),
    auditTrail: container.get(Bindings.auditTrail),
    blobStorage: container.get(Bindings.blobStorage),
    ...blobLinksOf(config),
    blobReferences: container.get(Bindings.blobReferences),
    imageCodec: container.get(Bindings.imageCodec),
    imageEngine: container.get(Bindings.imageEngine),
    credentialSigner: container.get(Bindings.contentCredentials),
    progressHub: container.get(Bindings.progressHub),
    idSource: container.get(Bindings.idSource),
    clock: container.get(Bindings.clock),
    accounts: postgresAccounts(database),
    draftStore: postgresDrafts(database),
    secretSource: secrets(),
    queueRoom: database.embedded
      ? queueRoom({ jobCounts: jobs, limits: config.limits })
      : fleetQueueRoom({ queuePlaces: postgresQueuePlaces(database), log: container.get(Bindings.log) }, config.limits),
    handleDirectory: characters,
  }
}
