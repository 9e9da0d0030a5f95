import { afterEach, describe, expect, it } from '@jest/globals'
import { plainNeed, type EngineRun, type ImageEngine, type RunState, type WorkflowChoice } from '../../application/ports/image-engine.ts'
import { faceCheckIdOf } from './face-check.ts'
import { id } from './recorded-engine.contract.ts'
import { pixelsOf, pngOf, testCodec } from './test-codec.ts'
import { emulatedEngine, greyPainter, onceDone, type EmulatedEngine } from './test-emulated-engine.ts'

const size = { widthPx: 160, heightPx: 224 }
const face = pngOf({ widthPx: 64, heightPx: 64 }, (x, y) => [x * 3, y * 3, 200])
const wall = pngOf({ widthPx: 64, heightPx: 64 }, () => [9, 9, 9])

describe('the engine before a ComfyUI with the nodes that keep a face', () => {
  const open: EmulatedEngine[] = []
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close()
  })

  async function start(pulid: 'with-finder' | 'without-finder' = 'with-finder') {
    const under = await emulatedEngine({ profile: '0.3.64', pulid, painter: greyPainter(() => 0), stepMs: 0 }, testCodec())
    open.push(under)
    return { engine: under.engine, historyOf: async (runId: string) => (await fetch(`${under.emulator.url}/history/${runId}`)).json() }
  }

  async function runWith(engine: ImageEngine, picture: Uint8Array): Promise<RunState & { readonly state: 'done' }> {
    const chosen = await engine.choose({ ...plainNeed('generate', size), hasNegativePrompt: true, referenceFace: true })
    expect(chosen).toMatchObject({ ok: true, value: { workflowId: 'flux-pulid', steps: 12, cfg: 1, negativePromptUsed: false } })
    if (!chosen.ok) throw new Error('no workflow')
    const inputs = await engine.upload('pod-1', [{ role: 'reference', picture }])
    const run = runOf(chosen.value, { prompt: 'a portrait', negativePrompt: 'x', inputs })
    expect(await engine.submit('pod-1', engine.prepare(run))).toEqual({ outcome: 'accepted' })
    return onceDone(engine, id)
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
    const chosen = await engine.choose(plainNeed('generate', size))
    if (!chosen.ok) throw new Error('no workflow')
    expect(chosen.value.workflowId).toBe('flux-dev')
    expect(engine.prepare(runOf(chosen.value, { prompt: '', negativePrompt: '', inputs: [] }))).not.toHaveProperty('faceCheckText')
  })
})

const runOf = (choice: WorkflowChoice, given: Pick<EngineRun, 'prompt' | 'negativePrompt' | 'inputs'>): EngineRun => ({
  kind: 'generate',
  engineJobId: id,
  params: { ...choice, seed: 1 },
  ...given,
})
