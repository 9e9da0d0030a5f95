import { types } from 'node:util'
import { Tinypool } from 'tinypool'
import { ImagingBusy, ImagingFailed, ImagingStopped, type ImageCodec } from '../../application/ports/image-codec.ts'
import { lanes } from '../../application/ports/lanes.ts'
import type { ImagingTask, ImagingWork } from './imaging-work.ts'

export type ImageCodecOptions = {
  /** The compiled imaging-worker. */
  readonly workerFile: string
  /** From the moment a child takes the picture; the time in line does not count. */
  readonly timeoutMs: number
  /** How many pictures are worked on at once, each in a process of its own. */
  readonly children: number
}

/** Pictures in child processes: a decoder that hangs, crashes or eats memory takes its child down and nothing else. */
export function imageCodec({ workerFile, timeoutMs, children }: ImageCodecOptions): ImageCodec {
  const pool = new Tinypool({
    filename: workerFile,
    name: 'runTask',
    runtime: 'child_process',
    serialization: 'advanced',
    minThreads: children,
    maxThreads: children,
    // No variable and no switch of ours reaches a process that handles strangers' bytes.
    env: {},
    execArgv: [],
  })
  // A child that dies between two pictures is replaced by the pool; without a listener the report would end this process.
  pool.on('error', () => undefined)
  const lane = lanes(children)
  let isClosed = false

  const run = <Act extends keyof ImagingWork>(act: Act, given: Parameters<ImagingWork[Act]>): ReturnType<ImagingWork[Act]> => {
    const task = { act, given } as ImagingTask
    if (ofRequests.has(act) && lane.inLine() >= mostInLine) return busy(act) as ReturnType<ImagingWork[Act]>
    return lane.take(() => {
      // What still stood in line would make the pool start children that nobody ends.
      if (isClosed) throw new ImagingStopped(`${act} came after the end`)
      return runInChild(pool, task, timeoutMs)
    }) as ReturnType<ImagingWork[Act]>
  }
  return {
    readMask: (...given) => run('readMask', given),
    areaOf: (...given) => run('areaOf', given),
    engineInput: (...given) => run('engineInput', given),
    cropOutput: (...given) => run('cropOutput', given),
    pasteBack: (...given) => run('pasteBack', given),
    cleanOutput: (...given) => run('cleanOutput', given),
    normaliseUpload: (...given) => run('normaliseUpload', given),
    thumbnail: (...given) => run('thumbnail', given),
    close: () => {
      isClosed = true
      return pool.destroy()
    },
  }
}

/** What a request waits for. A job's work waits its turn whatever comes: there are few jobs at once, and their pictures are drawn already. */
const ofRequests: ReadonlySet<keyof ImagingWork> = new Set(['readMask', 'areaOf', 'normaliseUpload'] as const)
/** A few seconds' work; a person who waits for longer tries again or goes. */
const mostInLine = 32

const busy = (act: string): Promise<never> => Promise.reject(new ImagingBusy(`${act}: ${mostInLine} pictures are in line already`))

async function runInChild(pool: Tinypool, task: ImagingTask, timeoutMs: number): Promise<unknown> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), timeoutMs)
  try {
    return await pool.run(task, { signal: late.signal })
  } catch (cause) {
    if (late.signal.aborted) throw new ImagingStopped(`${task.act} took longer than ${timeoutMs} ms and was stopped`, { cause })
    const message = `${task.act} failed: ${messageOf(cause)}`
    // What the work itself threw arrives as a plain object; an error is the pool's: a child that died, or that could not be started.
    throw types.isNativeError(cause) ? new ImagingStopped(message, { cause }) : new ImagingFailed(message, { cause })
  } finally {
    clearTimeout(timer)
  }
}

function messageOf(cause: unknown): string {
  const message = typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : 'no reason was given'
  return message.slice(0, 300)
}
