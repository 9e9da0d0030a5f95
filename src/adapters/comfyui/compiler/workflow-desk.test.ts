import { createServer, type Server } from 'node:http'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { recordedExports, recordingsDir } from './test-recordings.ts'
import { workflowDesk } from './workflow-desk.ts'

const workflowsDir = join(__dirname, '../../../../workflows')
const desk = workflowDesk({ workflowsDir, recordingsDir })
const dir = mkdtempSync(join(tmpdir(), 'workflows-'))
const fill = recordedExports('0.33.0')['fill']

const written = (name: string, content: unknown): string => {
  const file = join(dir, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}
const export_ = written('fill.ui.json', fill?.ui)
const graph = written('fill.api.json', fill?.api)

afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('the desk', () => {
  it('given an export, then it is compiled for the newest recorded server, and for another one that is asked for', async () => {
    for (const target of [null, '0.33.0', '0.3.64']) {
      const { graph: made, faults } = await desk.compile(export_, target)
      expect(faults).toEqual([])
      expect(Object.keys(made ?? {})).toHaveLength(13)
    }
  })

  it('given an API graph to compile, then it is told that there is nothing to compile', async () => {
    const { graph: made, faults } = await desk.compile(graph, null)
    expect(made).toBeNull()
    expect(faults[0]?.message).toContain('API graph already')
  })

  it('given an export, a graph and a folder, then each is looked at as what it is', async () => {
    const results = await desk.validate([export_, graph, join(workflowsDir, 'flux-dev')], null)
    expect(results.map(({ kind, faults }) => [kind, faults])).toEqual([
      ['export', []],
      ['graph', []],
      ['folder', []],
    ])
  })

  it('given an export and its graph, then there is no difference', async () => {
    expect(await desk.diff(export_, graph, null)).toEqual([])
  })

  it('given the workflows of the program, then each is listed with what it needs', async () => {
    const listed = await desk.list(null)
    const fluxDev = listed.find(({ id }) => id === 'flux-dev')
    expect(fluxDev?.needs.files).toContain('diffusion_models/flux1-dev.safetensors')
    expect(fluxDev?.needs.nodeClasses).toContain('KSampler')
    expect(fluxDev?.lacks).toEqual([])
  })

  it('given a target that is older than a workflow needs, then the list says so, though it has all the node classes', async () => {
    const lacks = async (target: string) => (await desk.list(target)).find(({ id }) => id === 'z-image-turbo')?.lacks
    expect(await lacks('0.33.0')).toEqual([])
    expect((await lacks('0.3.64'))?.map(({ reason, message }) => [reason, message])).toEqual([
      ['too-old', 'ComfyUI 0.3.75 or newer is needed; this is 0.3.64'],
    ])
  })

  it.each(['0.3.64', '0.33.0'])(
    'given the workflows of the program, then ComfyUI %s takes each, and its export says the same',
    async (version) => {
      const results = await desk.validate([], version)
      expect(results.length).toBeGreaterThan(3)
      expect(results.flatMap(({ faults, missingFiles }) => [...faults, ...missingFiles])).toEqual([])
    },
  )

  it('given a newer target whose class has one more input with a default, then the folder still holds', async () => {
    type Class = { readonly input: object; readonly input_order: object }
    const classes = JSON.parse(readFileSync(join(recordingsDir, '0.33.0', 'object_info.json'), 'utf8')) as Record<string, Class>
    const guidance = classes['FluxGuidance'] as Class
    const grown = { ...guidance, input: { ...guidance.input, optional: { extra: ['FLOAT', { default: 1 }] } } }
    const target = written('grown.json', {
      ...classes,
      FluxGuidance: { ...grown, input_order: { ...guidance.input_order, optional: ['extra'] } },
    })
    expect((await desk.validate([join(workflowsDir, 'flux-dev')], target))[0]?.faults).toEqual([])
  })

  it('given a target without a class of a workflow, then it is told once, though graph and export both need it', async () => {
    const classes = JSON.parse(readFileSync(join(recordingsDir, '0.33.0', 'object_info.json'), 'utf8')) as Record<string, unknown>
    delete classes['FluxGuidance']
    const [result] = await desk.validate([join(workflowsDir, 'flux-dev')], written('fewer.json', classes))
    expect(result?.faults.map(({ reason, place }) => [reason, place.nodeClass])).toEqual([['unknown-class', 'FluxGuidance']])
  })

  it('given a folder whose export says something else than its graph, then the difference is told', async () => {
    const copy = join(dir, 'flux-dev')
    cpSync(join(workflowsDir, 'flux-dev'), copy, { recursive: true })
    const file = join(copy, 'graph.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace('"euler"', '"heun"'))
    const [result] = await desk.validate([copy], null)
    expect(result?.faults.map(({ reason, message }) => [reason, message])).toEqual([
      ['folder-disagrees', expect.stringContaining('sampler_name changes from "heun" to "euler"')],
    ])
  })

  it('given a folder whose graph came out of subgraphs, then the ids with colons are as good as others', async () => {
    const copy = join(dir, 'z-image-turbo')
    mkdirSync(copy)
    for (const name of ['graph.json', 'manifest.json']) {
      const text = readFileSync(join(workflowsDir, 'z-image-turbo', name), 'utf8')
      writeFileSync(
        join(copy, name),
        text.replaceAll('"1": {', '"20:1": {').replaceAll('["1", ', '["20:1", ').replaceAll('"node": "1"', '"node": "20:1"'),
      )
    }
    const [result] = await desk.validate([copy], null)
    expect(result?.faults).toEqual([])
  })

  it('given a file that is not there, or is no JSON, then it cannot be read, and it is said why', async () => {
    await expect(desk.compile('nowhere.json', null)).rejects.toThrow('nowhere.json cannot be read (ENOENT)')
    await expect(desk.compile(written('broken.json', '{'), null)).rejects.toThrow('is no JSON')
  })
})

describe('a live target', () => {
  let server: Server
  let address = ''
  let stats: string | null = null
  beforeAll(async () => {
    const classes = readFileSync(join(recordingsDir, '0.33.0', 'object_info.json'))
    server = createServer((request, response) => {
      const answer = request.url === '/object_info' ? classes : request.url === '/system_stats' ? stats : null
      if (answer === null) response.statusCode = 404
      response.end(answer ?? 'no')
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })

  it('given an address, with or without the path, then its classes are taken', async () => {
    for (const target of [address, `${address}/`, `${address}/object_info`]) {
      expect((await desk.compile(export_, target)).faults).toEqual([])
    }
  })

  it('given an address, then its version is held against what the workflows need, and nothing where it tells none', async () => {
    const tooOld = async () =>
      (await desk.list(address)).flatMap(({ lacks }) => lacks.flatMap(({ reason, message }) => (reason === 'too-old' ? [message] : [])))
    expect(await tooOld()).toEqual([])
    stats = JSON.stringify({ system: { comfyui_version: '0.3.70' } })
    expect(await tooOld()).toEqual(['ComfyUI 0.3.75 or newer is needed; this is 0.3.70'])
  })

  it('given an address that answers otherwise or not at all, then it cannot be read, and its name is not told', async () => {
    await expect(desk.compile(export_, `${address}/elsewhere`)).rejects.toThrow('the target answered with status 404')
    const error: unknown = await desk.compile(export_, 'http://127.0.0.1:1/').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'Unreadable' })
    expect(String(error)).not.toContain('127.0.0.1')
  })
})
