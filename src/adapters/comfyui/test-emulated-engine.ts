import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImageCodec } from '../../application/ports/image-codec.ts'
import { EngineUnreachable, type ImageEngine, type RunState } from '../../application/ports/image-engine.ts'
import { startEmulator, type Emulator, type EmulatorOptions } from '../comfyui-emulator/start-emulator.ts'
import { comfyuiEngine } from './comfyui-engine.ts'

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
const clock = { now: () => Date.now(), sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) }

export type EmulatedEngine = {
  readonly engine: ImageEngine
  readonly emulator: Emulator
  /** The emulator's own folder, with what was uploaded in `input`. */
  readonly dir: string
  /** From now on the pod does not answer. */
  cutOff(): Promise<void>
  close(): Promise<void>
}

/** A painter that fills every picture with the grey that it is told. */
export const greyPainter = (greyOf: (seed: number) => number): Exclude<EmulatorOptions['painter'], { readonly workerFile: string }> => ({
  paint: async ({ widthPx, heightPx, seed }) => ({ rgb: new Uint8Array(widthPx * heightPx * 3).fill(greyOf(seed)) }),
  close: async () => undefined,
})

/** The engine with one pod, `pod-1`, which is an emulator of its own. */
export async function emulatedEngine(
  options: Omit<EmulatorOptions, 'port' | 'dir' | 'recordingsDir'>,
  codec: ImageCodec,
  workflowsDir = join(__dirname, '../../../workflows'),
): Promise<EmulatedEngine> {
  const dir = mkdtempSync(join(tmpdir(), 'engine-'))
  const emulator = await startEmulator({ port: 0, dir, recordingsDir: join(__dirname, '../comfyui-emulator/recordings'), ...options })
  const engine = comfyuiEngine({
    backends: [{ backendId: 'pod-1', url: emulator.url, shared: false }],
    workflowsDir,
    codec,
    clock,
    log: silent,
    depth: 8,
    enginePollMs: 20,
    // Everything shares one thread here, and that thread may share its machine.
    answerTimeoutMs: 60_000,
  })
  let isUp = true
  const cutOff = async (): Promise<void> => {
    if (isUp) await emulator.close()
    isUp = false
  }
  const close = async (): Promise<void> => {
    await engine.close()
    await cutOff()
    rmSync(dir, { recursive: true })
  }
  return { engine, emulator, dir, cutOff, close }
}

type Done = Extract<RunState, { readonly state: 'done' }>

/** Asks again when a look fails, as a worker does. */
export async function onceDone(engine: ImageEngine, engineJobId: string): Promise<Done> {
  for (;;) {
    const state = await engine.lookUp('pod-1', engineJobId).catch(unlessUnreachable)
    if (state?.state === 'done') return state
    if (state !== null && state.state !== 'queued' && state.state !== 'running') throw new Error(JSON.stringify(state))
    await clock.sleep(20)
  }
}

function unlessUnreachable(error: unknown): null {
  if (error instanceof EngineUnreachable) return null
  throw error
}
