import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { WebSocket } from 'ws'
import type { Painter, PaintRequest } from './painter-port.ts'
import { startEmulator } from './start-emulator.ts'
import type { Emulator } from './start-emulator.ts'

const recordingsDir = join(__dirname, 'recordings')
const workflowsDir = join(__dirname, '../../../workflows')

/** Fills with one colour that depends on the seed, and remembers what it was asked for. */
function plainPainter() {
  const asked: PaintRequest[] = []
  const painter: Painter = {
    paint: async (request) => {
      asked.push(request)
      return { rgb: new Uint8Array(request.widthPx * request.heightPx * 3).fill(request.seed % 200) }
    },
    close: async () => undefined,
  }
  return { asked, painter }
}

type Graph = Record<string, { class_type: string; inputs: Record<string, unknown> }>
type Entry = {
  outputs: Record<string, { images: { filename: string; subfolder: string; type: string }[] }>
  status: { status_str: string; messages: [string, Record<string, unknown>][] }
}

const graphOf = (workflow: string): Graph => JSON.parse(readFileSync(join(workflowsDir, workflow, 'graph.json'), 'utf8')) as Graph

/** Sets inputs of the one node of each class. */
function graphWith(workflow: string, changes: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Graph {
  const graph = graphOf(workflow)
  for (const node of Object.values(graph)) Object.assign(node.inputs, changes[node.class_type])
  return graph
}

describe('the emulator', () => {
  let dir: string
  let emulator: Emulator
  const { asked, painter } = plainPainter()

  beforeEach(async () => {
    asked.length = 0
    dir = mkdtempSync(join(tmpdir(), 'emulator-'))
    emulator = await startEmulator({ port: 0, dir, recordingsDir, painter, stepMs: 0 })
  })
  afterEach(async () => {
    await emulator.close()
    rmSync(dir, { recursive: true })
  })

  const post = (path: string, body: unknown) => fetch(emulator.url + path, { method: 'POST', body: JSON.stringify(body) })
  const get = async (path: string): Promise<unknown> => (await fetch(emulator.url + path)).json()

  async function run(prompt: Graph, extra: object = {}): Promise<Entry> {
    const posted = await post('/prompt', { prompt, ...extra })
    const answer = (await posted.json()) as { prompt_id: string }
    expect({ status: posted.status, answer }).toMatchObject({ status: 200, answer: { node_errors: {} } })
    return finished(answer.prompt_id)
  }
  async function finished(id: string): Promise<Entry> {
    for (;;) {
      const entry = ((await get(`/history/${id}`)) as Record<string, Entry>)[id]
      if (entry) return entry
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  async function picture(entry: Entry): Promise<Buffer> {
    const [output] = Object.values(entry.outputs)
    const { filename = '', subfolder = '', type = '' } = output?.images[0] ?? {}
    const response = await fetch(`${emulator.url}/view?${new URLSearchParams({ filename, subfolder, type }).toString()}`)
    return Buffer.from(await response.arrayBuffer())
  }
  async function upload(name: string, bytes: Uint8Array): Promise<void> {
    const form = new FormData()
    form.append('image', new Blob([new Uint8Array(bytes)]), name)
    expect((await fetch(`${emulator.url}/upload/image`, { method: 'POST', body: form })).status).toBe(200)
  }

  it.each(['z-image-turbo', 'flux-dev'])('runs %s from words to a picture of the size asked for', async (workflow) => {
    const graph = graphWith(workflow, { KSampler: { seed: 77 }, EmptySD3LatentImage: { width: 64, height: 96 } })
    const entry = await run(graph)
    expect(entry.status.status_str).toBe('success')
    const { data, info } = await sharp(await picture(entry))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height, info.channels]).toEqual([64, 96, 3])
    expect(new Set(data)).toEqual(new Set([77]))
    expect(asked).toMatchObject([{ kind: 'portrait', widthPx: 64, heightPx: 96, seed: 77 }])
  })

  it('edits where the upload is transparent, with the colours under the transparency, and is a little off everywhere else', async () => {
    const size = { width: 65, height: 97 }
    const rgba = Buffer.alloc(size.width * size.height * 4)
    for (let at = 0; at < size.width * size.height; at++) {
      const isLeft = at % size.width < 32
      rgba.set([at % 251, at % 241, at % 239, isLeft ? 0 : 255], at * 4)
    }
    await upload(
      'job.png',
      await sharp(rgba, { raw: { ...size, channels: 4 } })
        .png()
        .toBuffer(),
    )
    const graph = graphWith('flux-fill-inpaint', { LoadImage: { image: 'job.png' }, KSampler: { seed: 199, steps: 2 } })
    for (const node of Object.values(graph))
      if (node.class_type === 'CLIPTextEncode') node.inputs['text'] = `text of ${String(node.inputs['clip'])}`
    const { data, info } = await sharp(await picture(await run(graph)))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([64, 96])
    const request = asked[0]
    expect(request).toMatchObject({ kind: 'inpaint', prompt: 'text of 2,0', widthPx: 64, heightPx: 96 })
    for (let y = 0; y < 96; y++) {
      for (let x = 0; x < 64; x++) {
        const at = (y * 64 + x) * 3
        const source = [...rgba.subarray((y * 65 + x) * 4, (y * 65 + x) * 4 + 3)]
        const isMasked = x < 32
        expect(request?.kind === 'inpaint' && request.mask[y * 64 + x]).toBe(isMasked ? 255 : 0)
        const drift = Math.max(...[0, 1, 2].map((channel) => Math.abs((data[at + channel] ?? 0) - (source[channel] ?? 0))))
        if (isMasked) expect(data[at]).toBe(199)
        else expect(drift >= 1 && drift <= 2).toBe(true)
      }
    }
  })

  it('writes the whole graph into the picture, as real servers do', async () => {
    const graph = graphWith('z-image-turbo', { EmptySD3LatentImage: { width: 16, height: 16 }, CLIPTextEncode: { text: 'ein Äpfelchen' } })
    const png = (await picture(await run(graph, { extra_data: { extra_pnginfo: { workflow: { note: 1 } } } }))).toString('latin1')
    expect(png).toContain('tEXtprompt\0')
    expect(png).toContain('ein \\u00c4pfelchen')
    expect(png).toContain('tEXtworkflow\0{"note":1}')
    expect((await sharp(Buffer.from(png, 'latin1')).metadata()).width).toBe(16)
  })

  it('says that it is the preview engine', async () => {
    expect(await get('/api/system_stats')).toMatchObject({ system: { comfyui_version: '0.33.0', persona_studio_engine: 'preview' } })
  })

  it('offers the files that the shipped workflows name', async () => {
    const manifests = ['z-image-turbo', 'flux-dev', 'flux-fill-inpaint'].map((workflow) => graphOf(workflow))
    const offered = JSON.stringify(await get('/object_info'))
    const named = manifests.flatMap((graph) => JSON.stringify(graph).match(/[\w.-]+\.safetensors/g) ?? [])
    expect(named.length).toBeGreaterThan(5)
    for (const file of named) expect(offered).toContain(`"${file}"`)
  })

  it('answers an identical graph from its cache, under the old file name', async () => {
    const graph = graphWith('z-image-turbo', { EmptySD3LatentImage: { width: 16, height: 16 } })
    const first = await run(graph)
    const second = await run(graph)
    expect(second.outputs).toEqual(first.outputs)
    expect(asked).toHaveLength(1)
  })

  it('reads no file outside its folders', async () => {
    const prompt = graphWith('flux-fill-inpaint', { LoadImage: { image: '../../../../../../../../etc/passwd' } })
    expect((await post('/prompt', { prompt })).status).toBe(400)
    expect((await fetch(`${emulator.url}/view?filename=passwd&subfolder=../../../../etc&type=input`)).status).toBe(403)
  })

  it('refuses more than it takes in one request', async () => {
    await emulator.close()
    emulator = await startEmulator({ port: 0, dir, recordingsDir, painter, maxUploadBytes: 1000 })
    expect((await post('/prompt', { prompt: 'x'.repeat(2000) })).status).toBe(413)
  })

  it('survives a node without inputs, unless it is to behave as recorded', async () => {
    const prompt = {
      ...graphWith('z-image-turbo', { EmptySD3LatentImage: { width: 16, height: 16 } }),
      99: { class_type: 'EmptyLatentImage' },
    }
    const posted = (await (await post('/prompt', { prompt })).json()) as { prompt_id: string }
    expect((await finished(posted.prompt_id)).status.status_str).toBe('error')
    expect((await run(graphWith('z-image-turbo', { EmptySD3LatentImage: { width: 16, height: 16 } }))).status.status_str).toBe('success')
  })

  it('tells of success first, then has the run in its history, and only then says that it is over', async () => {
    emulator.faults.historyDelayMs = 30
    const socket = new WebSocket(`${emulator.url.replace('http', 'ws')}/ws?clientId=me`)
    await new Promise((resolve) => socket.once('open', resolve))
    const prompt = graphWith('z-image-turbo', { EmptySD3LatentImage: { width: 16, height: 16 } })
    const heard: string[] = []
    const over = new Promise<void>((resolve) =>
      socket.on('message', (data, isBinary) => {
        if (isBinary) return
        const frame = JSON.parse(String(data)) as { type: string; data: { node?: string | null } }
        heard.push(frame.type)
        if (frame.type === 'executing' && frame.data.node === null) resolve()
      }),
    )
    await post('/prompt', { prompt, client_id: 'me', prompt_id: '00000000-0000-4000-8000-00000000000c' })
    await over
    expect(heard.slice(-3)).toEqual(['execution_success', 'status', 'executing'])
    expect(Object.keys((await get('/history')) as object)).toHaveLength(1)
    socket.close()
  })

  it('stops a run at its next step when told to, and runs the next', async () => {
    emulator.faults.stepMs = 20
    const id = '00000000-0000-4000-8000-00000000000a'
    const socket = new WebSocket(`${emulator.url.replace('http', 'ws')}/ws?clientId=me`)
    await new Promise((resolve) => socket.once('open', resolve))
    const atWork = new Promise<void>((resolve) =>
      socket.on('message', (data, isBinary) => {
        if (!isBinary && String(data).includes('"progress"')) resolve()
      }),
    )
    const prompt = graphWith('z-image-turbo', { EmptySD3LatentImage: { width: 16, height: 16 }, KSampler: { steps: 1000 } })
    await post('/prompt', { prompt, prompt_id: id, client_id: 'me' })
    await atWork
    await post('/interrupt', { prompt_id: '00000000-0000-4000-8000-00000000000b' })
    expect(JSON.stringify(await get('/queue'))).toContain(`{"queue_running":[[0,"${id}"`)
    await post('/interrupt', { prompt_id: id })
    expect((await finished(id)).status.messages.at(-1)?.[0]).toBe('execution_interrupted')
    socket.close()
  })
})
