import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import {
  EngineUnreachable,
  type EngineRun,
  type ImageEngine,
  type RunHint,
  type WorkflowNeed,
} from '../../application/ports/image-engine.ts'
import type { Log, LogFields } from '../../application/ports/log.ts'
import { comfyuiEngine, type ComfyuiSettings } from './comfyui-engine.ts'
import { pixelsOf, pngOf, testCodec } from './test-codec.ts'
import { RecordedServer, recorded, type Reply, type Version } from './test-recorded-server.ts'

const id = '00000000-0000-4000-8000-000000000001'
const other = '00000000-0000-4000-8000-000000000002'
const size = { widthPx: 70, heightPx: 100 }
const padded = { widthPx: 80, heightPx: 112 }
const picture = (of = padded): Uint8Array => pngOf(of, (x, y) => [x, y, 7])
const outputRef = `output/persona-studio/${id}_00001_.png`

const need = (change: Partial<WorkflowNeed> = {}): WorkflowNeed => ({
  kind: 'edit',
  qualityMode: 'draft',
  hasNegativePrompt: false,
  strength: 1,
  maskedArea: false,
  referenceFace: false,
  size,
  ...change,
})

const clock = { now: () => Date.now(), sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) }

function recordingLog(): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = []
  const note = (message: string, fields?: LogFields): void => void lines.push(`${message} ${JSON.stringify(fields ?? {})}`)
  return { log: { debug: note, info: note, warn: note, error: note }, lines }
}

describe.each<Version>(['0.3.64', '0.33.0'])('the engine before a ComfyUI %s', (version) => {
  let server: RecordedServer
  let engine: ImageEngine
  let lines: string[]
  const engines: ImageEngine[] = []

  const open = (change: Partial<ComfyuiSettings> = {}): ImageEngine => {
    const recording = recordingLog()
    lines = recording.lines
    const opened = comfyuiEngine({
      backends: [{ backendId: 'pod-1', url: server.url, shared: false }],
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
  const runOf = async (change: Partial<EngineRun> = {}): Promise<EngineRun> => {
    const chosen = await engine.choose(need())
    if (!chosen.ok) throw new Error('no workflow')
    const inputs = [{ role: 'source' as const, sha256: 'a'.repeat(64), remoteName: 'persona-studio/a.png' }]
    return {
      kind: 'edit',
      engineJobId: id,
      prompt: 'add a banana',
      negativePrompt: 'blurry',
      inputs,
      params: { ...chosen.value, seed: 42 },
      ...change,
    }
  }
  const submit = async (change: Partial<EngineRun> = {}) => engine.submit('pod-1', engine.prepare(await runOf(change)))
  const failureOf = (act: Promise<unknown>): Promise<unknown> =>
    act.then(
      () => null,
      (error: unknown) => error,
    )

  beforeEach(async () => {
    server = await RecordedServer.start(version)
    engine = open()
  })
  afterEach(async () => {
    await Promise.all(engines.splice(0).map((one) => one.close()))
    await server.close()
  })

  describe('report and choose', () => {
    it('given the recorded server, then it tells version and workflows, and the turbo graph only where it is supported', async () => {
      const [backend] = (await engine.report()).backends
      expect(backend).toMatchObject({ backendId: 'pod-1', reachable: true, version })
      expect(backend?.workflows).toEqual(
        version === '0.3.64' ? ['flux-fill-inpaint', 'flux-dev'] : ['flux-fill-inpaint', 'z-image-turbo', 'flux-dev'],
      )
      expect(backend?.missing).toEqual(
        version === '0.3.64' ? ['pod-1, z-image-turbo: ComfyUI 0.3.75 or newer is needed; this is 0.3.64'] : [],
      )
      const chosen = await engine.choose(need({ kind: 'generate' }))
      expect(chosen).toMatchObject({
        ok: true,
        value: { workflowId: version === '0.3.64' ? 'flux-dev' : 'z-image-turbo', engine: 'comfyui' },
      })
    })

    it('given a server that marks itself, then everything it draws is called a preview', async () => {
      server.systemExtra = { persona_studio_engine: 'preview' }
      expect((await engine.report()).engine).toBe('preview')
      expect(await engine.choose(need())).toMatchObject({ ok: true, value: { engine: 'preview' } })
      expect(await engine.pickBackend('flux-fill-inpaint')).toEqual({ backendId: 'pod-1', engine: 'preview' })
    })

    it('given a missing model file, then the refusal says which file goes into which folder', async () => {
      server.remove('UNETLoader', 'flux1-fill-dev.safetensors')
      const chosen = await engine.choose(need())
      expect(chosen).toEqual({
        ok: false,
        rejection: {
          type: 'engine-cannot',
          missing: ['pod-1, flux-fill-inpaint: the file flux1-fill-dev.safetensors is missing; put it into models/diffusion_models'],
        },
      })
    })

    it('given a refusal for a missing file, when it is put there, then the very next request finds it', async () => {
      const unet = '/object_info/UNETLoader'
      server.override('GET', unet, (_, real) => JSON.parse(JSON.stringify(real()).replaceAll('flux1-fill-dev', 'other')) as Reply)
      expect(await engine.choose(need())).toMatchObject({ ok: false, rejection: { type: 'engine-cannot' } })
      expect(await engine.choose(need())).toMatchObject({ ok: true, value: { workflowId: 'flux-fill-inpaint' } })
    })

    it('given a run that is rejected because a file is gone since, then the next request is refused at once', async () => {
      const prepared = engine.prepare(await runOf())
      server.remove('UNETLoader', 'flux1-fill-dev.safetensors')
      server.override('POST', '/prompt', () => ({ status: 400, json: { error: { type: 'prompt_outputs_failed_validation' } } }))
      expect(await engine.submit('pod-1', prepared)).toMatchObject({ outcome: 'rejected' })
      expect(await engine.choose(need())).toMatchObject({ ok: false, rejection: { type: 'engine-cannot' } })
    })

    it('given a missing node class, then the refusal names it', async () => {
      server.remove('DifferentialDiffusion')
      expect(await engine.choose(need())).toMatchObject({
        ok: false,
        rejection: { missing: [expect.stringContaining('the node DifferentialDiffusion is not installed')] },
      })
    })

    it('given an engine that was never reached, then the request is accepted with the first workflow of its kind', async () => {
      await server.close()
      expect(await engine.choose(need({ kind: 'generate' }))).toMatchObject({
        ok: true,
        value: { workflowId: 'z-image-turbo', engine: 'comfyui' },
      })
      expect(await engine.pickBackend('z-image-turbo')).toBeNull()
      expect((await engine.report()).backends).toMatchObject([
        { reachable: false, version: null, missing: [expect.stringMatching(/^pod-1 cannot be reached/)] },
      ])
    })

    it('given an engine that went away, then what it last told still decides', async () => {
      server.remove('UNETLoader', 'z_image_turbo_bf16.safetensors')
      const now = { ms: 0 }
      engine = open({ clock: { ...clock, now: () => now.ms } })
      await engine.report()
      await server.close()
      now.ms = 61_000
      expect(await engine.choose(need({ kind: 'generate' }))).toMatchObject({ ok: true, value: { workflowId: 'flux-dev' } })
      expect((await engine.report()).backends[0]).toMatchObject({ reachable: false, version, workflows: ['flux-fill-inpaint', 'flux-dev'] })
    })

    it('given a backend that stopped answering, then a request does not wait for it', async () => {
      const now = { ms: 0 }
      const slept: number[] = []
      const sleep = (ms: number): Promise<void> => {
        slept.push(ms)
        return clock.sleep(0)
      }
      engine = open({ clock: { now: () => now.ms, sleep } })
      await engine.report()
      server.override('GET', '/system_stats', () => 'silence')
      now.ms = 61_000
      expect(await engine.choose(need())).toMatchObject({ ok: true, value: { workflowId: 'flux-fill-inpaint' } })
      expect(slept).toEqual([1_000])
    })

    it('given two questions within a minute, then the backend is asked once', async () => {
      await Promise.all([engine.report(), engine.report(), engine.choose(need())])
      expect(server.calls.filter((call) => call.path === '/system_stats')).toHaveLength(1)
    })

    it('given a strength below 1, a masked area or a reference face, then each is refused in its own way', async () => {
      expect(await engine.choose(need({ strength: 0.6 }))).toEqual({ ok: false, rejection: { type: 'strength-not-supported' } })
      expect(await engine.choose(need({ maskedArea: true }))).toMatchObject({
        ok: false,
        rejection: { type: 'engine-cannot', missing: [expect.stringContaining('masked area')] },
      })
      expect(await engine.choose(need({ kind: 'generate', referenceFace: true }))).toMatchObject({
        rejection: { missing: [expect.stringContaining('reference picture')] },
      })
    })

    it('given a negative prompt, then the inpaint graph honours it at a higher cfg and says so', async () => {
      expect(await engine.choose(need({ hasNegativePrompt: true, qualityMode: 'hq' }))).toMatchObject({
        ok: true,
        value: { cfg: 2, negativePromptUsed: true, steps: 30 },
      })
      expect(await engine.choose(need())).toMatchObject({ ok: true, value: { cfg: 1, negativePromptUsed: false, steps: 20, guidance: 30 } })
    })

    it('given a negative prompt and a model that cannot read one, then the words go along and nobody is told that they count', async () => {
      await server.close()
      expect(await engine.choose(need({ kind: 'generate', hasNegativePrompt: true }))).toMatchObject({
        ok: true,
        value: { workflowId: 'z-image-turbo', cfg: 1, negativePromptUsed: false },
      })
    })

    it('given a server behind a sign-in, then the report says that', async () => {
      server.override('GET', '/system_stats', () => ({ status: 401, text: 'no' }))
      expect((await engine.report()).backends[0]?.missing).toEqual(['pod-1 does not let us in (status 401): it wants a sign-in'])
    })

    it('given a web page or a redirect in place of an engine, then it counts as unreachable', async () => {
      server.override('GET', '/system_stats', () => ({ text: '<html>welcome</html>', type: 'text/html' }))
      expect((await engine.report()).backends[0]?.reachable).toBe(false)
      const second = open()
      server.override('GET', '/system_stats', () => ({ status: 302, location: `${server.url}/system_stats?elsewhere` }))
      expect((await second.report()).backends[0]?.reachable).toBe(false)
    })
  })

  describe('pickBackend', () => {
    it('given as many of our runs as fit, then it waits; a stranger’s run does not count', async () => {
      server.running = ['stranger']
      server.clientOf.set('stranger', 'someone')
      expect(await engine.pickBackend('flux-fill-inpaint')).not.toBeNull()
      await submit()
      expect(await engine.pickBackend('flux-fill-inpaint')).not.toBeNull()
      await submit({ engineJobId: other })
      expect(await engine.pickBackend('flux-fill-inpaint')).toBeNull()
    })

    it('given two workers at the same moment and room for one, then one gets it', async () => {
      engine = open({ depth: 1 })
      expect(await engine.pickBackend('no-such-workflow')).toBeNull()
      const picks = await Promise.all([engine.pickBackend('flux-fill-inpaint'), engine.pickBackend('flux-fill-inpaint')])
      expect(picks.filter((pick) => pick !== null)).toHaveLength(1)
    })

    it('given a backend whose queue cannot be read, then it is asked anew whether it is there at all', async () => {
      await engine.report()
      server.override('GET', '/queue', () => 'drop')
      expect(await engine.pickBackend('flux-fill-inpaint')).toBeNull()
      expect(await engine.pickBackend('flux-fill-inpaint')).not.toBeNull()
      expect(server.calls.filter((call) => call.path === '/system_stats')).toHaveLength(2)
    })

    it('given two backends, then the one with the shorter queue is taken', async () => {
      const idle = await RecordedServer.start(version)
      const backends = [
        { backendId: 'pod-1', url: server.url, shared: false },
        { backendId: 'pod-2', url: idle.url, shared: false },
      ]
      server.pending = ['a', 'b']
      expect(await open({ backends }).pickBackend('flux-fill-inpaint')).toMatchObject({ backendId: 'pod-2' })
      await idle.close()
      expect(await open({ backends }).pickBackend('flux-fill-inpaint')).toMatchObject({ backendId: 'pod-1' })
    })
  })

  describe('upload', () => {
    const source = pngOf(size, (x, y) => [(x * 3) % 256, (y * 5) % 256, (x ^ y) % 256])
    const isEdited = (x: number, y: number): boolean => x >= 20 && x < 41 && y >= 30 && y < 63
    const mask = pngOf(size, (x, y) => (isEdited(x, y) ? [255, 255, 255] : [0, 0, 0]))

    it('given a source and its mask, then what ComfyUI gets is transparent exactly where it shall draw, with every colour untouched', async () => {
      const [input] = await engine.upload('pod-1', [{ role: 'source', source, mask, growPx: 0 }])
      expect(String(server.calls.at(-1)?.body)).toMatch(/name="overwrite"\r\n\r\ntrue\r\n/)
      const sent = server.uploads.get(input?.remoteName ?? '')
      if (sent === undefined) throw new Error('nothing came')
      expect(input?.sha256).toBe(createHash('sha256').update(sent).digest('hex'))
      expect(input?.remoteName).toBe(`persona-studio/${input?.sha256}.png`)
      const { rgba, ...sentSize } = pixelsOf(sent)
      expect(sentSize).toEqual(padded)
      const before = pixelsOf(source).rgba
      for (let y = 0; y < padded.heightPx; y += 1) {
        for (let x = 0; x < padded.widthPx; x += 1) {
          const at = (y * padded.widthPx + x) * 4
          const isInside = x < size.widthPx && y < size.heightPx
          if (rgba[at + 3] !== (isInside && isEdited(x, y) ? 0 : 255)) throw new Error(`alpha ${rgba[at + 3]} at ${x},${y}`)
          if (!isInside) continue
          const from = (y * size.widthPx + x) * 4
          for (const channel of [0, 1, 2]) if (rgba[at + channel] !== before[from + channel]) throw new Error(`colour changed at ${x},${y}`)
        }
      }
    })

    it('given a server that keeps the file under another name, then that name is used', async () => {
      server.override('POST', '/upload/image', () => ({ json: { name: 'x-1.png', subfolder: 'elsewhere', type: 'input' } }))
      expect(await engine.upload('pod-1', [{ role: 'reference', picture: source }])).toMatchObject([
        { role: 'reference', remoteName: 'elsewhere/x-1.png' },
      ])
    })

    it('given a server that answers a name that leads away, or refuses, then nothing is used', async () => {
      server.override('POST', '/upload/image', () => ({ json: { name: '../../x.png', subfolder: '', type: 'input' } }))
      expect(await failureOf(engine.upload('pod-1', [{ role: 'reference', picture: source }]))).toBeInstanceOf(EngineUnreachable)
      server.override('POST', '/upload/image', () => ({ status: 500, text: 'no' }))
      expect(await failureOf(engine.upload('pod-1', [{ role: 'reference', picture: source }]))).toBeInstanceOf(EngineUnreachable)
    })
  })

  describe('submit', () => {
    it('given a prepared run, then the very text that was hashed arrives, under our id and a client id', async () => {
      const prepared = engine.prepare(await runOf())
      expect(await engine.submit('pod-1', prepared)).toEqual({ outcome: 'accepted' })
      const sent = String(server.calls.find((call) => call.path === '/prompt')?.body)
      expect(sent).toContain(prepared.workflowText)
      expect(createHash('sha256').update(prepared.workflowText).digest('hex')).toBe(prepared.workflowSha256)
      const body = JSON.parse(sent) as { prompt: Record<string, { inputs: Record<string, unknown> }>; prompt_id: string; client_id: string }
      expect(body.prompt_id).toBe(id)
      expect(body.client_id).toMatch(/^persona-studio-[0-9a-f-]{36}$/)
      expect(body.prompt['12']?.inputs['filename_prefix']).toBe(`persona-studio/${id}`)
      expect(body.prompt['6']?.inputs['text']).toBe('blurry')
    })

    it('given each recorded refusal, then it is rejected; a 500 leaves open whether it came', async () => {
      for (const { status, body } of recorded<readonly { status: number; body: unknown }[]>(version, 'refusals.json')) {
        server.override('POST', '/prompt', () => (typeof body === 'string' ? { status, text: body } : { status, json: body }))
        if (status === 500) expect(await failureOf(submit())).toBeInstanceOf(EngineUnreachable)
        else expect(await submit()).toMatchObject({ outcome: 'rejected', failure: { class: 'rejected', code: 'engine-rejected' } })
      }
    })

    it('given a 200 with node_errors, then it is rejected and taken out of the queue again', async () => {
      server.override('POST', '/prompt', (_, real) => ({
        ...(real() as object),
        json: { prompt_id: id, number: 1, node_errors: { '8': { errors: [], class_type: 'X' } } },
      }))
      expect(await submit()).toMatchObject({ outcome: 'rejected' })
      expect(server.pending).toEqual([])
    })

    it('given a server that gives the run another id, then it is rejected, because nobody could follow it', async () => {
      server.override('POST', '/prompt', () => ({ json: { prompt_id: other, number: 1, node_errors: {} } }))
      expect(await submit()).toMatchObject({ outcome: 'rejected', failure: { detail: expect.stringContaining('too old') } })
    })

    it('given an answer that got lost, then the outcome is unknown and looking finds the run', async () => {
      server.override('POST', '/prompt', (_, real) => {
        real()
        return 'drop'
      })
      expect(await failureOf(submit())).toBeInstanceOf(EngineUnreachable)
      expect(await engine.lookUp('pod-1', id)).toEqual({ state: 'queued', ahead: 0 })
    })

    it('given a server that takes the run and says nothing, then patience ends', async () => {
      const prepared = engine.prepare(await runOf())
      server.override('POST', '/prompt', () => 'silence')
      const impatient = open({ answerTimeoutMs: 200 })
      expect(String(await failureOf(impatient.submit('pod-1', prepared)))).toBe('EngineUnreachable: pod-1 did not answer in time')
    })

    it('given a page of a proxy in place of an answer, then the outcome is unknown', async () => {
      server.override('POST', '/prompt', () => ({ text: '<html>bad gateway</html>', type: 'text/html' }))
      expect(await failureOf(submit())).toBeInstanceOf(EngineUnreachable)
      server.override('POST', '/prompt', () => ({ status: 502, text: '<html>bad gateway</html>' }))
      expect(await failureOf(submit())).toBeInstanceOf(EngineUnreachable)
      server.override('POST', '/prompt', () => ({ status: 503, json: { prompt_id: id, number: 1, node_errors: {} } }))
      expect(await failureOf(submit())).toBeInstanceOf(EngineUnreachable)
    })
  })

  describe('lookUp', () => {
    it('given a run on its way, then queued, running and done follow, though every answer holds a bare NaN', async () => {
      await submit({ engineJobId: other })
      await submit()
      expect(await engine.lookUp('pod-1', id)).toEqual({ state: 'queued', ahead: 1 })
      server.startNext()
      server.succeed(other, picture())
      server.startNext()
      expect(await engine.lookUp('pod-1', id)).toEqual({ state: 'running' })
      server.succeed(id, picture())
      expect(await engine.lookUp('pod-1', id)).toMatchObject({ state: 'done', outputs: [{ index: 0, ref: outputRef }] })
    })

    it('given a run that ends between the two questions, then it is found', async () => {
      await submit()
      server.startNext()
      server.override('GET', '/queue', (_, real) => {
        server.succeed(id, picture())
        return real()
      })
      expect(await engine.lookUp('pod-1', id)).toMatchObject({ state: 'done' })
    })

    it('given a run that was accepted and dropped, or forgotten in a restart, then it is unknown, not done', async () => {
      await submit()
      server.forgetAll()
      expect(await engine.lookUp('pod-1', id)).toEqual({ state: 'unknown' })
    })

    it('given a queue in a form that nobody knows, then it is not taken for an empty one', async () => {
      server.override('GET', '/queue', () => ({ json: { error: 'busy' } }))
      expect(await failureOf(engine.lookUp('pod-1', id))).toBeInstanceOf(EngineUnreachable)
    })

    it('given an error, an interruption and a success without a picture, then each is told apart', async () => {
      server.end(id, 'exec_error 261')
      expect(await engine.lookUp('pod-1', id)).toMatchObject({ state: 'failed', failure: { class: 'out-of-memory' } })
      server.end(id, 'interrupt 250')
      expect(await engine.lookUp('pod-1', id)).toEqual({ state: 'cancelled' })
      server.end(id, 'inpaint_run 200')
      expect(await engine.lookUp('pod-1', id)).toMatchObject({ state: 'failed', failure: { class: 'output-invalid' } })
    })
  })

  describe('fetchOutput', () => {
    it('given a padded picture, then it comes back cut to the wanted size', async () => {
      server.succeed(id, picture())
      const fetched = await engine.fetchOutput('pod-1', outputRef, size)
      if (!fetched.ok) throw new Error(fetched.rejection.detail)
      const { rgba, ...fetchedSize } = pixelsOf(fetched.value)
      expect(fetchedSize).toEqual(size)
      expect([...rgba.subarray((99 * 70 + 69) * 4, (99 * 70 + 69) * 4 + 3)]).toEqual([69, 99, 7])
    })

    it.each([
      ['a picture of another size', picture({ widthPx: 64, heightPx: 96 }), /expected 80×112, came 64×96/],
      ['a web page', new TextEncoder().encode('<html>please sign in</html>'), /no PNG/],
      ['half a picture', picture().subarray(0, 90), /cannot be decoded/],
      ['no bytes', new Uint8Array(), /no PNG/],
      ['more bytes than any picture has', new Uint8Array(64 * 1024 * 1024 + 1), /larger than 64 MB/],
    ])('given %s, then the output is invalid', async (_, bytes, words) => {
      server.succeed(id, bytes)
      expect(await engine.fetchOutput('pod-1', outputRef, size)).toMatchObject({
        ok: false,
        rejection: { class: 'output-invalid', detail: expect.stringMatching(words) },
      })
    })

    it.each([
      'output/../secret.png',
      'temp/persona-studio/a.png',
      'output/persona-studio/a&type=input.png',
      'output//etc/passwd',
      '../x',
      '',
      'output/.ssh/key',
      'output/persona-studio/a..png',
    ])('given the ref %j, then nothing is asked for', async (ref) => {
      const before = server.calls.length
      expect(await engine.fetchOutput('pod-1', ref, size)).toMatchObject({ ok: false, rejection: { code: 'output-invalid' } })
      expect(server.calls).toHaveLength(before)
    })

    it('given a file that is gone, then the output is invalid; a server in trouble is unreachable', async () => {
      expect(await engine.fetchOutput('pod-1', outputRef, size)).toMatchObject({ ok: false })
      server.override('GET', '/view', () => ({ status: 500, text: 'no' }))
      expect(await failureOf(engine.fetchOutput('pod-1', outputRef, size))).toBeInstanceOf(EngineUnreachable)
    })
  })

  describe('cancel', () => {
    const posts = (): string[] =>
      server.calls.filter((call) => call.method === 'POST' && call.path !== '/prompt').map((call) => call.path.replace(id, '<id>'))

    it('given a waiting run, then it leaves the queue and its neighbours stay', async () => {
      await submit({ engineJobId: other })
      server.startNext()
      await submit()
      expect(await engine.cancel('pod-1', id)).toBe('cancelled')
      expect([server.running, server.pending]).toEqual([[other], []])
      expect(posts()).toEqual(version === '0.33.0' ? ['/api/jobs/<id>/cancel'] : ['/queue'])
    })

    it('given a running run, then it is stopped by its id', async () => {
      await submit()
      server.startNext()
      expect(await engine.cancel('pod-1', id)).toBe('cancelled')
      expect(posts()).toEqual(version === '0.33.0' ? ['/api/jobs/<id>/cancel'] : ['/queue', '/interrupt'])
    })

    it('given a running run on a shared backend, then an old server is not interrupted', async () => {
      engine = open({ backends: [{ backendId: 'pod-1', url: server.url, shared: true }] })
      await submit()
      server.startNext()
      expect(await engine.cancel('pod-1', id)).toBe(version === '0.33.0' ? 'cancelled' : 'finishes-in-background')
      expect(posts()).not.toContain('/interrupt')
    })

    it('given a run that goes on in spite of it, then it finishes in the background', async () => {
      await submit()
      server.startNext()
      server.override('POST', version === '0.33.0' ? '/api/jobs' : '/interrupt', () => ({ json: { cancelled: true } }))
      expect(await engine.cancel('pod-1', id)).toBe('finishes-in-background')
    })

    it('given a server that lists jobs but cannot cancel them, then the old way is taken', async () => {
      await submit()
      server.startNext()
      server.override('POST', '/api/jobs', () => ({ status: 405, text: '405: Method Not Allowed' }))
      expect(await engine.cancel('pod-1', id)).toBe('cancelled')
      expect(posts().slice(-2)).toEqual(['/queue', '/interrupt'])
    })

    it('given a finished run or none, then nothing is posted', async () => {
      server.succeed(id, picture())
      expect(await engine.cancel('pod-1', id)).toBe('finishes-in-background')
      expect(await engine.cancel('pod-1', other)).toBe('unknown')
      expect(posts()).toEqual([])
    })
  })

  describe('watch', () => {
    const until = async (isSo: () => boolean): Promise<void> => {
      for (let look = 0; look < 200 && !isSo(); look += 1) await clock.sleep(10)
      expect(isSo()).toBe(true)
    }

    it('given a watched run, then the handshake is the first frame and the run goes out under the socket’s own client', async () => {
      const hints: RunHint[] = []
      engine.watch('pod-1', id, (hint) => hints.push(hint))
      await submit()
      await until(() => server.sockets[0]?.received[0] !== undefined)
      expect(JSON.parse(server.sockets[0]?.received[0] ?? '')).toEqual({ type: 'feature_flags', data: { supports_preview_metadata: true } })
      const clientId = server.clientOf.get(id) ?? ''
      expect(server.sockets.map((one) => one.clientId)).toEqual([clientId])
      server.tell(clientId, { type: 'progress', data: { value: 5, max: 20, prompt_id: id, node: '10' } })
      server.tell(clientId, { type: 'progress', data: { value: 9, max: 20, prompt_id: other, node: '10' } })
      server.tell(clientId, { type: 'executing', data: { node: null, prompt_id: id } })
      await until(() => hints.length === 2)
      expect(hints).toEqual([{ kind: 'progress', step: 5, steps: 20, progress: 0.25 }, { kind: 'changed' }])
    })

    it('given a socket that opens slowly, then the run waits for it, so that no hint is missed', async () => {
      server.upgradeMs = 100
      await engine.report()
      engine.watch('pod-1', id, () => undefined)
      const openAtPost: number[] = []
      server.override('POST', '/prompt', (_, real) => {
        openAtPost.push(server.sockets.length)
        return real()
      })
      await submit()
      expect(openAtPost).toEqual([1])
    })

    it('given a connection that is dead without a word, then another is opened', async () => {
      engine = open({ pingMs: 30 })
      engine.watch('pod-1', id, () => undefined)
      await until(() => server.sockets.length === 1)
      server.sockets[0]?.socket.pause()
      await until(() => server.sockets.length === 2)
    })

    it('given previews of the old kind, then they belong to what executes', async () => {
      const hints: RunHint[] = []
      engine.watch('pod-1', id, (hint) => hints.push(hint))
      await submit()
      const clientId = server.clientOf.get(id) ?? ''
      server.tell(clientId, { type: 'executing', data: { node: '10', prompt_id: id } })
      server.tell(clientId, Uint8Array.from([0, 0, 0, 1, 0, 0, 0, 1, 0xff, 0xd8]))
      await until(() => hints.length === 1)
      expect(hints).toEqual([{ kind: 'preview', mime: 'image/jpeg', bytes: Uint8Array.from([0xff, 0xd8]) }])
    })

    it('given a connection that breaks, then another is opened, under another id', async () => {
      engine.watch('pod-1', id, () => undefined)
      await until(() => server.sockets.length === 1)
      server.sockets[0]?.socket.terminate()
      await until(() => server.sockets.length === 2)
      const [first, second] = server.sockets.map((one) => one.clientId)
      expect(second).not.toBe(first)
      await submit()
      expect(server.clientOf.get(id)).toBe(second)
    })

    it('given two watched runs, then there is one socket; after the last is let go a break opens no other', async () => {
      const stops = [engine.watch('pod-1', id, () => undefined), engine.watch('pod-1', other, () => undefined)]
      await until(() => server.sockets.length === 1)
      for (const stop of stops) stop()
      server.sockets[0]?.socket.terminate()
      await clock.sleep(100)
      expect(server.sockets).toHaveLength(1)
    })

    it('given a socket that says nothing and frames that are nonsense, then looking still tells the truth', async () => {
      engine.watch('pod-1', id, () => {
        throw new Error('no hint was due')
      })
      await submit()
      const clientId = server.clientOf.get(id) ?? ''
      for (const frame of [
        { type: 'progress' },
        { type: 'progress', data: { prompt_id: id, value: 'x', max: 3 } },
        'text',
        null,
        new Uint8Array(5),
      ])
        server.tell(clientId, frame)
      server.succeed(id, picture())
      expect(await engine.lookUp('pod-1', id)).toMatchObject({ state: 'done' })
    })

    it('given a backend that cannot be reached, then watching and sending go on without a socket', async () => {
      await server.close()
      engine.watch('pod-1', id, () => undefined)
      await clock.sleep(50)
      engine.watch('nobody', id, () => undefined)()
    })
  })

  it('given any failure, then neither errors nor the log tell an address or a prompt', async () => {
    const run = await runOf()
    const { port } = new URL(server.url)
    const second = open()
    await server.close()
    const errors = await Promise.all([
      failureOf(engine.lookUp('pod-1', id)),
      failureOf(engine.submit('pod-1', engine.prepare(run))),
      failureOf(engine.upload('pod-1', [{ role: 'reference', picture: picture() }])),
      failureOf(engine.cancel('pod-1', id)),
      failureOf(engine.lookUp('pod-9', id)),
    ])
    await engine.forget('pod-1', id)
    await second.report()
    const told = `${errors.map(String).join('\n')}\n${lines.join('\n')}`
    expect(told).toContain('pod-1 cannot be reached')
    expect(told).not.toContain(port)
    expect(told).not.toMatch(/127\.0|http|banana/)
    expect(errors.every((error) => error instanceof EngineUnreachable)).toBe(true)
  })
})
