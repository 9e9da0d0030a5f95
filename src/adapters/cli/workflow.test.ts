import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import type { WorkflowDesk } from './workflow-words.ts'
import { workflowCommand } from './workflow.ts'

const place = { node: '10', title: 'Paint', nodeClass: 'KSampler', input: 'steps' }
const fault = { reason: 'above-maximum', place, message: 'too many' }
const file = { reason: 'file-missing', place: { ...place, title: 'KSampler', input: null }, message: 'no such file' }
const upload = { ...file, reason: 'upload-missing' }
const note = { kind: 'default-taken', place: { ...place, title: null }, message: 'taken' }
const clean = { faults: [], missingFiles: [], notes: [] }
const graph = { '10': { class_type: 'KSampler', inputs: {} } }

class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

const desk = (answers: Partial<{ [Act in keyof WorkflowDesk]: Awaited<ReturnType<WorkflowDesk[Act]>> | Error }>) => {
  const asked: unknown[] = []
  const answer =
    (act: keyof WorkflowDesk) =>
    (...words: unknown[]) => {
      asked.push([act, ...words])
      const given = answers[act]
      return given instanceof Error ? Promise.reject(given) : Promise.resolve(given)
    }
  const made = { compile: answer('compile'), validate: answer('validate'), diff: answer('diff'), list: answer('list') } as WorkflowDesk
  return { made, asked }
}

async function run(made: WorkflowDesk, ...words: readonly string[]) {
  const said = { out: '', err: '', code: 0 }
  const terminal = {
    out: (text: string) => void (said.out += text),
    err: (text: string) => void (said.err += text),
    exit: (code: number) => void (said.code = code),
  }
  await workflowCommand(made, terminal).parseAsync([...words], { from: 'user' })
  return said
}

const dir = mkdtempSync(join(tmpdir(), 'workflow-command-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('workflow compile', () => {
  it('given an export that compiles, then the graph is on standard output and the words beside it', async () => {
    const { made, asked } = desk({ compile: { ...clean, graph, notes: [note], missingFiles: [file] } })
    const { out, err, code } = await run(made, 'compile', 'x.json', '--object-info', '0.3.64')
    expect(asked).toEqual([['compile', 'x.json', '0.3.64']])
    expect(JSON.parse(out)).toEqual(graph)
    expect(err.split('\n')).toEqual([
      '? node 10 (KSampler): no such file',
      '- node 10 (KSampler), input steps: taken',
      'Compiled: 1 node.',
      '',
    ])
    expect(code).toBe(0)
  })

  it('given a file for the graph, then it is written there and the words are on standard output', async () => {
    const to = join(dir, 'graph.json')
    const { out, err } = await run(desk({ compile: { ...clean, graph } }).made, 'compile', 'x.json', '--out', to)
    expect(JSON.parse(readFileSync(to, 'utf8'))).toEqual(graph)
    expect([out, err]).toEqual(['Compiled: 1 node.\n', ''])
  })

  it('given a graph that the target would refuse, then the fault is told with node, title, class and input, and the command fails', async () => {
    const { err, code } = await run(desk({ compile: { ...clean, graph, faults: [fault] } }).made, 'compile', 'x.json')
    expect(err).toBe('! node 10 "Paint" (KSampler), input steps: too many\nRefused: the target would not take the graph.\n')
    expect(code).toBe(1)
  })

  it('given no graph at all, then nothing but the reason is said', async () => {
    const { out, code } = await run(desk({ compile: { ...clean, graph: null, faults: [fault] } }).made, 'compile', 'x.json')
    expect(out).toContain('Refused: no graph could be made.')
    expect(code).toBe(1)
  })

  it('given --json, then one line holds the graph and all that was found', async () => {
    const { out, err } = await run(desk({ compile: { ...clean, graph, faults: [fault] } }).made, 'compile', 'x.json', '--json')
    expect(out.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(out)).toEqual({ ok: false, graph, faults: [fault], missingFiles: [], notes: [] })
    expect(err).toBe('')
  })

  it('given a file that cannot be read, then the code is 2', async () => {
    const { made } = desk({ compile: new Unreadable('x.json is no JSON') })
    expect(await run(made, 'compile', 'x.json')).toEqual({ out: '', err: 'x.json is no JSON\n', code: 2 })
    expect((await run(made, 'compile', 'x.json', '--json')).out).toBe('{"ok":false,"error":"x.json is no JSON"}\n')
  })
})

describe('workflow validate, diff and list', () => {
  it('given a model that lacks, then the file is invalid; given a picture to upload, then it is valid', async () => {
    const results = [
      { path: 'a.json', kind: 'graph', ...clean, missingFiles: [file] },
      { path: 'b.json', kind: 'graph', ...clean, missingFiles: [upload] },
    ]
    const { out, code } = await run(desk({ validate: results }).made, 'validate', 'a.json', 'b.json')
    expect(out.split('\n').filter((line) => !line.startsWith(' '))).toEqual(['a.json: the target would refuse it', 'b.json: valid', ''])
    expect(code).toBe(1)
  })

  it('given no path, then the program’s own workflows are meant', async () => {
    const { made, asked } = desk({ validate: [] })
    expect((await run(made, 'validate')).code).toBe(0)
    expect(asked).toEqual([['validate', [], null]])
  })

  it('given differences, then the code is 1; given none, then it is said', async () => {
    const difference = { node: '1', input: 'steps', message: 'node 1 (KSampler): steps changes from 1 to 2' }
    expect(await run(desk({ diff: [difference] }).made, 'diff', 'a', 'b')).toEqual({ out: `${difference.message}\n`, err: '', code: 1 })
    expect(await run(desk({ diff: [] }).made, 'diff', 'a', 'b')).toEqual({ out: 'No difference.\n', err: '', code: 0 })
  })

  it('given workflows, then their needs are told, and what lacks', async () => {
    const needs = { comfyui: '0.3.57', nodeClasses: ['KSampler'], files: ['vae/ae.safetensors'] }
    const { out, code } = await run(desk({ list: [{ id: 'one', title: 'One', kind: 'edit', needs, lacks: [file] }] }).made, 'list')
    expect(out.split('\n')).toEqual([
      'one (edit): One',
      '  needs ComfyUI 0.3.57 and 1 node class: KSampler',
      '  needs models/vae/ae.safetensors',
      '  ! node 10 (KSampler): no such file',
      '',
      '',
    ])
    expect(code).toBe(0)
  })
})
