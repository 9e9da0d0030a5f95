import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { inspectPods, type Inspection } from '../comfyui/inspect-pods.ts'
import type { Pod } from '../comfyui/pods.ts'
import { RecordedServer, type Version } from '../comfyui/test-recorded-server.ts'
import { silentLog } from '../memory/test-world.ts'
import { systemClock } from '../system/system-clock.ts'
import { doctorSays, type DoctorSays } from './doctor.ts'

const workflowsDir = join(__dirname, '../../../workflows')

describe('the doctor', () => {
  let server: RecordedServer
  let url: string
  const start = async (version: Version): Promise<void> => {
    server = await RecordedServer.start(version)
    url = server.url
  }
  beforeEach(() => start('0.33.0'))
  afterEach(() => server.close())

  const look = async (change: Partial<Inspection> = {}): Promise<DoctorSays> => {
    const backends: readonly Pod[] = [{ backendId: 'pod-1', url, shared: false }]
    return doctorSays(await inspectPods({ backends, workflowsDir, clock: systemClock(), log: silentLog, lookMs: 300, ...change }))
  }
  const codes = ({ json }: DoctorSays): readonly string[] => [
    ...new Set(json.backends.flatMap(({ problems }) => problems.map(({ code }) => code))),
  ]

  it('given no pod at all, then the preview engine draws and all is well', () => {
    expect(doctorSays(null)).toMatchObject({ text: expect.stringContaining('preview engine'), json: { ok: true, engine: 'preview' } })
  })

  it('given a pod that has everything, then it says what can be drawn there', async () => {
    const said = await look()
    expect(said.json).toMatchObject({ ok: true, engine: 'comfyui', generate: true, edit: true })
    expect(said.text).toMatch(/^pod-1: ComfyUI 0\.33\.0, 0 in its queue\n {2}can draw flux-fill-inpaint/)
    expect(said.text).toMatch(/can be generated\.\nPictures can be edited\.\n$/)
  })

  it('given a pod without the model, then it says which file goes into which folder', async () => {
    for (const file of ['flux1-fill-dev', 'flux1-dev']) server.remove('UNETLoader', `${file}.safetensors`)
    server.override('GET', '/models', () => ({ json: ['diffusion_models'] }))
    server.override('GET', '/models/diffusion_models', () => ({ json: ['flux1-dev.safetensors'] }))
    const said = await look()
    expect(said.json).toMatchObject({ ok: false, generate: true, edit: false })
    expect(said.text).toContain(
      '! flux-dev: the file flux1-dev.safetensors lies in models/diffusion_models, but its loader does not offer it',
    )
    expect((await look()).text).toContain('! flux-dev: the file flux1-dev.safetensors is missing; put it into models/diffusion_models')
  })

  it('given a model in a neighbouring folder, then it says where to move it', async () => {
    server.remove('UNETLoader', 'flux1-dev.safetensors')
    server.override('GET', '/models', () => ({ json: ['diffusion_models', 'checkpoints'] }))
    server.override('GET', '/models/diffusion_models', () => ({ json: [] }))
    server.override('GET', '/models/checkpoints', () => ({ json: ['old/flux1-dev.safetensors'] }))
    expect((await look()).text).toContain('flux1-dev.safetensors lies in models/checkpoints; move it into models/diffusion_models')
  })

  it('given a pod without the custom node, then it says which repository brings it', async () => {
    server.remove('ApplyPulidFlux')
    const said = await look()
    expect(codes(said)).toContain('node-missing')
    expect(said.text).toMatch(/! flux-pulid: the node ApplyPulidFlux is not installed; install version \S+ of https:\S+ into custom_nodes/)
  })

  it('given a pod that is too old, then it says what it has and what is needed', async () => {
    await server.close()
    await start('0.3.64')
    const said = await look()
    expect(codes(said)).toContain('too-old')
    expect(said.text).toContain('! z-image-turbo: ComfyUI 0.3.75 or newer is needed; this is 0.3.64')
  })

  it('given a pod that cannot be reached, then it says so, and never its address', async () => {
    const { port } = new URL(url)
    await server.close()
    const said = await look()
    expect(said.json).toMatchObject({ ok: false, backends: [{ reachable: false, problems: [{ code: 'unreachable' }] }] })
    expect(said.text).toMatch(/pod-1: not reached\n {2}! pod-1 cannot be reached \(ECONNREFUSED\); start it/)
    expect(said.text).not.toContain(port)
    await start('0.33.0')
  })

  it('given a pod behind a sign-in, whether it says 401 or sends us away, then it says what to set', async () => {
    for (const reply of [{ status: 401 }, { status: 302, location: `${url}/login` }]) {
      server.override('GET', '/', () => reply, 9)
      const said = await look()
      expect(said.json).toMatchObject({ ok: false, backends: [{ problems: [{ code: 'needs-sign-in' }] }] })
      expect(said.text).toMatch(/put a login into its address or a header into the pods file/)
      server.wellAgain()
    }
    expect(server.calls.some((call) => call.path === '/login')).toBe(false)
  })

  it('given a pods file with the right header, then the sign-in lets us in', async () => {
    const real = url
    const proxy = createServer((request, response) => {
      if (request.headers['x-key'] !== 'open sesame') return void response.writeHead(401).end()
      void fetch(`${real}${request.url}`).then(async (answer) =>
        response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer())),
      )
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const guarded = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    const pod = { backendId: 'pod-1', url: guarded, shared: false }
    expect(codes(await look({ backends: [pod] }))).toEqual(['needs-sign-in'])
    expect((await look({ backends: [{ ...pod, headers: { 'X-Key': 'open sesame' } }] })).json.ok).toBe(true)
    proxy.closeAllConnections()
    await new Promise((resolve) => proxy.close(resolve))
  })

  it('given something else than ComfyUI, or one in trouble, then each is told apart', async () => {
    server.override('GET', '/system_stats', () => ({ text: '<html>hello</html>', type: 'text/html' }))
    expect(codes(await look())).toEqual(['not-comfyui'])
    server.override('GET', '/system_stats', () => ({ status: 502 }))
    expect(codes(await look())).toEqual(['in-trouble'])
  })

  it('given a pod whose worker is dead, so that work waits and nothing starts, then it says restart it', async () => {
    server.pending = ['a']
    const said = await look()
    expect(said.json.ok).toBe(false)
    expect(codes(said)).toContain('worker-dead')
    expect(said.text).toMatch(/pod-1: its worker seems to have died: it answers, but nothing has moved for \d+ s; restart ComfyUI/)
  })

  it('given a worker that died over a run, then a look of a minute finds it and a short one accuses nobody', async () => {
    server.running = ['a']
    server.pending = ['b']
    const time = { ms: 0 }
    const clock = { now: () => time.ms, sleep: async (ms: number) => void (time.ms += ms) }
    expect(codes(await look({ clock, lookMs: 5_000 }))).not.toContain('worker-dead')
    expect(codes(await look({ clock, lookMs: 61_000 }))).toContain('worker-dead')
  })

  it('given a pod that others use all day, a drained one and one with NaN in its queue, then it says what that means', async () => {
    server.running = ['a']
    const said = await look({ isDrained: () => true })
    expect(codes(said)).toEqual(expect.arrayContaining(['draining', 'bare-numbers']))
    expect(said.json).toMatchObject({ ok: false, backends: [{ queued: 1 }] })
  })

  it('given one pod that is away and one that can only edit, then nobody can generate', async () => {
    for (const file of ['z_image_turbo_bf16', 'flux1-dev']) server.remove('UNETLoader', `${file}.safetensors`)
    const away = { backendId: 'pod-2', url: 'http://127.0.0.1:9', shared: false }
    const said = await look({ backends: [{ backendId: 'pod-1', url, shared: false }, away] })
    expect(said.json).toMatchObject({ ok: false, generate: false, edit: true })
    expect(said.text).toContain('Nothing can be generated as it is.')
  })
})
