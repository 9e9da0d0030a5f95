import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Caller, Context, UseCases } from '../../application/use-cases.ts'
import type { JobProgress } from '../../application/ports/progress-hub.ts'
import type { RequestMeter } from '../../application/ports/request-meter.ts'
import type { Clock, StopSignal } from '../../application/ports/clock.ts'
import type { HitCounts } from '../../application/ports/hit-counts.ts'
import type { NewerEvents } from '../../application/ports/newer-events.ts'
import type { Log } from '../../application/ports/log.ts'
import type { Queries } from '../../projections/queries.ts'
import type { Draft } from './contract/draft.ts'
import type { Refused } from './problem.ts'

/** All the door stands on. */
export type Door = {
  readonly useCases: UseCases
  readonly queries: Queries
  readonly progress: ProgressReader
  readonly config: DoorConfig
  readonly log: Log
  readonly clock: Pick<Clock, 'now'>
  readonly version: string
  /** Absent: nothing is counted, and no page shows it. */
  readonly metrics?: Metrics
  /** Absent: nobody follows what a request leads to. */
  readonly aroundRequest?: AroundRequest
  /** Where other processes answer too: how often somebody has called all of them. Absent: this one counts alone. */
  readonly counts?: HitCounts
  /** Fires when the program stops: every event stream ends then. */
  readonly stop?: StopSignal
  readonly newerEvents?: Pick<NewerEvents, 'standing'>
  /** Absent: nothing is known of what the program runs on. */
  readonly installation?: Installation
}

/** What the program runs on, asked when an admin looks. */
export type Installation = {
  /** `null`: pictures lie in a bucket. */
  disk(): Promise<{ readonly freeBytes: number; readonly floorBytes: number } | null>
  /** ISO 8601; `null` before the first. */
  lastBackupAt(): Promise<string | null>
}

/** What is told of each answer, and the page that shows it to Prometheus. */
export type Metrics = RequestMeter & {
  /** Whoever sends it may read the page; `null`: programs of this machine, while the Studio has no public name. */
  readonly token: string | null
  page(): Promise<{ readonly contentType: string; readonly text: string }>
}

/** Looks on while a request is served: `proceed` serves it, and says when it has ended. `route` is the pattern, never the filled address. */
type AroundRequest = (
  begun: { readonly method: string; readonly traceparent: string | undefined },
  proceed: (end: (ended: { readonly route: string; readonly status: number }) => void) => void,
) => void

/** The reading half of the progress hub. */
export type ProgressReader = {
  latest(jobId: string): JobProgress | null
  subscribe(ownerId: string, listener: (progress: JobProgress) => void): () => void
}

export type DoorConfig = {
  /** Without a trailing slash. A function, because the port may be known only once it is bound. */
  publicUrl(): string
  readonly rates: { readonly writesPerMin: number; readonly readsPerMin: number }
  /** How long a picture stays in the trash. */
  readonly trashMs: number
  /** In PEM: what the credentials of this installation's pictures go back to. */
  readonly rootCertificate: string
  /** Folder of the built Studio. */
  readonly webDir: string
  /** Folder of the documentation viewer's bundled script. */
  readonly docsScriptDir: string
}

/**
 * Who may knock. `open`: anybody. `session`: signed in on the web, no token. `admin`: such a session of an admin. The others are the
 * scopes of a token; a session has all of them.
 */
export type Access = 'open' | 'session' | 'admin' | 'read' | 'write' | 'audit'

/** How calls are counted. `file`: not at all. `sign-in`: failures, per account and address. */
export type Rate = 'read' | 'write' | 'file' | 'sign-in'

/** What a request is, once it is known to be allowed and well-formed. */
export type Asked<Body, Query> = {
  /** On an `open` route this is nobody. */
  readonly caller: Caller
  readonly context: Context
  readonly params: Readonly<Record<string, string>>
  readonly body: Body
  readonly query: Query
  readonly upload: UploadedForm | null
  readonly request: Request
}

export type UploadedForm = { readonly bytes: Uint8Array; readonly fields: Readonly<Record<string, string>> }

/** The session cookie that goes with an answer: a new secret, or null to take it away. */
export type SessionChange = { readonly secret: string | null }

export type Reply =
  | {
      readonly kind: 'json'
      readonly status: number
      readonly body: unknown
      readonly headers?: Readonly<Record<string, string>>
      readonly session?: SessionChange
    }
  | { readonly kind: 'empty'; readonly session?: SessionChange }
  | {
      readonly kind: 'file'
      readonly bytes: Uint8Array
      readonly mime: string
      readonly etag: string
      readonly cache: 'immutable' | 'fresh'
      readonly downloadAs?: string
    }
  /** To an address that holds for some minutes and may be kept for `freshForMs`. */
  | { readonly kind: 'elsewhere'; readonly url: string; readonly freshForMs: number }
  | { readonly kind: 'refused'; readonly refused: Refused; readonly extra?: { readonly draft: Draft | null } }
  /** The handler keeps the response and ends it itself. */
  | { readonly kind: 'stream'; readonly start: (response: Response) => void }

/** What the description says of an answer: a schema, in JSON unless a media type is named. */
export type Answers = Readonly<Record<number, { readonly what: string; readonly schema?: z.ZodType; readonly mime?: string }>>

type Described = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** As express writes it; parameters whose names end in `id` are UUIDs, and what is none answers 404. */
  readonly path: string
  readonly access: Access
  readonly rate: Rate
  readonly tag: string
  readonly summary: string
  readonly answers: Answers
  /** `Idempotency-Key` is honoured: the route starts a stream. */
  readonly startsStream?: true
  /** A picture as multipart form, beside or instead of JSON. */
  readonly upload?: 'required' | 'instead-of-json'
}

type Definition<Body extends z.ZodType, Query extends z.ZodType> = Described & {
  readonly body?: Body
  readonly query?: Query
  readonly handle: (asked: Asked<z.output<Body>, z.output<Query>>) => Promise<Reply>
}

/** One row of the route table: express, the description and the authorisation test are all made from it. */
export type Route = Described & {
  readonly body: z.ZodType | null
  readonly query: z.ZodType | null
  readonly handle: (asked: Asked<never, never>) => Promise<Reply>
}

/** Ties a handler's types to its schemas; the server calls it only with what these schemas gave. */
export function route<Body extends z.ZodType = z.ZodUndefined, Query extends z.ZodType = z.ZodUndefined>(
  definition: Definition<Body, Query>,
): Route {
  return { ...definition, body: definition.body ?? null, query: definition.query ?? null }
}

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply => ({
  kind: 'json',
  status,
  body,
  headers,
})

/** As `json`, and the browser is signed in from now on. */
export const signedIn = (status: number, body: unknown, secret: string): Reply => ({ kind: 'json', status, body, session: { secret } })

export const refuse = (refused: Refused): Reply => ({ kind: 'refused', refused })
