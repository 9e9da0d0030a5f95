import { Container } from 'inversify'
import { s3BlobLinks } from './adapters/blob-s3/s3-blob-links.ts'
import { s3Bucket } from './adapters/blob-s3/s3-bucket.ts'
import { eventCodec } from './adapters/codec/codec.ts'
import { comfyuiEngine } from './adapters/comfyui/comfyui-engine.ts'
import type { ConfiguredPods } from './adapters/comfyui/pods.ts'
import { imageCodec } from './adapters/imaging/image-codec.ts'
import { studioMetrics } from './adapters/metrics/studio-metrics.ts'
import { contentCredentials } from './adapters/credentials/content-credentials.ts'
import type { SigningIdentity } from './adapters/credentials/cose-sign1.ts'
import type { Database } from './adapters/postgres/database.ts'
import { fleetProgressHub } from './adapters/postgres/fleet-progress-hub.ts'
import { postgresAccounts } from './adapters/postgres/postgres-accounts.ts'
import { postgresCheckpointStore } from './adapters/postgres/postgres-checkpoint-store.ts'
import { postgresDrafts } from './adapters/postgres/postgres-drafts.ts'
import { postgresFleetLeftovers } from './adapters/postgres/postgres-fleet-leftovers.ts'
import { postgresHitCounts } from './adapters/postgres/postgres-hit-counts.ts'
import { postgresQueuePlaces } from './adapters/postgres/postgres-queue-places.ts'
import { postgresSubjectKeys } from './adapters/postgres/postgres-subject-keys.ts'
import { postgresTaskQueue } from './adapters/postgres/postgres-task-queue.ts'
import { postgresQueries } from './adapters/postgres/views/postgres-queries.ts'
import { postgresTrashedImages } from './adapters/postgres/views/postgres-trashed-images.ts'
import { postgresViewRebuilds } from './adapters/postgres/views/postgres-view-rebuilds.ts'
import { postgresViewStore } from './adapters/postgres/views/postgres-view-store.ts'
import { memoryProgressHub } from './adapters/system/memory-progress-hub.ts'
import { secrets } from './adapters/system/secrets.ts'
import { sha256Of } from './adapters/system/sha256.ts'
import { systemClock } from './adapters/system/system-clock.ts'
import { systemIds } from './adapters/system/system-ids.ts'
import { noTelemetry, type Telemetry } from './adapters/telemetry/telemetry.ts'
import { fleetQueueRoom, queueRoom } from './application/job/queue-room.ts'
import { operator } from './application/operator/operator.ts'
import type { BlobLinks } from './application/ports/blob-links.ts'
import type { Log } from './application/ports/log.ts'
import type { Ports } from './application/ports/ports.ts'
import type { ProgressHub } from './application/ports/progress-hub.ts'
import { useCases } from './application/wired-use-cases.ts'
import type { Config } from './config.ts'
import { newerEvents } from './application/ports/newer-events.ts'
import { Bindings } from './container-bindings.ts'
import { bindBackups, bindBlobs, bindLog } from './container-stores.ts'

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
  bindBlobs(container, config, telemetry)
  bindBackups(container, config, database)
  container.bind(Bindings.metrics).toDynamicValue(() => studioMetrics({ version }))
  container.bind(Bindings.telemetry).toConstantValue(telemetry)
  container.bind(Bindings.contentCredentials).toDynamicValue(() => telemetry.credentialSigner(contentCredentials(credentials)))
  container
    .bind(Bindings.imageCodec)
    .toResolvedValue((metrics) => telemetry.imageCodec(metrics.imageCodec(imageCodec(imaging))), [Bindings.metrics])
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
  container.bind(Bindings.newerEvents).toDynamicValue(() => newerEvents())
  container.bind(Bindings.clock).toDynamicValue(() => systemClock())
  container.bind(Bindings.idSource).toDynamicValue(() => systemIds())
  // An embedded database has one process, which counts for itself.
  container.bind(Bindings.hitCounts).toDynamicValue(() => (database.embedded ? null : postgresHitCounts(database)))
  container.bind(Bindings.fleetLeftovers).toDynamicValue(() => postgresFleetLeftovers(database))
  container.bind(Bindings.progressHub).toResolvedValue((to) => progressHubOf(database, to), [Bindings.log])
}

/** Made by the keys alone: nothing is ever sent over this bucket's connections. */
function blobLinksOf({ blobStore, s3 }: Config): { readonly blobLinks?: BlobLinks } {
  if (blobStore !== 's3' || s3 === null || s3.publicEndpoint === null) return {}
  return { blobLinks: s3BlobLinks(s3Bucket({ ...s3, endpoint: s3.publicEndpoint })) }
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
