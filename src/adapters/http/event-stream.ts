import type { Response } from 'express'
import type { Caller } from '../../application/use-cases.ts'
import type { JobProgress } from '../../application/ports/progress-hub.ts'
import type { JobRow } from '../../projections/job-status/job-status-query.ts'
import type { ViewChange } from '../../projections/queries.ts'
import type { Credential } from './authentication.ts'
import type { ChangeFeed } from './change-feed.ts'
import type { ImageEvent, JobEvent } from './contract/job.ts'
import type { CredentialWatch } from './credential-watch.ts'
import type { OpenStreams } from './open-streams.ts'
import type { Door } from './route.ts'
import { viewerOf } from './viewer.ts'
import { wireImage, type Viewer } from './wire-image.ts'
import { hasEnded, previewUrlOf, wireJob } from './wire-job.ts'

/** A comment this often keeps proxies from closing a quiet stream. */
const heartbeatMs = 15_000
/** With this much unread the reader is waited for; who reads nothing from one check to the next is let go, and resumes by Last-Event-ID. */
const mostUnreadBytes = 256 * 1024
/** Progress is of the moment: a reader that is behind does without. */
const mostUnreadForProgressBytes = 64 * 1024
/** How long a reader may take to notice that its stream has ended. */
const longestGoodbyeMs = 5_000

export type Listening = {
  readonly door: Door
  readonly caller: Caller
  readonly credential: Credential
  /** Log position after which changes are told. */
  readonly after: bigint
  /** Only this job and its pictures; null for all. */
  readonly jobId: string | null
  readonly house: StreamHouse
}

/** What the event streams of one server share. */
export type StreamHouse = { readonly streams: OpenStreams; readonly changes: ChangeFeed; readonly credentials: CredentialWatch }

/** Tells changes of rows, each under its log position, and live progress between them, until one of the two sides ends it. */
export function streamEvents(listening: Listening, response: Response): void {
  // Who left while the session was looked up is not announced any more, and nothing would ever stop what is started here.
  if (response.destroyed) return
  const { door, caller, credential, after, house } = listening
  const { user } = caller
  const stream = openStream(listening, response)
  const seen = door.metrics?.streamBegun()
  const heartbeat = setInterval(() => stream.write(': still here\n\n'), heartbeatMs)
  const leave = [
    door.progress.subscribe(user.id, (progress) => stream.tellProgress(progress)),
    house.credentials.watch(credential, (now) => {
      if (stream.dropIfStuck()) seen?.dropped()
      if (now === null) stream.end()
      else stream.seenBy(now)
    }),
    house.streams.enter(user.id, stream),
    house.changes.follow({
      ownerId: user.id,
      after,
      tell: (change, id) => stream.tellChange(change, id),
      isBehind: () => stream.isBehind(),
      caughtUp: () => stream.caughtUp(),
      lost: (error) => {
        door.log.warn('an event stream lost its views', { userId: user.id, error: error instanceof Error ? error.message : 'unknown' })
        stream.end()
      },
    }),
  ]
  response.on('close', () => {
    clearInterval(heartbeat)
    for (const off of leave) off()
    seen?.ended()
    stream.closed()
  })
}

function openStream({ door, caller, after, jobId }: Listening, response: Response) {
  let open = true
  let viewer = viewerOf(door, caller)
  const ended = new Set<string>()
  const flags = nsfwFlags(door, caller.user.id)
  const write = (frame: string): void => {
    if (!open) return
    response.write(frame)
  }
  const isBehind = (): boolean => open && response.writableLength > mostUnreadBytes
  let wasBehind = false
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  })
  response.flushHeaders()
  write(`retry: 3000\nid: ${after}\nevent: ready\ndata: {}\n\n`)
  return {
    write,
    isBehind,
    /** Resolves once the reader has caught up, or gone. */
    caughtUp: async (): Promise<void> => {
      if (isBehind()) await drainedOrGone(response)
      wasBehind = false
    },
    /** Answers whether it was dropped. */
    dropIfStuck: (): boolean => {
      const isStuck = wasBehind && isBehind()
      if (isStuck) response.destroy()
      wasBehind = isBehind()
      return isStuck
    },
    closed: () => void (open = false),
    end: (comeBackMs?: number) => {
      if (!open) return
      if (comeBackMs !== undefined) write(`retry: ${comeBackMs}\n\n`)
      open = false
      endSoon(response)
    },
    seenBy: (now: Caller) => {
      viewer = viewerOf(door, now)
    },
    tellChange: (change: ViewChange, id: bigint): void => {
      if (jobId !== null && (change.kind === 'job' ? change.row.id : change.row.jobId) !== jobId) return
      if (change.kind === 'image') {
        const data: ImageEvent = { imageId: change.row.id, characterId: change.row.characterId, image: wireImage(change.row, viewer) }
        return write(frameOf('image', data, id))
      }
      if (hasEnded(change.row.state)) ended.add(change.row.id)
      flags.note(change.row.id, change.row.nsfw)
      write(frameOf('job', changedJob(change.row, door, viewer), id))
    },
    tellProgress: (progress: JobProgress): void => {
      // A frame may come late: what has ended stays ended.
      if ((jobId !== null && progress.jobId !== jobId) || ended.has(progress.jobId)) return
      if (response.writableLength > mostUnreadForProgressBytes) return
      const hidden = !viewer.showNsfw && flags.mayBe(progress.jobId)
      write(frameOf('job', progressEvent(hidden ? { ...progress, previewRev: 0 } : progress, viewer.publicUrl), null))
    },
  }
}

/** Which jobs are nsfw, as far as the stream has heard. Progress does not say; what is not known yet is hidden, and asked for once. */
function nsfwFlags(door: Door, ownerId: string) {
  const flags = new Map<string, boolean>()
  const ask = async (jobId: string): Promise<void> => {
    try {
      const row = await door.queries.jobs.find(ownerId, jobId)
      if (row === null) flags.delete(jobId)
      else flags.set(jobId, row.nsfw)
    } catch (error) {
      flags.delete(jobId)
      door.log.warn('an event stream could not ask for a job', { jobId, error: error instanceof Error ? error.name : 'unknown' })
    }
  }
  return {
    note: (jobId: string, nsfw: boolean): void => void flags.set(jobId, nsfw),
    mayBe: (jobId: string): boolean => {
      if (!flags.has(jobId)) {
        flags.set(jobId, true)
        void ask(jobId)
      }
      return flags.get(jobId) === true
    },
  }
}

/** The last words are given time to be read, but a reader that is not there does not hold the connection. */
function endSoon(response: Response): void {
  response.end()
  const late = setTimeout(() => response.destroy(), longestGoodbyeMs)
  response.on('close', () => clearTimeout(late))
}

const drainedOrGone = (response: Response): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done)
      resolve()
    }
    response.on('drain', done).on('close', done)
  })

function changedJob(row: JobRow, door: Door, viewer: Viewer): JobEvent {
  const now = door.progress.latest(row.id)
  const job = wireJob(row, { progress: now, placeInLine: null }, viewer)
  const { state, progress, step, steps, queuePosition, previewUrl } = job
  return {
    jobId: job.id,
    state,
    progress,
    step,
    steps,
    queuePosition,
    previewRev: job.hidden ? 0 : (now?.previewRev ?? 0),
    previewUrl,
    job,
  }
}

const progressEvent = (now: JobProgress, publicUrl: string): JobEvent => ({
  jobId: now.jobId,
  state: now.queuePosition === null ? 'running' : 'dispatching',
  progress: now.progress,
  step: now.step,
  steps: now.steps,
  queuePosition: now.queuePosition,
  ...(now.stage === undefined ? {} : { stage: now.stage }),
  previewRev: now.previewRev,
  previewUrl: previewUrlOf(now.jobId, now.previewRev, publicUrl),
})

const frameOf = (event: 'job' | 'image', data: JobEvent | ImageEvent, id: bigint | null): string =>
  `${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
