import { join } from 'node:path'
import { afterEach, beforeEach } from '@jest/globals'
import { plainNeed, type EngineRun, type ImageEngine, type WorkflowNeed } from '../../application/ports/image-engine.ts'
import type { Log, LogFields } from '../../application/ports/log.ts'
import { comfyuiEngine, type ComfyuiSettings } from './comfyui-engine.ts'
import { pngOf, testCodec } from './test-codec.ts'
import { RecordedServer, type Version } from './test-recorded-server.ts'

export const id = '00000000-0000-4000-8000-000000000001'
export const other = '00000000-0000-4000-8000-000000000002'
export const size = { widthPx: 70, heightPx: 100 }
export const padded = { widthPx: 80, heightPx: 112 }
export const picture = (of = padded): Uint8Array => pngOf(of, (x, y) => [x, y, 7])
export const outputRef = `output/persona-studio/${id}_00001_.png`
export const clock = { now: () => Date.now(), sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) }

export const need = (change: Partial<WorkflowNeed> = {}): WorkflowNeed => ({ ...plainNeed('edit', size), ...change })

export const failureOf = (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => null,
    (error: unknown) => error,
  )

export type EngineBeforeRecording = {
  server: RecordedServer
  engine: ImageEngine
  /** What the newest engine has logged. */
  lines: string[]
  open(change?: Partial<ComfyuiSettings>): ImageEngine
  runOf(change?: Partial<EngineRun>): Promise<EngineRun>
  submit(change?: Partial<EngineRun>): ReturnType<ImageEngine['submit']>
}

/** An engine before a fresh server that speaks as recorded, for every test of the describe block that calls this. */
export function engineBeforeRecording(version: Version): EngineBeforeRecording {
  const engines: ImageEngine[] = []
  const under = { open, runOf, submit, lines: [] as string[] } as EngineBeforeRecording

  function open(change: Partial<ComfyuiSettings> = {}): ImageEngine {
    const recording = recordingLog()
    under.lines = recording.lines
    const opened = comfyuiEngine({
      backends: [{ backendId: 'pod-1', url: under.server.url, shared: false }],
      workflowsDir: join(__dirname, '../../../workflows'),
      codec: testCodec(),
      clock,
      log: recording.log,
      depth: 2,
      enginePollMs: 10,
      answerTimeoutMs: 10_000,
      transferTimeoutMs: 10_000,
      ...change,
    })
    engines.push(opened)
    return opened
  }
  async function runOf(change: Partial<EngineRun> = {}): Promise<EngineRun> {
    const chosen = await under.engine.choose(need())
    if (!chosen.ok) throw new Error('no workflow')
    const inputs = [{ role: 'source' as const, sha256: 'a'.repeat(64), remoteName: 'persona-studio/a.png' }]
    const params = { ...chosen.value, seed: 42 }
    return { kind: 'edit', engineJobId: id, prompt: 'add a banana', negativePrompt: 'blurry', inputs, params, ...change }
  }
  async function submit(change: Partial<EngineRun> = {}): ReturnType<ImageEngine['submit']> {
    return under.engine.submit('pod-1', under.engine.prepare(await runOf(change)))
  }

  beforeEach(async () => {
    under.server = await RecordedServer.start(version)
    under.engine = open()
  })
  afterEach(async () => {
    await Promise.all(engines.splice(0).map((one) => one.close()))
    await under.server.close()
  })
  return under
}

function recordingLog(): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = []
  const note = (message: string, fields?: LogFields): void => void lines.push(`${message} ${JSON.stringify(fields ?? {})}`)
  return { log: { debug: note, info: note, warn: note, error: note }, lines }
}
