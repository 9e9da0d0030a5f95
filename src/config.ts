import { resolve } from 'node:path'
import { z } from 'zod'
import { refuseIncomplete, roles } from './config-demands.ts'
import { keyOfInstallation } from './config-key.ts'
import { pathsUnder, type Paths } from './config-paths.ts'
import { address, ConfigInvalid, urls, whole, yesOrNo } from './config-values.ts'

/** Everything that can be set, in one table: `.env.example` and the README's table are printed from it. */
const table = z.object({
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on.'),
  PORT: whole(0, 65535).default(3000).describe('Port to listen on; 0 takes a free one.'),
  PUBLIC_URL: address(/^https?$/)
    .optional()
    .describe(
      'Where people reach the Studio: permanent addresses and the cookie are made from it, and under no other name are changes taken. Default: http://localhost:<PORT>.',
    ),
  APP_ROLE: z
    .enum(roles, { error: `expected one of ${roles.map((role) => `\`${role}\``).join(', ')}` })
    .default('all')
    .describe(
      '`all`; or, on PostgreSQL, a part of a fleet: `api` serves people, `worker` drives jobs, `projector` makes views and tasks of events, `migrate` brings the database up to date and ends. Each of the first three serves /health and /metrics.',
    ),
  DATA_DIR: z.string().min(1).default('./.data').describe('Embedded database, files and own keys.'),
  DATABASE_URL: address(/^postgres(ql)?$/)
    .optional()
    .describe('PostgreSQL 15 or newer. Default: the embedded database in DATA_DIR.'),
  EVENT_STORE: z
    .enum(['database', 'eventstoredb'], { error: 'expected `database` or `eventstoredb`' })
    .default('database')
    .describe('Where the log lies: in the database, or in EventStoreDB (KurrentDB). Views, tasks and accounts stay in the database.'),
  EVENTSTORE_URL: z
    .string()
    .regex(/^esdb(\+discover)?:\/\/\S+$/, 'expected an address that begins with esdb:// or esdb+discover://')
    .optional()
    .describe(
      'Address of EventStoreDB 23.10 or newer, or KurrentDB; required for EVENT_STORE=eventstoredb. The log shares the server with nobody.',
    ),
  BLOB_STORE: z
    .enum(['fs', 's3'], { error: 'expected `fs` or `s3`' })
    .default('fs')
    .describe('Where pictures and masks lie: in DATA_DIR, or in a bucket of S3 or MinIO. `npm run blobs -- migrate` moves them.'),
  S3_ENDPOINT: address(/^https?$/)
    .optional()
    .describe('Address of the S3 server. Default: the one of AWS for S3_REGION.'),
  S3_REGION: z.string().min(1).default('us-east-1').describe('Region of the bucket; most servers that are not AWS take any.'),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'expected 3 to 63 lower-case letters, digits, dots and hyphens')
    .optional()
    .describe('Required for S3, as the two keys are. Made when missing.'),
  S3_ACCESS_KEY_ID: z.string().min(1).optional().describe('Who we are to the S3 server.'),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional().describe('The secret that goes with it.'),
  S3_FORCE_PATH_STYLE: yesOrNo()
    .default('true')
    .describe("`true` names the bucket in the path, which every server understands; `false` in the host's name."),
  S3_CHECKSUMS: z
    .enum(['supported', 'required'], { error: 'expected `supported` or `required`' })
    .default('supported')
    .describe('`required` leaves out the newer checksums, for servers that do not know them.'),
  S3_PUBLIC_ENDPOINT: address(/^https?$/)
    .optional()
    .describe(
      'Where clients reach the S3 server: downloads, and whatever API tokens fetch, then come from there by links of some minutes. Default: the Studio streams everything.',
    ),
  COMFYUI_URLS: urls().optional().describe('Comma-separated addresses of ComfyUI servers. Default: the embedded preview engine.'),
  COMFYUI_PODS_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('In place of COMFYUI_URLS: a JSON file of `[{ id, url, weight, shared, drain, headers }]`; docs/comfyui.md.'),
  DATA_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits')
    .optional()
    .describe(
      'Wraps the keys of protected texts; losing it loses prompts and names. Made once in DATA_DIR when unset; required when NODE_ENV=production or APP_ROLE is not `all`.',
    ),
  CREDENTIALS_CERT: z
    .string()
    .min(1)
    .optional()
    .describe(
      'PEM file of the certificates that sign Content Credentials, leaf first, root last. Made once in DATA_DIR when unset; required when NODE_ENV=production or APP_ROLE is not `all`.',
    ),
  CREDENTIALS_KEY: z.string().min(1).optional().describe('PEM file of the key of the first of these certificates, on P-256.'),
  LEASE_MS: whole(100, 3_600_000).default(30_000).describe('How long a claimed task stays claimed without a heartbeat.'),
  HEARTBEAT_MS: whole(50, 600_000).default(10_000).describe('How often a claim is renewed.'),
  POLL_MS: whole(10, 60_000).default(250).describe('How often the log and the tasks are looked at when nothing called.'),
  ENGINE_POLL_MS: whole(10, 60_000).default(1_000).describe('How often an engine is asked about a running job.'),
  GRACE_MS: whole(50, 600_000).default(25_000).describe('How long a submission may stay unknown to the engine before it is sent again.'),
  ATTEMPT_TIMEOUT_MS: whole(1_000, 86_400_000).default(900_000).describe('Longest time of one attempt, from its submission.'),
  MAX_WAIT_MS: whole(1_000, 604_800_000).default(86_400_000).describe('Longest time a job may wait in line.'),
  QUEUE_MAX: whole(1, 1_000_000).default(1_000).describe('Jobs waiting in all.'),
  USER_QUEUE_MAX: whole(1, 1_000_000).default(50).describe('Jobs waiting of one user.'),
  POD_QUEUE_DEPTH: whole(1, 100).default(2).describe('The longest ComfyUI queue, whoever filled it, that a run joins.'),
  DISK_FLOOR_MB: whole(0, 1_000_000_000)
    .default(500)
    .describe('Megabytes that stay free on the volume of the pictures: with less, nothing new is accepted. A bucket has no floor.'),
  TRASH_DAYS: whole(1, 3_650).default(30).describe('Days that a picture stays in the trash before it is erased for ever.'),
  RATE_WRITES_PER_MIN: whole(1, 1_000_000).default(120).describe('Changes per user and minute.'),
  RATE_READS_PER_MIN: whole(1, 1_000_000).default(1_200).describe('Reads per user and minute; files and thumbnails do not count.'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('Least serious line that is logged.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: address(/^https?$/)
    .optional()
    .describe(
      'Where traces are sent, as OTLP over HTTP: an address without /v1/traces. How many of them: OTEL_TRACES_SAMPLER, as OpenTelemetry defines it. Default: nobody traces.',
    ),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, 'expected 16 or more characters without spaces')
    .optional()
    .describe('Who sends it as a bearer may read /metrics. Default: programs of this machine, while PUBLIC_URL names no other.'),
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('development')
    .describe('`production` insists on keys that are given, not made.'),
})

type Table = z.infer<typeof table>

export type Config = {
  readonly role: Table['APP_ROLE']
  readonly host: string
  readonly port: number
  /** Without a trailing slash. `null`: http://localhost and the port that was really bound. */
  readonly publicUrl: string | null
  readonly dataDir: string
  readonly databaseUrl: string | null
  /** `null`: the log lies in the database. */
  readonly eventStoreUrl: string | null
  readonly blobStore: Table['BLOB_STORE']
  /** Set where a bucket is configured, also while `blobStore` is `fs`: blobs can then be moved. */
  readonly s3: S3Config | null
  readonly comfyuiUrls: readonly string[] | null
  /** Absolute; never set together with `comfyuiUrls`. */
  readonly comfyuiPodsFile: string | null
  /** 32 bytes. */
  readonly dataKey: Uint8Array
  /** Whether DATA_KEY was made by this start: the start-up then says what losing it means. */
  readonly dataKeyIsNew: boolean
  /** Files in PEM; `null`: the installation's own, made once. */
  readonly credentials: { readonly certificateFile: string; readonly keyFile: string } | null
  readonly clocks: {
    readonly leaseMs: number
    readonly heartbeatMs: number
    readonly pollMs: number
    readonly enginePollMs: number
    readonly graceMs: number
    readonly attemptTimeoutMs: number
    readonly maxWaitMs: number
  }
  readonly limits: {
    readonly queueMax: number
    readonly userQueueMax: number
    readonly podQueueDepth: number
    /** 0: down to the last byte. */
    readonly diskFloorBytes: number
    readonly trashMs: number
    readonly rateWritesPerMin: number
    readonly rateReadsPerMin: number
  }
  readonly logLevel: Table['LOG_LEVEL']
  readonly metricsToken: string | null
  /** `null`: nothing is traced. */
  readonly otlpEndpoint: string | null
  readonly paths: Paths
}

export type S3Config = {
  /** `null`: AWS. */
  readonly endpoint: string | null
  /** Where clients reach the server; `null`: nowhere. */
  readonly publicEndpoint: string | null
  readonly region: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly forcePathStyle: boolean
  readonly checksums: Table['S3_CHECKSUMS']
}

/**
 * The only reader of the environment. `rootDir` is the installed program's folder (with `dist`, `workflows`, `src`).
 * Throws `ConfigInvalid` with a list that names variables and expectations, never values.
 */
export function readConfig(rootDir: string, environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = table.safeParse(given)
  if (!parsed.success) throw new ConfigInvalid(faultsOf(parsed.error))
  const set = parsed.data
  refuseIncomplete(set)
  const credentials = credentialFilesOf(set)
  const s3 = s3Of(set)
  const dataDir = resolve(set.DATA_DIR)
  const key = set.DATA_KEY === undefined ? keyOfInstallation(dataDir) : { hex: set.DATA_KEY, isNew: false }
  return Object.freeze({
    role: set.APP_ROLE,
    host: set.HOST,
    port: set.PORT,
    publicUrl: set.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    dataDir,
    databaseUrl: set.DATABASE_URL ?? null,
    eventStoreUrl: set.EVENT_STORE === 'eventstoredb' ? (set.EVENTSTORE_URL ?? null) : null,
    blobStore: set.BLOB_STORE,
    s3,
    comfyuiUrls: set.COMFYUI_URLS ?? null,
    comfyuiPodsFile: set.COMFYUI_PODS_FILE === undefined ? null : resolve(set.COMFYUI_PODS_FILE),
    dataKey: new Uint8Array(Buffer.from(key.hex, 'hex')),
    dataKeyIsNew: key.isNew,
    credentials,
    clocks: clocksOf(set),
    limits: limitsOf(set),
    logLevel: set.LOG_LEVEL,
    metricsToken: set.METRICS_TOKEN ?? null,
    otlpEndpoint: set.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    paths: pathsUnder(rootDir),
  })
}

/** `.env.example`: every variable with its meaning and default, commented out. */
export function environmentExample(): string {
  const lines = Object.entries(table.shape).map(([name, schema]) => {
    const standard = schema instanceof z.ZodDefault ? schema.def.defaultValue : ''
    return `# ${schema.description ?? ''}\n# ${name}=${String(standard)}\n`
  })
  return `# Persona Studio: everything that can be set. Printed by \`npm run env:example\` from src/config.ts.\n\n${lines.join('\n')}`
}

function credentialFilesOf(set: Table): Config['credentials'] {
  const [certificateFile, keyFile] = [set.CREDENTIALS_CERT, set.CREDENTIALS_KEY]
  if (certificateFile !== undefined && keyFile !== undefined)
    return { certificateFile: resolve(certificateFile), keyFile: resolve(keyFile) }
  if (certificateFile !== undefined) throw new ConfigInvalid('  CREDENTIALS_KEY: expected beside CREDENTIALS_CERT')
  if (keyFile !== undefined) throw new ConfigInvalid('  CREDENTIALS_CERT: expected beside CREDENTIALS_KEY')
  return null
}

/** A bucket is named whole or not at all. */
function s3Of(set: Table): S3Config | null {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = set
  const isAsked = set.BLOB_STORE === 's3' || [set.S3_ENDPOINT, bucket, accessKeyId, secretAccessKey].some((value) => value !== undefined)
  if (!isAsked) return null
  if (bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    const missing = (['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const).filter((name) => set[name] === undefined)
    throw new ConfigInvalid(missing.map((name) => `  ${name}: expected, because a bucket is named or asked for`).join('\n'))
  }
  return {
    endpoint: set.S3_ENDPOINT ?? null,
    publicEndpoint: set.S3_PUBLIC_ENDPOINT ?? null,
    region: set.S3_REGION,
    bucket,
    accessKeyId,
    secretAccessKey,
    forcePathStyle: set.S3_FORCE_PATH_STYLE === 'true',
    checksums: set.S3_CHECKSUMS,
  }
}

function clocksOf(set: Table): Config['clocks'] {
  return {
    leaseMs: set.LEASE_MS,
    heartbeatMs: set.HEARTBEAT_MS,
    pollMs: set.POLL_MS,
    enginePollMs: set.ENGINE_POLL_MS,
    graceMs: set.GRACE_MS,
    attemptTimeoutMs: set.ATTEMPT_TIMEOUT_MS,
    maxWaitMs: set.MAX_WAIT_MS,
  }
}

function limitsOf(set: Table): Config['limits'] {
  return {
    queueMax: set.QUEUE_MAX,
    userQueueMax: set.USER_QUEUE_MAX,
    podQueueDepth: set.POD_QUEUE_DEPTH,
    diskFloorBytes: set.DISK_FLOOR_MB * 1_000_000,
    trashMs: set.TRASH_DAYS * 86_400_000,
    rateWritesPerMin: set.RATE_WRITES_PER_MIN,
    rateReadsPerMin: set.RATE_READS_PER_MIN,
  }
}

const faultsOf = (error: z.ZodError): string => error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')
