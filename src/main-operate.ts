import { s3Bucket } from './adapters/blob-s3/s3-bucket.ts'
import { verifyBackup } from './adapters/backup/backup-desk.ts'
import { fsBlobArchive } from './adapters/blob-fs/fs-blob-archive.ts'
import type { BlobsParts } from './adapters/cli/blobs.ts'
import type { CredentialDesk } from './adapters/cli/credentials.ts'
import type { EventDesk } from './adapters/cli/es-desk.ts'
import type { ProgramParts } from './adapters/cli/program.ts'
import { configuredPods } from './adapters/comfyui/pods.ts'
import { workflowDesk } from './adapters/comfyui/compiler/workflow-desk.ts'
import { inspectPods } from './adapters/comfyui/inspect-pods.ts'
import { contentCredentials } from './adapters/credentials/content-credentials.ts'
import { rootCertificateOf } from './adapters/credentials/cose-sign1.ts'
import { pinoLog } from './adapters/system/pino-log.ts'
import { closeAll } from './adapters/system/running-parts.ts'
import { sha256Hashing } from './adapters/system/sha256.ts'
import { systemClock } from './adapters/system/system-clock.ts'
import { moveBlobs } from './application/operator/move-blobs.ts'
import type { EngineReport } from './application/ports/image-engine.ts'
import type { Log } from './application/ports/log.ts'
import type { UseCases } from './application/use-cases.ts'
import { readConfig, type Config } from './config.ts'
import { pathsUnder } from './config-paths.ts'
import { ConfigInvalid } from './config-values.ts'
import { buildContainer } from './container.ts'
import { Bindings } from './container-bindings.ts'
import { archiveAt } from './container-stores.ts'
import { identityOf, open, openLog, rootDir, version, type Closers } from './main-opening.ts'
import { viewsOperator } from './projections/views-operator.ts'
import { insights, views } from './projections/views.ts'

/** What the operator's commands are done with; each opens what it needs when it is called, and closes it again. */
export function operatorParts(): Omit<ProgramParts, 'version' | 'mainFile' | 'serve' | 'environmentExample'> {
  const { workflows: workflowsDir, nodeClasses: recordingsDir } = pathsUnder(rootDir)
  const workflows = workflowDesk({ workflowsDir, recordingsDir })
  return { withUseCases, withEventDesk, backups, withBlobDesk, migrateBlobs, doctor, workflows, credentials }
}

/** Reading credentials needs neither database nor server, so it works beside a running one. */
const credentials: CredentialDesk = {
  async inspect(file, mime) {
    const config = readConfig(rootDir)
    const { credentialWorker: workerFile, credentialWasm: wasmFile } = config.paths
    const reader = contentCredentials({ workerFile, wasmFile, identity: await identityOf(config), version, timeoutMs: 60_000 })
    return reader.inspect(file, mime).finally(() => reader.close())
  },
  rootCertificate: async () => rootCertificateOf(await identityOf(readConfig(rootDir))),
}

/** What the pods can do and lack, without a database and beside a running server. */
async function doctor(lookMs: number): Promise<EngineReport | null> {
  const { comfyuiUrls, comfyuiPodsFile, paths } = readConfig(rootDir)
  const log = pinoLog('silent')
  const pods = configuredPods(comfyuiUrls, comfyuiPodsFile, log)
  return pods === null ? null : inspectPods({ ...pods, workflowsDir: paths.workflows, clock: systemClock(), log, lookMs })
}

/** All parts on the configured database, for the operator's commands; no engine is asked. */
async function withContainer<Value>(
  logFor: (config: Config) => Log,
  act: (container: ReturnType<typeof buildContainer>, log: Log) => Promise<Value>,
): Promise<Value> {
  const config = readConfig(rootDir)
  const log = logFor(config)
  const closers: Closers = []
  try {
    const database = await open(config, log, closers)
    const identity = await identityOf(config)
    const container = buildContainer({ config, log, database, pods: { backends: [] }, identity, version })
    closers.push(async () => container.get(Bindings.bucket)?.close())
    await openLog(container, database, closers)
    return await act(container, log)
  } finally {
    await closeAll(closers, log)
  }
}

const withUseCases = <Value>(act: (useCases: UseCases) => Promise<Value>): Promise<Value> =>
  withContainer(
    ({ logLevel }) => pinoLog(logLevel),
    (container) => act(container.get(Bindings.useCases)),
  )

/** Only errors are told beside what a command says. */
const silence = (): Log => pinoLog('silent')

/** The log and its views. */
const withEventDesk = <Value>(act: (desk: EventDesk) => Promise<Value>): Promise<Value> =>
  withContainer(silence, async (container, log) => {
    const ports = { store: container.get(Bindings.eventStore), viewStore: container.get(Bindings.viewStore) }
    const operated = { ...ports, rebuilds: container.get(Bindings.viewRebuilds), clock: container.get(Bindings.clock), log }
    for (const group of [views, insights]) await ports.viewStore.open(group)
    const desk = viewsOperator({ ...operated, stop: new AbortController().signal, groups: [views, insights] })
    return act({ log: container.get(Bindings.operator), views: desk, queries: container.get(Bindings.queries) })
  })

const withBlobDesk: BlobsParts['withBlobDesk'] = (act) => withContainer(silence, (container) => act(container.get(Bindings.blobsOperator)))

const backups: ProgramParts['backups'] = {
  withBackupDesk: (act) => {
    if (readConfig(rootDir).eventStoreUrl !== null)
      throw new ConfigInvalid('  EVENT_STORE: expected `database`; EventStoreDB is backed up by its own means')
    return withContainer(silence, (container) => act(container.get(Bindings.backupDesk)))
  },
  verifyBackup: (from) => verifyBackup({ blobsIn: fsBlobArchive }, from),
}

/** Opens no database, so it works beside a running server. */
const migrateBlobs: BlobsParts['migrateBlobs'] = async (from, to, dryRun, onProgress) => {
  const config = readConfig(rootDir)
  if (config.s3 === null) throw new ConfigInvalid('  S3_BUCKET: expected, with the two keys of its server')
  const bucket = s3Bucket(config.s3)
  const places = { from: archiveAt(from, config, bucket), to: archiveAt(to, config, bucket), hashing: sha256Hashing }
  return moveBlobs(places, { dryRun }, onProgress).finally(() => bucket.close())
}
