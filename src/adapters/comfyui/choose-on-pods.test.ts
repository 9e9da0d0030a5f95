import { describe, expect, it } from '@jest/globals'
import type { Clock } from '../../application/ports/clock.ts'
import { clock, engineBeforeRecording, need } from './recorded-engine.contract.ts'
import { type Reply, type Version } from './test-recorded-server.ts'

/** On a busy machine the recorded server may take longer than people would wait for what it can do; who waits here has all the time. */
const patient: Clock = {
  ...clock,
  sleep: (_ms, stop) => new Promise((resolve) => stop?.addEventListener('abort', () => resolve(), { once: true })),
}

describe.each<Version>(['0.3.64', '0.33.0'])('the engine before a ComfyUI %s', (version) => {
  const under = engineBeforeRecording(version)

  describe('report and choose', () => {
    it('given the recorded server, then it tells version and workflows, and the turbo graph only where it is supported', async () => {
      const [backend] = (await under.engine.report()).backends
      expect(backend).toMatchObject({ backendId: 'pod-1', reachable: true, version })
      expect(backend?.workflows).toEqual(
        version === '0.3.64'
          ? ['flux-fill-inpaint', 'flux-dev', 'flux-dev-inpaint', 'flux-pulid']
          : ['flux-fill-inpaint', 'z-image-turbo', 'flux-dev', 'flux-dev-inpaint', 'flux-pulid'],
      )
      expect(backend?.missing).toEqual(
        version === '0.3.64' ? ['pod-1, z-image-turbo: ComfyUI 0.3.75 or newer is needed; this is 0.3.64'] : [],
      )
      const chosen = await under.engine.choose(need({ kind: 'generate' }))
      expect(chosen).toMatchObject({
        ok: true,
        value: { workflowId: version === '0.3.64' ? 'flux-dev' : 'z-image-turbo', engine: 'comfyui' },
      })
    })

    it('given a server that marks itself, then everything it draws is called a preview', async () => {
      under.server.systemExtra = { persona_studio_engine: 'preview' }
      expect((await under.engine.report()).engine).toBe('preview')
      expect(await under.engine.choose(need())).toMatchObject({ ok: true, value: { engine: 'preview' } })
      expect(await under.engine.pickBackend('flux-fill-inpaint')).toEqual({ backendId: 'pod-1', engine: 'preview' })
    })

    it('given a missing model file, then the next workflow of its kind is taken; given none, the refusal says which file goes where', async () => {
      under.server.remove('UNETLoader', 'flux1-fill-dev.safetensors')
      expect(await under.engine.choose(need())).toMatchObject({ ok: true, value: { workflowId: 'flux-dev-inpaint' } })
      under.server.remove('UNETLoader', 'flux1-dev.safetensors')
      under.engine = under.open()
      expect(await under.engine.choose(need())).toEqual({
        ok: false,
        rejection: {
          type: 'engine-cannot',
          missing: [
            'pod-1, flux-fill-inpaint: the file flux1-fill-dev.safetensors is missing; put it into models/diffusion_models',
            'pod-1, flux-dev-inpaint: the file flux1-dev.safetensors is missing; put it into models/diffusion_models',
          ],
        },
      })
    })

    it('given a refusal for a missing file, when it is put there, then the very next request finds it', async () => {
      under.engine = under.open({ clock: patient })
      const unet = '/object_info/UNETLoader'
      under.server.override('GET', unet, (_, real) => JSON.parse(JSON.stringify(real()).replaceAll('flux1-', 'other-')) as Reply)
      expect(await under.engine.choose(need())).toMatchObject({ ok: false, rejection: { type: 'engine-cannot' } })
      expect(await under.engine.choose(need())).toMatchObject({ ok: true, value: { workflowId: 'flux-fill-inpaint' } })
    })

    it('given a run that is rejected because a file is gone since, then the next request is refused at once', async () => {
      under.engine = under.open({ clock: patient })
      const prepared = under.engine.prepare(await under.runOf())
      for (const file of ['flux1-fill-dev.safetensors', 'flux1-dev.safetensors']) under.server.remove('UNETLoader', file)
      under.server.override('POST', '/prompt', () => ({ status: 400, json: { error: { type: 'prompt_outputs_failed_validation' } } }))
      expect(await under.engine.submit('pod-1', prepared)).toMatchObject({ outcome: 'rejected' })
      expect(await under.engine.choose(need())).toMatchObject({ ok: false, rejection: { type: 'engine-cannot' } })
    })

    it('given a missing node class, then the refusal names it', async () => {
      under.server.remove('DifferentialDiffusion')
      expect(await under.engine.choose(need())).toMatchObject({
        ok: false,
        rejection: {
          missing: [1, 2].map(() => expect.stringContaining('the node DifferentialDiffusion is not installed')),
        },
      })
    })

    it('given an engine that was never reached, then the request is accepted with the first workflow of its kind', async () => {
      await under.server.close()
      expect(await under.engine.choose(need({ kind: 'generate' }))).toMatchObject({
        ok: true,
        value: { workflowId: 'z-image-turbo', engine: 'comfyui' },
      })
      expect(await under.engine.pickBackend('z-image-turbo')).toBeNull()
      expect((await under.engine.report()).backends).toMatchObject([
        { reachable: false, version: null, missing: [expect.stringMatching(/^pod-1 cannot be reached/)] },
      ])
    })

    it('given an engine that went away, then what it last told still decides', async () => {
      under.server.remove('UNETLoader', 'z_image_turbo_bf16.safetensors')
      const now = { ms: 0 }
      under.engine = under.open({ clock: { ...clock, now: () => now.ms } })
      await under.engine.report()
      await under.server.close()
      now.ms = 61_000
      expect(await under.engine.choose(need({ kind: 'generate' }))).toMatchObject({ ok: true, value: { workflowId: 'flux-dev' } })
      expect((await under.engine.report()).backends[0]).toMatchObject({
        reachable: false,
        version,
        workflows: ['flux-fill-inpaint', 'flux-dev', 'flux-dev-inpaint', 'flux-pulid'],
      })
    })

    it('given a backend that stopped answering, then a request does not wait for it', async () => {
      const now = { ms: 0 }
      const slept: number[] = []
      const sleep = (ms: number): Promise<void> => {
        slept.push(ms)
        return clock.sleep(0)
      }
      under.engine = under.open({ clock: { now: () => now.ms, sleep } })
      await under.engine.report()
      under.server.override('GET', '/system_stats', () => 'silence')
      now.ms = 61_000
      expect(await under.engine.choose(need())).toMatchObject({ ok: true, value: { workflowId: 'flux-fill-inpaint' } })
      expect(slept).toEqual([1_000])
    })

    it('given two questions within a minute, then the backend is asked once', async () => {
      await Promise.all([under.engine.report(), under.engine.report(), under.engine.choose(need())])
      expect(under.server.calls.filter((call) => call.path === '/system_stats')).toHaveLength(1)
    })

    it('given a strength below 1, a masked area or a reference face, then the first workflow that honours it is taken', async () => {
      const maskedArea = { x: 10, y: 20, width: 30, height: 30 }
      expect(await under.engine.choose(need({ strength: 0.6 }))).toMatchObject({
        ok: true,
        value: { workflowId: 'flux-dev-inpaint', denoise: 0.6 },
      })
      expect(await under.engine.choose(need({ maskedArea }))).toMatchObject({
        ok: true,
        value: { workflowId: 'flux-fill-inpaint', box: maskedArea, width: 1024, height: 1024 },
      })
      expect(await under.engine.choose(need({ strength: 0.6, maskedArea }))).toMatchObject({
        ok: true,
        value: { workflowId: 'flux-dev-inpaint' },
      })
      expect(await under.engine.choose(need({ kind: 'generate', referenceFace: true }))).toMatchObject({
        ok: true,
        value: { workflowId: 'flux-pulid' },
      })
    })

    it('given a negative prompt, then the inpaint graph honours it at a higher cfg and says so', async () => {
      expect(await under.engine.choose(need({ hasNegativePrompt: true, qualityMode: 'hq' }))).toMatchObject({
        ok: true,
        value: { cfg: 2, negativePromptUsed: true, steps: 30 },
      })
      expect(await under.engine.choose(need())).toMatchObject({
        ok: true,
        value: { cfg: 1, negativePromptUsed: false, steps: 20, guidance: 30 },
      })
    })

    it('given a negative prompt and a model that cannot read one, then the words go along and nobody is told that they count', async () => {
      await under.server.close()
      expect(await under.engine.choose(need({ kind: 'generate', hasNegativePrompt: true }))).toMatchObject({
        ok: true,
        value: { workflowId: 'z-image-turbo', cfg: 1, negativePromptUsed: false },
      })
    })

    it('given a server behind a sign-in, then the report says that', async () => {
      under.server.override('GET', '/system_stats', () => ({ status: 401, text: 'no' }))
      expect((await under.engine.report()).backends[0]?.missing).toEqual(['pod-1 does not let us in (status 401): it wants a sign-in'])
    })

    it('given a web page or a redirect in place of an engine, then it counts as unreachable', async () => {
      under.server.override('GET', '/system_stats', () => ({ text: '<html>welcome</html>', type: 'text/html' }))
      expect((await under.engine.report()).backends[0]?.reachable).toBe(false)
      const second = under.open()
      under.server.override('GET', '/system_stats', () => ({ status: 302, location: `${under.server.url}/system_stats?elsewhere` }))
      expect((await second.report()).backends[0]?.reachable).toBe(false)
    })
  })
})
