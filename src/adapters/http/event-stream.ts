import type { Response } from 'express'
import type { Caller } from '../../application/use-cases.ts'
import type { JobProgress } from '../../application/ports/progress-hub.ts'
import type { JobRow } from '../../projections/job-status/job-status-query.ts'
import type { ViewChange } from '../../projections/queries.ts'
import type { Credential } from './authentication.ts'
import type { ImageEvent, JobEvent } from './contract/job.ts'
import type { OpenStreams } from './open-streams.ts'
import type { Door } from './route.ts'
import { viewerOf } from './viewer.ts'
import { wireImage, type Viewer } from './wire-image.ts'
import { hasEnded, previewUrlOf, wireJob } from './wire-job.ts'

/** A comment this often keeps proxies from closing a quiet stream. */
const heartbeatMs = 15_000
/** How soon a stream ends after its session or token did. */
const recheckMs = 5_000
/** With this much unread the reader is waited for; who reads nothing from one check to the next is let go, and resumes by Last-Event-ID. */
const mostUnreadBytes = 256 * 1024
/** Progress is of the moment: a reader that is behind does without. */
const mostUnreadForProgressBytes = 64 * 1024
const pageRows = 200
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
  readonly streams: OpenStreams
}

/** Tells changes of rows, each under its log position, and live progress between them, until one of the two sides ends it. */
export function streamEvents(listening: Listening, response: Response): void {
  // Who left while the session was looked up is not announced any more, and nothing would ever stop what is started here.
  if (response.destroyed) return
  const { door } = listening
  const stream = openStream(listening, response)
  const pump = changePump(listening, stream)
  const unsubscribe = [
    door.queries.views.onMoved(() => void pump()),
    door.progress.subscribe(listening.caller.user.id, (progress) => stream.tellProgress(progress)),
  ]
  const timers = [
    setInterval(() => {
      stream.write(': still here\n\n')
      // That the views moved is only a hint, and may be lost between processes.
      void pump()
    }, heartbeatMs),
    setInterval(() => void recheck(listening, stream), recheckMs),
  ]
  const leave = listening.streams.enter(listening.caller.user.id, stream)
  response.on('close', () => {
    for (const off of unsubscribe) off()
    for (const timer of timers) clearInterval(timer)
    leave()
    stream.closed()
  })
  void pump()
}

type Stream = ReturnType<typeof openStream>

function openStream({ door, caller, after, jobId }: Listening, response: Response) {
  let open = true
  let viewer = viewerOf(door, caller)
  const ended = new Set<string>()
  const flags = nsfwFlags(door, caller.user.id)
  const write = (frame: string): void => {
    if (!open) return
    response.write(frame)
  }
  const isBehind = (): boolean => response.writableLength > mostUnreadBytes
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
    isOpen: () => open,
    /** Resolves once the reader has caught up, or gone. */
    caughtUp: async (): Promise<void> => {
      if (open && isBehind()) await drainedOrGone(response)
      wasBehind = false
    },
    dropIfStuck: (): void => {
      if (wasBehind && isBehind()) response.destroy()
      wasBehind = isBehind()
    },
    closed: () => {
      open = false
    },
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

/** One run at a time; a hint during a run makes one more. */
function changePump({ door, caller, after }: Listening, stream: Stream): () => Promise<void> {
  let cursor = after
  let running = false
  let again = false
  return async () => {
    again = true
    if (running) return
    running = true
    try {
      while (again && stream.isOpen()) {
        again = false
        const { changes, next, more } = await pageAfter(door, caller.user.id, cursor)
        for (const { change, id } of changes) {
          stream.tellChange(change, id)
          await stream.caughtUp()
        }
        cursor = next
        again ||= more
      }
    } catch (error) {
      // Not known which changes are missing: the reader comes back with its last id.
      door.log.warn('an event stream lost its views', { userId: caller.user.id, error: error instanceof Error ? error.message : 'unknown' })
      stream.end()
    } finally {
      running = false
    }
  }
}

/**
 * Rows that one event changed share a position. A full page may end between them, so its last position is read again; and only the last
 * of them carries the position itself, so that nobody resumes past one it has not seen.
 */
async function pageAfter(door: Door, ownerId: string, cursor: bigint) {
  const rows = await door.queries.views.changesAfter(ownerId, cursor, pageRows)
  const last = rows.at(-1)?.position ?? cursor
  const more = rows.length === pageRows
  const whole = more ? rows.filter((row) => row.position < last) : rows
  const kept = whole.length > 0 ? whole : rows
  const changes = kept.map((change, index) => ({
    change,
    id: kept[index + 1]?.position === change.position ? change.position - 1n : change.position,
  }))
  return { changes, next: kept.at(-1)?.position ?? cursor, more }
}

/** Ends the stream once its session or token has, or nobody reads; takes over changed preferences. */
async function recheck({ door, credential }: Listening, stream: Stream): Promise<void> {
  stream.dropIfStuck()
  try {
    const caller = await door.useCases.authenticate(credential)
    if (caller.ok) stream.seenBy(caller.value)
    else stream.end()
  } catch (error) {
    door.log.warn('an event stream could not check its session', { error: error instanceof Error ? error.message : 'unknown' })
    stream.end()
  }
}

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
