import { createHash } from 'node:crypto'
import {
  EngineUnreachable,
  type EngineFailure,
  type EngineInput,
  type ImageEngine,
  type PreparedRun,
  type RunHint,
  type RunState,
  type UploadedInput,
  type WorkflowChoice,
} from '../../application/ports/image-engine.ts'

type Drawn =
  | { readonly state: 'done'; readonly ref: string }
  | { readonly state: 'failed'; readonly failure: EngineFailure }
  | { readonly state: 'cancelled' }

export type ScriptedEngine = ImageEngine & {
  /** Lets a little time pass at the engine: the head of the queue starts, or the running one comes nearer to its end. */
  tick(): void
  /** As ComfyUI does when it ends: queue, history and whatever ran are forgotten; pictures on its disk stay. */
  restart(): void
  /** From now on every call that needs the backend throws, or works again. */
  reachable(isReachable: boolean): void
  /** The next run to end fails like this. */
  failNext(failure: EngineFailure): void
  /** The next submission is refused like this. */
  rejectNext(failure: EngineFailure): void
  /** Tells whoever watches a run. */
  hint(engineJobId: string, hint: RunHint): void
  /** Ids in order of arrival; a repeat is there twice. */
  readonly submissions: readonly string[]
  /** Ids of all runs that were ever drawn to the end. */
  readonly drawn: ReadonlySet<string>
  readonly cancelled: readonly string[]
  readonly forgotten: readonly string[]
  readonly uploads: readonly EngineInput[]
}

export type EngineScript = {
  /** Ticks from start to end of a run. */
  readonly ticks?: number
  /** Whether asking about a run lets time pass, so that tests need not tick. */
  readonly tickOnLook?: boolean
  readonly choice?: Partial<WorkflowChoice>
  readonly outputs?: number
}

const backendId = 'pod-1'

/** An engine in memory that behaves by script: queue, history, amnesia, outages. It draws words instead of pictures. */
export function scriptedEngine(script: EngineScript = {}): ScriptedEngine {
  const { ticks = 2, tickOnLook = false, outputs = 1 } = script
  const queue: string[] = []
  const history = new Map<string, Drawn>()
  const disk = new Map<string, Uint8Array>()
  const watchers = new Map<string, Set<(hint: RunHint) => void>>()
  const log = {
    submissions: [] as string[],
    drawn: new Set<string>(),
    cancelled: [] as string[],
    forgotten: [] as string[],
    uploads: [] as EngineInput[],
  }
  const next: { failure: EngineFailure | null; rejection: EngineFailure | null } = { failure: null, rejection: null }
  let running: { readonly id: string; left: number } | null = null
  let reachable = true

  function finish(id: string): void {
    const ref = `${id}:${log.submissions.length}`
    if (next.failure === null) {
      // Each drawing gives other bytes, as a real engine's do: only one of them may become the picture.
      for (let index = 0; index < outputs; index += 1) disk.set(`${ref}/${index}`, Buffer.from(`drawn ${ref}/${index}`))
      log.drawn.add(id)
    }
    history.set(id, next.failure === null ? { state: 'done', ref } : { state: 'failed', failure: next.failure })
    next.failure = null
  }

  function tick(): void {
    if (running !== null) {
      running.left -= 1
      if (running.left > 0) return
      finish(running.id)
      running = null
    }
    const head = queue.shift()
    if (head !== undefined) running = { id: head, left: ticks }
  }

  /** The backend, when it can be reached. */
  async function atBackend<Value>(act: () => Value): Promise<Value> {
    if (!reachable) throw new EngineUnreachable(`${backendId} does not answer`)
    return act()
  }

  function stateOf(id: string): RunState {
    const ahead = queue.indexOf(id)
    if (running?.id === id) return { state: 'running' }
    if (ahead >= 0) return { state: 'queued', ahead: ahead + (running === null ? 0 : 1) }
    const ended = history.get(id)
    if (ended?.state !== 'done') return ended ?? { state: 'unknown' }
    const made = Array.from({ length: outputs }, (_, index) => ({ index, ref: `${ended.ref}/${index}` }))
    return { state: 'done', outputs: made, warnings: [], timings: { startedAt: null, finishedAt: null, cachedNodes: 0 } }
  }

  function cancel(id: string): 'cancelled' | 'unknown' {
    const place = queue.indexOf(id)
    if (place < 0 && running?.id !== id) return 'unknown'
    if (place >= 0) queue.splice(place, 1)
    else running = null
    history.set(id, { state: 'cancelled' })
    log.cancelled.push(id)
    return 'cancelled'
  }

  return {
    ...log,
    tick,
    restart() {
      queue.length = 0
      history.clear()
      running = null
    },
    reachable: (isReachable) => void (reachable = isReachable),
    failNext: (failure) => void (next.failure = failure),
    rejectNext: (failure) => void (next.rejection = failure),
    hint: (id, hint) => watchers.get(id)?.forEach((listener) => listener(hint)),
    report: async () => ({
      engine: 'preview',
      backends: [{ backendId, reachable, version: 'scripted', workflows: ['scripted'], missing: [] }],
    }),
    choose: async ({ size, qualityMode, strength }) => ({
      ok: true,
      value: {
        ...standardChoice,
        steps: qualityMode === 'hq' ? 20 : 9,
        denoise: strength,
        width: size.widthPx,
        height: size.heightPx,
        ...script.choice,
      },
    }),
    pickBackend: async () => (reachable ? { backendId, engine: 'preview' } : null),
    upload: (_backend, inputs) =>
      atBackend(() => {
        log.uploads.push(...inputs)
        return inputs.map(uploaded)
      }),
    prepare(run): PreparedRun {
      const workflowText = JSON.stringify(run)
      return { engineJobId: run.engineJobId, workflowText, workflowSha256: sha256Of(workflowText) }
    },
    submit: (_backend, { engineJobId }) =>
      atBackend(() => {
        const failure = next.rejection
        next.rejection = null
        if (failure !== null) return { outcome: 'rejected', failure }
        log.submissions.push(engineJobId)
        queue.push(engineJobId)
        return { outcome: 'accepted' }
      }),
    lookUp: (_backend, engineJobId) =>
      atBackend(() => {
        if (tickOnLook) tick()
        return stateOf(engineJobId)
      }),
    watch(_backend, engineJobId, listener) {
      const listeners = watchers.get(engineJobId) ?? new Set()
      watchers.set(engineJobId, listeners.add(listener))
      return () => void listeners.delete(listener)
    },
    fetchOutput: (_backend, ref) =>
      atBackend(() => {
        const bytes = disk.get(ref)
        if (bytes !== undefined) return { ok: true, value: bytes }
        return { ok: false, rejection: { class: 'output-invalid', code: 'output-invalid', detail: 'there is no such picture' } }
      }),
    cancel: (_backend, engineJobId) => atBackend(() => cancel(engineJobId)),
    forget: async (_backend, engineJobId) => {
      history.delete(engineJobId)
      log.forgotten.push(engineJobId)
    },
    close: async () => undefined,
  }
}

const standardChoice: WorkflowChoice = {
  workflowId: 'scripted',
  workflowVersion: 1,
  steps: 9,
  cfg: 1,
  guidance: 3.5,
  sampler: 'euler',
  scheduler: 'simple',
  denoise: 1,
  width: 64,
  height: 64,
  negativePromptUsed: false,
  engine: 'preview',
}

const sha256Of = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function uploaded(input: EngineInput): UploadedInput {
  const sha256 = sha256Of(input.role === 'source' ? input.source : input.picture)
  return { role: input.role, sha256, remoteName: `${sha256}.png` }
}
