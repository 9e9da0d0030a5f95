import { describe, expect, it } from '@jest/globals'
import type { Graph } from '../workflow.ts'
import { readApiGraph } from './api-graph.ts'
import { checkGraph } from './check-graph.ts'
import { testClasses } from './test-exports.ts'
import { recordedClasses, recordedExports, recordedVersions } from './test-recordings.ts'

const classes = testClasses()
const good: Graph = {
  '1': { class_type: 'Source', inputs: { name: 'a.safetensors' } },
  '2': { class_type: 'Draw', inputs: { model: ['1', 0], seed: 7, steps: 20, cfg: 8, sampler: 'euler' }, _meta: { title: 'Paint' } },
  '3': { class_type: 'Save', inputs: { latent: ['2', 0], filename_prefix: 'out' } },
}
const changed = (id: string, inputs: Readonly<Record<string, unknown>>): Graph => ({
  ...good,
  [id]: { ...(good[id] ?? { class_type: '' }), inputs: { ...good[id]?.inputs, ...inputs } },
})
const told = (graph: Graph): readonly unknown[] => checkGraph(graph, classes).map(({ reason, place }) => [reason, place.node, place.input])

describe('what a server would refuse', () => {
  it('given a graph that it takes, then nothing', () => {
    expect(checkGraph(good, classes)).toEqual([])
  })

  it.each(recordedVersions)(
    'given what the front end of ComfyUI %s would send, then nothing but what that server refuses too',
    (version) => {
      for (const [name, { api }] of Object.entries(recordedExports(version))) {
        const faults = checkGraph(api, recordedClasses(version)).filter(({ reason }) => reason !== 'upload-missing')
        const expected = ['fill-mute', 'fill-unconnected'].includes(name) ? ['required-missing'] : []
        expect([name, faults.map(({ reason }) => reason)]).toEqual([name, expected])
      }
    },
  )

  it.each<readonly [string, Readonly<Record<string, unknown>>, readonly unknown[]]>([
    ['a required input that nothing feeds', { model: undefined }, ['required-missing', '2', 'model']],
    ['a value that the list does not have', { sampler: 'eulerx' }, ['not-in-list', '2', 'sampler']],
    ['a number below the least', { steps: 0 }, ['below-minimum', '2', 'steps']],
    ['a number above the most', { cfg: 10.5 }, ['above-maximum', '2', 'cfg']],
    ['a text where a number belongs', { steps: 'many' }, ['wrong-value-type', '2', 'steps']],
    ['a fraction as text where a whole number belongs', { steps: '20.5' }, ['wrong-value-type', '2', 'steps']],
    ['a link of another type', { model: ['1', 1] }, ['wrong-link-type', '2', 'model']],
    ['a link to an output that is not there', { model: ['1', 5] }, ['bad-link', '2', 'model']],
    ['a link to a node that is not there', { model: ['77', 0] }, ['bad-link', '2', 'model']],
    ['a link whose id is a number', { model: [1, 0] }, ['bad-link', '2', 'model']],
    ['a bare list of values', { sampler: ['euler', 'heun', 'x'] }, ['bad-link', '2', 'sampler']],
  ])('given %s, then it is told with the node and the input', (_, inputs, expected) => {
    expect(told(changed('2', inputs))).toEqual([expected])
  })

  it('given texts of numbers, then they pass as they pass the server', () => {
    expect(told(changed('2', { steps: '20', cfg: '2.5' }))).toEqual([])
  })

  it('given a model that the target does not have, then a file is missing, and the graph is not called wrong', () => {
    expect(checkGraph(changed('1', { name: 'c.safetensors' }), classes)).toEqual([
      {
        reason: 'file-missing',
        place: { node: '1', title: null, nodeClass: 'Source', input: 'name' },
        message: 'the file "c.safetensors" is not on the target, which has "a.safetensors", "b.safetensors"',
      },
    ])
  })

  it('given a class that is not there, then it is told even where nothing asks for the node', () => {
    expect(told({ ...good, '9': { class_type: 'NotHere', inputs: {} } })).toEqual([['unknown-class', '9', null]])
  })

  it('given a fault in a node that no output asks for, then the server does not look there, and neither do we', () => {
    expect(told({ ...good, '9': { class_type: 'Draw', inputs: {} } })).toEqual([])
  })

  it('given no output node, then there is nothing to run', () => {
    expect(told({ '1': good['1'] ?? { class_type: '', inputs: {} } })).toEqual([['no-output', null, null]])
  })

  it('given nodes that wait for each other, then the ring is told', () => {
    const ring: Graph = {
      ...changed('2', { model: ['4', 0] }),
      '4': { class_type: 'Tune', inputs: { model: ['5', 0], clip: ['1', 1], strength: 1 } },
      '5': { class_type: 'Tune', inputs: { model: ['4', 0], clip: ['1', 1], strength: 1 } },
    }
    expect(checkGraph(ring, classes).map(({ reason, message }) => [reason, message])).toEqual([['cycle', 'it waits for itself: 4 ← 5 ← 4']])
  })

  it('given a combo that shows inputs of its own, then those of the chosen value are required', () => {
    const graph = (inputs: Readonly<Record<string, unknown>>): Graph => ({
      '1': { class_type: 'Format', inputs },
      '2': { class_type: 'Save', inputs: { latent: ['1', 0], filename_prefix: 'out' } },
    })
    expect(told(graph({ format: 'auto', name: 'x' }))).toEqual([])
    expect(told(graph({ format: 'mp4', name: 'x' }))).toEqual([['required-missing', '1', 'format.crf']])
    expect(told(graph({ format: 'avi', name: 'x' }))).toEqual([['not-in-list', '1', 'format']])
  })

  it('given a list that grows, then its first place is required and every place is checked', () => {
    const graph = (inputs: Readonly<Record<string, unknown>>): Graph => ({
      '1': { class_type: 'Load', inputs: { image: 'x.png' } },
      '2': { class_type: 'Batch', inputs },
      '3': { class_type: 'Save', inputs: { latent: ['2', 0], filename_prefix: 'out' } },
    })
    expect(told(graph({ 'images.image0': ['1', 0] }))).toEqual([])
    expect(told(graph({}))).toEqual([['required-missing', '2', 'images.image0']])
    expect(told(graph({ 'images.image0': ['1', 0], 'images.image1': ['1', 1] }))).toEqual([['wrong-link-type', '2', 'images.image1']])
  })
})

describe('reading an API graph', () => {
  it('given the request of a client, then its prompt is read', () => {
    expect(readApiGraph({ client_id: 'x', prompt: good })).toEqual({ ok: true, graph: good })
  })

  it('given a node without inputs, which ends the worker of a server, then it is refused by its id', () => {
    const read = readApiGraph({ ...good, '7': { class_type: 'Draw' } })
    expect(read.ok ? [] : read.faults.map(({ place }) => place.node)).toEqual(['7'])
  })

  it.each([[[]], [{}], ['graph'], [{ a: 1 }]])('given %p, then it is no graph', (json) => {
    expect(readApiGraph(json).ok).toBe(false)
  })
})
