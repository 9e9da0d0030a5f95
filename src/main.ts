import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { freeBytesAt } from './adapters/blob-fs/disk-floor.ts'
import { cliProgram } from './adapters/cli/program.ts'
import { configuredPods, type ConfiguredPods } from './adapters/comfyui/pods.ts'
import { startEmulator } from './adapters/comfyui-emulator/start-emulator.ts'
import { boundedServer, farewellOf } from './adapters/http/connections.ts'
import { httpServer } from './adapters/http/http-server.ts'
import { statusServer } from './adapters/http/status-server.ts'
import type { Door } from './adapters/http/route.ts'
import { refuseOtherKeys } from './adapters/postgres/postgres-subject-keys.ts'
import { pinoLog } from './adapters/system/pino-log.ts'
import { closeAll } from './adapters/system/running-parts.ts'
import type { StopSignal } from './application/ports/clock.ts'
import type { Log } from './application/ports/log.ts'
import { alarm } from './application/processes/alarm.ts'
import { environmentExample, readConfig, type Config } from './config.ts'
import { ConfigInvalid } from './config-values.ts'
import { buildContainer } from './container.ts'
import { Bindings } from './container-bindings.ts'
import { identityOf, open, openFollowing, openLog, openPictures, rootDir, version, type Closers } from './main-opening.ts'
import { operatorParts } from './main-operate.ts'
import { runRole, servesPeople, type Wired } from './main-roles.ts'
import { insights, views } from './projections/views.ts'

const dayMs = 86_400_000
/** How long requests may take to end once the program was told to stop. */
const longestGoodbyeMs = 10_000

/** Starts everything in order, waits for a signal, stops everything in reverse. */
async function serve(): Promise<void> {
  const config = readConfig(rootDir)
  const log = pinoLog(config.logLevel)
  const closers: Closers = []
  const stop = new AbortController()
  // Everything listens to this one, because a signal of the platform warns of a leak at the eleventh listener.
  const stopping = alarm(stop.signal)
  try {
    const telemetry = await openFollowing(config, log, closers)
    const database = await open(config, log, closers)
    if (config.role === 'migrate') return void process.stdout.write('The database is up to date.\n')
    await refuseOtherKeys(database, config.dataKey)
    const pods = await engines(config, log, closers)
    const identity = await identityOf(config)
    const container = buildContainer({ config, log, database, pods, identity, version, telemetry })
    closers.push(...closersOf(container, config.role))
    await openLog(container, database, closers)
    await openPictures(container, log)
    for (const group of [views, insights]) await container.get(Bindings.viewStore).open(group)
    const running = runRole(config, container, pods.backends.length, { stop: stopping, stopper: stop })
    const ended = running.catch(() => undefined)
    closers.push(() => ended)
    const server = boundedServer()
    const farewell = farewellOf(server)
    // Kept, because a server that is ending has no address any more, and still answers.
    let url = ''
    const shown = { publicUrl: () => config.publicUrl ?? url, stop: stopping }
    server.on(
      'request',
      servesPeople(config.role) ? httpServer(doorOf(config, container, shown)) : statusServer(statusOf(config, container, shown)),
    )
    url = await listen(server, config)
    closers.push(() => farewell(longestGoodbyeMs))
    announce(config, url)
    await Promise.race([signalled(), running])
  } finally {
    stop.abort()
    await closeAll(closers, log)
  }
}

/** What was made along with the container. A projector has neither pictures nor engines, and asking for them would make them. */
function closersOf(container: Wired, role: Config['role']): Closers {
  const bucket = async () => container.get(Bindings.bucket)?.close()
  if (role === 'projector') return [bucket]
  const parts = [Bindings.imageCodec, Bindings.contentCredentials, Bindings.imageEngine] as const
  return [bucket, ...parts.map((part) => () => Promise.resolve(container.get<{ close(): Promise<unknown> }>(part).close()))]
}

/** The configured pods, or the preview engine in this process, behind the same protocol. A projector speaks to none. */
async function engines(config: Config, log: Log, closers: Closers): Promise<ConfiguredPods> {
  if (config.role === 'projector') return { backends: [] }
  const pods = configuredPods(config.comfyuiUrls, config.comfyuiPodsFile, log)
  if (pods !== null) return pods
  const emulator = await startEmulator({
    port: 0,
    dir: join(config.dataDir, 'preview-engine'),
    recordingsDir: config.paths.recordings,
    painter: { workerFile: config.paths.painterWorker },
    // It shows which face it was given and draws no likeness, so it is in no position to say that a face was found.
    pulid: 'without-finder',
    // A picture is fetched within seconds; one that waits for a store or a restart has a day.
    filesLiveMs: Math.max(dayMs, config.clocks.maxWaitMs),
    log,
  })
  closers.push(() => emulator.close())
  return { backends: [{ backendId: 'preview', url: emulator.url, shared: false }] }
}

type Shown = { publicUrl(): string; readonly stop: StopSignal }

/** All that people may ask of this process. */
function doorOf(config: Config, container: Wired, { publicUrl, stop }: Shown): Door {
  const { paths, limits } = config
  const { aroundRequest } = container.get(Bindings.telemetry)
  const counts = container.get(Bindings.hitCounts)
  return {
    ...statusOf(config, container, { publicUrl, stop }),
    ...(aroundRequest === undefined ? {} : { aroundRequest }),
    useCases: container.get(Bindings.useCases),
    progress: container.get(Bindings.progressHub),
    ...(counts === null ? {} : { counts }),
    installation: installationOf(config, container),
    config: {
      publicUrl,
      rates: { writesPerMin: limits.rateWritesPerMin, readsPerMin: limits.rateReadsPerMin },
      trashMs: limits.trashMs,
      rootCertificate: container.get(Bindings.contentCredentials).rootCertificate,
      webDir: paths.web,
      docsScriptDir: paths.docsScript,
    },
  }
}

/** What its operator may ask of it. */
function statusOf(config: Config, container: Wired, { publicUrl, stop }: Shown) {
  return {
    queries: container.get(Bindings.queries),
    config: { publicUrl },
    clock: container.get(Bindings.clock),
    stop,
    log: container.get(Bindings.log),
    metrics: metricsOf(config, container),
    needsViews: config.role !== 'worker',
    newerEvents: container.get(Bindings.newerEvents),
    version,
  }
}

/** Figures of the installation are asked for when somebody reads them. */
function metricsOf(config: Config, container: Wired) {
  const { role, metricsToken: token } = config
  const metrics = container.get(Bindings.metrics)
  const eventStore = container.get(Bindings.eventStore)
  const imageEngine = role === 'projector' ? null : container.get(Bindings.imageEngine)
  const { disk, lastBackupAt } = installationOf(config, container)
  const sources = {
    queries: container.get(Bindings.queries),
    eventStore,
    imageEngine,
    disk,
    lastBackupAt,
    newerEvents: container.get(Bindings.newerEvents),
    clock: container.get(Bindings.clock),
  }
  return { token, answered: metrics.answered, streamBegun: metrics.streamBegun, page: () => metrics.page(sources) }
}

/** What the program runs on. A bucket tells nobody how full it is. */
function installationOf({ blobStore, dataDir, limits }: Config, container: Wired) {
  const folder = join(dataDir, 'blobs')
  return {
    disk: async () => (blobStore === 'fs' ? { freeBytes: await freeBytesAt(folder), floorBytes: limits.diskFloorBytes } : null),
    lastBackupAt: () => container.get(Bindings.backupDesk).lastTakenAt(),
  }
}

/** Answers where it listens: the port may be whichever was free. */
async function listen(server: Server, { host, port }: Config): Promise<string> {
  server.listen(port, host)
  await once(server, 'listening')
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

function announce(config: Config, url: string): void {
  const lines = [
    servesPeople(config.role) ? `Persona Studio is ready: ${config.publicUrl ?? url}` : `The ${config.role} is ready: ${url}/health/ready`,
  ]
  if (config.comfyuiUrls === null && config.comfyuiPodsFile === null)
    lines.push('Pictures are drawn by the built-in preview engine. Set COMFYUI_URLS to use ComfyUI.')
  if (config.databaseUrl === null)
    lines.push('The embedded database survives the death of this program, not a power cut. Set DATABASE_URL for PostgreSQL.')
  if (config.dataKeyIsNew)
    lines.push(`A key for prompts and names was made: ${join(config.dataDir, 'data.key')}. Keep a copy: without it they are lost.`)
  process.stdout.write(`${lines.join('\n')}\n`)
  process.send?.({ listening: url })
}

/** A signal of the operator, or the end of the program that has forked this one. */
async function signalled(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), once(process, 'disconnect')])
  // An open channel to the parent would keep this process alive after everything is closed.
  if (process.connected) process.disconnect()
}

const known = new Set([
  'BackupUnusable',
  'DatabaseIsNewer',
  'ConfigInvalid',
  'PodsFileInvalid',
  'FolderInUse',
  'StorageUnavailable',
  'EventStoreUnavailable',
  'LogDoesNotFit',
  'DataKeyDoesNotFit',
  'CredentialsUnusable',
  'LogUnreadable',
  'CannotBeDone',
  'NoSuchGroup',
])

/** What an operator can mend is told in a sentence; all else with its stack. */
function explain(error: unknown): string {
  if (error instanceof ConfigInvalid) return `The configuration does not hold:\n${error.message}`
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return 'The port is in use by another program: set PORT.'
  if (error instanceof Error && (known.has(error.name) || ('syscall' in error && 'path' in error))) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const program = cliProgram({ ...operatorParts(), version, mainFile: import.meta.filename, serve, environmentExample })
  await program.parseAsync().catch((error: unknown) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exitCode = 1
  })
}
