import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { EngineRun, ImageEngine, RunState } from '../../application/ports/image-engine.ts'
import { startEmulator } from '../comfyui-emulator/start-emulator.ts'
import { comfyuiEngine } from './comfyui-engine.ts'
import { faceCheckIdOf } from './face-check.ts'
import { clock, id } from './recorded-engine.contract.ts'
import { pixelsOf, pngOf, testCodec } from './test-codec.ts'

const size = { widthPx: 160, heightPx: 224 }
const face = pngOf({ widthPx: 64, heightPx: 64 }, (x, y) => [x * 3, y * 3, 200])
const wall = pngOf({ widthPx: 64, heightPx: 64 }, () => [9, 9, 9])
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
const blackPainter = {
  paint: async ({ widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number }) => ({
    rgb: new Uint8Array(widthPx * heightPx * 3),
  }),
  close: async () => undefined,
}

describe('the engine before a ComfyUI with the nodes that keep a face', () => {
  const closing: (() => Promise<unknown> | void)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close()
  })

  async function start(pulid: 'with-finder' | 'without-finder' = 'with-finder') {
    const dir = mkdtempSync(join(tmpdir(), 'faces-'))
    closing.push(() => rmSync(dir, { recursive: true }))
    const emulator = await startEmulator({
      port: 0,
      dir,
      profile: '0.3.64',
      pulid,
      recordingsDir: join(__dirname, '../comfyui-emulator/recordings'),
      painter: blackPainter,
      stepMs: 0,
    })
    closing.push(() => emulator.close())
    const engine = comfyuiEngine({
      backends: [{ backendId: 'pod-1', url: emulator.url, shared: false }],
      workflowsDir: join(__dirname, '../../../workflows'),
      codec: testCodec(),
      clock,
      log: silent,
      depth: 2,
      enginePollMs: 10,
    })
    closing.push(() => engine.close())
    return { engine, historyOf: async (runId: string) => (await fetch(`${emulator.url}/history/${runId}`)).json() }
  }

  async function runWith(engine: ImageEngine, picture: Uint8Array): Promise<RunState & { readonly state: 'done' }> {
    const chosen = await engine.choose({
      kind: 'generate',
      qualityMode: 'draft',
      hasNegativePrompt: true,
      strength: 1,
      maskedArea: null,
      referenceFace: true,
      size,
    })
    expect(chosen).toMatchObject({ ok: true, value: { workflowId: 'flux-pulid', steps: 12, cfg: 1, negativePromptUsed: false } })
    if (!chosen.ok) throw new Error('no workflow')
    const inputs = await engine.upload('pod-1', [{ role: 'reference', picture }])
    const run: EngineRun = {
      kind: 'generate',
      engineJobId: id,
      params: { ...chosen.value, seed: 1 },
      prompt: 'a portrait',
      negativePrompt: 'x',
      inputs,
    }
    expect(await engine.submit('pod-1', engine.prepare(run))).toEqual({ outcome: 'accepted' })
    for (;;) {
      const state = await engine.lookUp('pod-1', id)
      if (state.state === 'done') return state
      if (state.state !== 'queued' && state.state !== 'running') throw new Error(JSON.stringify(state))
      await clock.sleep(10)
    }
  }

  it('given a face, then it is used, nothing is warned of, and run and check are forgotten together', async () => {
    const { engine, historyOf } = await start()
    const done = await runWith(engine, face)
    expect(done.warnings).toEqual([])
    const fetched = await engine.fetchOutput('pod-1', done.outputs[0]?.ref ?? '', size)
    if (!fetched.ok) throw new Error(fetched.rejection.detail)
    const { rgba } = pixelsOf(fetched.value)
    expect([...rgba.subarray(0, 3)]).toEqual([0, 0, 0])
    expect([...rgba.subarray(-4, -1)]).toEqual([186, 186, 200])
    expect(Object.keys((await historyOf(faceCheckIdOf(id))) as object)).toHaveLength(1)
    await engine.forget('pod-1', id)
    expect([await historyOf(id), await historyOf(faceCheckIdOf(id))]).toEqual([{}, {}])
  })

  it('given a reference without a face, then the picture is drawn and the person is told', async () => {
    const { engine } = await start()
    expect(await runWith(engine, wall)).toMatchObject({ warnings: ['no-face-found'], outputs: [{ index: 0 }] })
  })

  it('given a server that cannot look for faces, then the picture is drawn and the person is told that nobody looked', async () => {
    const { engine } = await start('without-finder')
    expect((await runWith(engine, wall)).warnings).toEqual(['identity-not-checked'])
    expect((await runWith(engine, face)).warnings).toEqual(['identity-not-checked'])
  })

  it('given a picture without a reference, then nothing is said of faces', async () => {
    const { engine } = await start()
    const chosen = await engine.choose({
      kind: 'generate',
      qualityMode: 'draft',
      hasNegativePrompt: false,
      strength: 1,
      maskedArea: null,
      referenceFace: false,
      size,
    })
    if (!chosen.ok) throw new Error('no workflow')
    expect(chosen.value.workflowId).toBe('flux-dev')
    const run: EngineRun = {
      kind: 'generate',
      engineJobId: id,
      params: { ...chosen.value, seed: 1 },
      prompt: '',
      negativePrompt: '',
      inputs: [],
    }
    expect(engine.prepare(run)).not.toHaveProperty('faceCheckText')
  })
})
