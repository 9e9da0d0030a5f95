import { createHash } from 'node:crypto'
import {
  EngineUnreachable,
  type Capability,
  type EngineFailure,
  type EngineInput,
  type ImageEngine,
  type PreparedRun,
  type RunHint,
  type UploadedInput,
  type WorkflowChoice,
  type WorkflowNeed,
} from '../../application/ports/image-engine.ts'
import type { Result } from '../../domain/decider.ts'
import { ScriptedBackend } from './scripted-backend.ts'

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
  const backend = new ScriptedBackend({ ticks: script.ticks ?? 2, outputs: script.outputs ?? 1 })
  const watchers = new Map<string, Set<(hint: RunHint) => void>>()
  const forgotten: string[] = []
  const uploads: EngineInput[] = []
  let reachable = true
  const atBackend = async <Value>(act: () => Value): Promise<Value> => {
    if (!reachable) throw new EngineUnreachable(`${backendId} does not answer`)
    return act()
  }
  return {
    submissions: backend.submissions,
    drawn: backend.drawn,
    cancelled: backend.cancelled,
    forgotten,
    uploads,
    tick: () => backend.tick(),
    restart: () => backend.restart(),
    reachable: (isReachable) => void (reachable = isReachable),
    failNext: (failure) => void (backend.nextFailure = failure),
    rejectNext: (failure) => void (backend.nextRejection = failure),
    hint: (id, hint) => watchers.get(id)?.forEach((listener) => listener(hint)),
    report: async () => ({
      engine: 'preview',
      capabilities: { generate: able, edit: able, strength: able, maskedArea: able, reference: able },
      backends: [{ backendId, reachable, version: 'scripted', workflows: ['scripted'], missing: [], problems: [], queued: 0 }],
    }),
    choose: async (need) => ({ ok: true, value: { ...choiceFor(need), ...script.choice } }),
    pickBackend: async () => (reachable ? { backendId, engine: 'preview' } : null),
    upload: (_backend, inputs) => atBackend(() => (uploads.push(...inputs), inputs.map(uploaded))),
    prepare(run): PreparedRun {
      const workflowText = JSON.stringify(run)
      return { engineJobId: run.engineJobId, workflowText, workflowSha256: sha256Of(workflowText) }
    },
    submit: (_backend, prepared) => atBackend(() => backend.submit(prepared)),
    lookUp: (_backend, engineJobId) =>
      atBackend(() => {
        if (script.tickOnLook === true) backend.tick()
        return backend.stateOf(engineJobId)
      }),
    watch(_backend, engineJobId, listener) {
      const listeners = watchers.get(engineJobId) ?? new Set()
      watchers.set(engineJobId, listeners.add(listener))
      return () => void listeners.delete(listener)
    },
    fetchOutput: (_backend, ref) => atBackend(() => fetched(backend.pictureAt(ref))),
    cancel: (_backend, engineJobId) => atBackend(() => backend.cancel(engineJobId)),
    forget: async (_backend, engineJobId) => {
      backend.history.delete(engineJobId)
      forgotten.push(engineJobId)
    },
    close: async () => undefined,
  }
}

const able: Capability = { can: true, why: [] }

const choiceFor = ({ size, qualityMode, strength, maskedArea }: WorkflowNeed): WorkflowChoice => ({
  ...standardChoice,
  steps: qualityMode === 'hq' ? 20 : 9,
  denoise: strength,
  ...(maskedArea === null
    ? { width: size.widthPx, height: size.heightPx }
    : { width: maskedArea.width * 2, height: maskedArea.height * 2, box: maskedArea }),
})

const fetched = (bytes: Uint8Array | null): Result<Uint8Array, EngineFailure> =>
  bytes === null
    ? { ok: false, rejection: { class: 'output-invalid', code: 'output-invalid', detail: 'there is no such picture' } }
    : { ok: true, value: bytes }

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
