import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { buildFluxInpaintWorkflow } from './build-flux-inpaint-workflow.ts'
import { checkFolder } from './compiler/check-folder.ts'
import { compileWorkflow } from './compiler/compile-workflow.ts'
import { recordedClasses, recordedVersions } from './compiler/test-recordings.ts'
import { fillGraph, type GraphValues } from './fill-graph.ts'
import { graphFaults } from './graph-faults.ts'
import { loadWorkflows } from './load-workflows.ts'
import { readObjectInfo, type ObjectInfo } from './object-info.ts'
import { workflowFrom, type Graph, type Workflow } from './workflow.ts'

const workflowsDir = join(__dirname, '../../../workflows')
const fileOf = <T>(...path: readonly string[]): T => JSON.parse(readFileSync(join(...path), 'utf8')) as T
const objectInfo = (version: string): ObjectInfo => readObjectInfo(fileOf(__dirname, 'recordings', version, 'object_info.json'))
const workflows = loadWorkflows(workflowsDir)
const workflow = (id: string): Workflow => {
  const found = workflows.find((one) => one.manifest.id === id)
  if (found === undefined) throw new Error(`no workflow ${id}`)
  return found
}

describe('the shipped workflows', () => {
  it('given the folders, then all of them load, in the order of their lists', () => {
    const folders = readdirSync(workflowsDir, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    expect(workflows.map((one) => one.manifest.id).sort()).toEqual(folders.sort())
    const listOf = (kind: string) => workflows.filter((one) => one.manifest.kind === kind).map((one) => one.manifest.id)
    expect(listOf('generate')).toEqual(['z-image-turbo', 'flux-dev', 'flux-pulid'])
    expect(listOf('edit')).toEqual(['flux-fill-inpaint', 'flux-dev-inpaint'])
  })

  it.each(workflows.flatMap(({ manifest }) => ['0.3.64', '0.33.0'].map((version) => [manifest.id, version])))(
    'given %s and what ComfyUI %s said of its nodes, then that server would take the graph',
    (id, version) => {
      expect(graphFaults(workflow(id ?? '').graph, objectInfo(version ?? ''))).toEqual([])
    },
  )

  it.each(workflows.flatMap(({ manifest }) => recordedVersions.map((version) => [manifest.id, version] as const)))(
    'given the export of %s that opens in ComfyUI, then it compiles for %s to the very graph that is sent',
    (id, version) => {
      const { graph, faults, missingFiles, notes } = compileWorkflow(fileOf(workflowsDir, id, 'ui.json'), recordedClasses(version))
      expect(graph).toEqual(workflow(id).graph)
      expect({ faults, notes }).toEqual({ faults: [], notes: [] })
      // The pictures of a request are uploaded when it comes; every model was there on the recorded servers.
      expect(missingFiles.filter(({ place }) => place.nodeClass !== 'LoadImage')).toEqual([])
      expect(checkFolder(join(workflowsDir, id), recordedClasses(version)).faults).toEqual([])
    },
  )

  it.each(workflows.map(({ manifest }) => [manifest.id]))('given the sample request of %s, then filling gives its golden graph', (id) => {
    const sample = fileOf<GraphValues>(workflowsDir, id ?? '', 'sample-request.json')
    expect(fillGraph(workflow(id ?? ''), sample)).toEqual(fileOf<Graph>(workflowsDir, id ?? '', 'golden-graph.json'))
  })

  it('given product.md’s steps, then the manifests hold them', () => {
    expect(workflows.map(({ manifest }) => [manifest.id, manifest.sampling.steps.draft, manifest.sampling.steps.hq])).toEqual([
      ['flux-fill-inpaint', 20, 30],
      ['z-image-turbo', 9, 20],
      ['flux-dev', 12, 24],
      ['flux-dev-inpaint', 20, 30],
      ['flux-pulid', 12, 24],
    ])
  })

  it('given the graph that honours strength, then its noise mask is softened and the model follows the softness', () => {
    const { graph, manifest } = workflow('flux-dev-inpaint')
    const from = (id: string, input: string): string => (graph[id]?.inputs[input] as readonly [string, number])[0]
    const sampler = manifest.inputs.denoise.node
    const latent = from(sampler, 'latent_image')
    expect(graph[latent]?.class_type).toBe('SetLatentNoiseMask')
    const softened = from(from(latent, 'mask'), 'image')
    expect(graph[softened]?.class_type).toBe('ImageBlur')
    const grown = from(from(softened, 'image'), 'mask')
    expect(graph[grown]?.class_type).toBe('GrowMask')
    // The edge must be soft outside of what is painted, not inside: it is grown by as much as the bell is wide on one side.
    expect(Number(graph[grown]?.inputs['expand'])).toBeGreaterThanOrEqual(2 * Number(graph[softened]?.inputs['sigma']))
    expect(graph[from(sampler, 'model')]?.class_type).toBe('DifferentialDiffusion')
    expect(manifest.inputs.denoise).toMatchObject({ field: 'denoise', min: 0, max: 1 })
  })

  it('given the inpaint graph, then the mask guards the noise, the negative is a text node, and nothing is pasted', () => {
    const { graph } = workflow('flux-fill-inpaint')
    const nodes = Object.values(graph)
    const conditioning = nodes.find((node) => node.class_type === 'InpaintModelConditioning')?.inputs
    expect(conditioning?.['noise_mask']).toBe(true)
    const negative = conditioning?.['negative'] as readonly [string, number]
    expect(graph[negative[0]]?.class_type).toBe('CLIPTextEncode')
    expect(nodes.map((node) => node.class_type)).not.toContain('ImageCompositeMasked')
    expect(nodes.every((node) => typeof node.inputs === 'object')).toBe(true)
  })
})

describe('buildFluxInpaintWorkflow', () => {
  const wish = {
    workflow: workflow('flux-fill-inpaint'),
    prompt: 'a {red|green} hat // with "quotes" and %date%',
    imageFilename: 'persona-studio/3f9c.png',
    seed: 2 ** 53 - 1,
    filenamePrefix: 'persona-studio/one',
  }

  it('given texts with the page’s own magic, then they arrive as they were typed', () => {
    const graph = buildFluxInpaintWorkflow({ ...wish, negativePrompt: 'blurry' })
    expect(graph['4']?.inputs['text']).toBe(wish.prompt)
    expect(graph['6']?.inputs['text']).toBe('blurry')
    expect(graph['7']?.inputs['image']).toBe(wish.imageFilename)
    expect(graph['10']?.inputs).toMatchObject({
      seed: 2 ** 53 - 1,
      steps: 20,
      cfg: 1,
      sampler_name: 'euler',
      scheduler: 'normal',
      denoise: 1,
    })
    expect(graph['5']?.inputs['guidance']).toBe(30)
  })

  it('given the workflow afterwards, then filling did not change it', () => {
    const before = JSON.stringify(wish.workflow.graph)
    buildFluxInpaintWorkflow({ ...wish, steps: 30, cfg: 2, guidance: 10 })
    expect(JSON.stringify(wish.workflow.graph)).toBe(before)
  })

  it.each([
    ['a seed that JSON cannot carry', { seed: 2 ** 53 }],
    ['half a step', { steps: 1.5 }],
    ['no steps', { steps: 0 }],
    ['a guidance that is no number', { guidance: Number.NaN }],
    ['a picture outside of the input folder', { imageFilename: '../../etc/passwd' }],
    ['a prefix with the server’s own tokens', { filenamePrefix: 'a/%date%' }],
  ])('given %s, then it throws without repeating a text', (_, change) => {
    expect(() => buildFluxInpaintWorkflow({ ...wish, ...change })).toThrow(/^workflow flux-fill-inpaint, input /)
    expect(() => buildFluxInpaintWorkflow({ ...wish, ...change })).not.toThrow(/hat|passwd|date/)
  })
})

describe('a workflow that contradicts itself', () => {
  const { manifest, graph } = workflow('flux-dev')
  const broken: readonly (readonly [string, unknown, unknown, RegExp])[] = [
    [
      'an input that points at nothing',
      { ...manifest, inputs: { ...manifest.inputs, seed: { ...manifest.inputs.seed, node: '99' } } },
      graph,
      /seed points at nothing/,
    ],
    ['a node without inputs', manifest, { ...graph, '11': { class_type: 'SaveImage' } }, /graph.json 11.inputs/],
    ['a node class that is not named', manifest, { ...graph, '11': { class_type: 'Surprise', inputs: {} } }, /Surprise is not required/],
    ['a field that is not known', { ...manifest, speed: 3 }, graph, /speed/],
    ['another folder', { ...manifest, id: 'other' }, graph, /not named other/],
    [
      'another model file',
      manifest,
      { ...graph, '1': { ...graph['1'], inputs: { unet_name: 'x.safetensors', weight_dtype: 'default' } } },
      /flux1-dev.safetensors is not what/,
    ],
  ]
  it('given a workflow that keeps a face, then its reference, its honour and its check go together', () => {
    const pulid = workflow('flux-pulid')
    const loadedWith =
      (change: object, faceCheck: unknown = pulid.faceCheck) =>
      () =>
        workflowFrom('flux-pulid', { ...pulid.manifest, ...change }, pulid.graph, faceCheck)
    expect(loadedWith({})()).toEqual(pulid)
    expect(loadedWith({ honours: { ...pulid.manifest.honours, referenceFace: false } })).toThrow(/reference and honours.referenceFace/)
    expect(loadedWith({}, null)).toThrow(/faceCheck and face-check.graph.json/)
    expect(loadedWith({}, { ...pulid.faceCheck, '5': undefined })).toThrow(/face-check.graph.json 5/)
    const check = pulid.manifest.faceCheck
    expect(loadedWith({ faceCheck: { ...check, failsWithoutFace: '9' } })).toThrow(/faceCheck points at nothing/)
    const [nodes] = pulid.manifest.requires.customNodes
    const customNodes = [{ ...nodes, nodeClasses: ['ApplyPulidFlux', 'Surprise'] }]
    expect(loadedWith({ requires: { ...pulid.manifest.requires, customNodes } })).toThrow(/custom node class Surprise is not in the graph/)
  })

  it.each(broken)('given %s, then loading says so', (_, badManifest, badGraph, words) => {
    expect(() => workflowFrom('flux-dev', badManifest, badGraph, null)).toThrow(words)
  })
})

describe('graphFaults', () => {
  const info = objectInfo('0.33.0')
  const fill = workflow('flux-fill-inpaint').graph
  const withInputs = (id: string, inputs: Readonly<Record<string, unknown>>): Graph => ({
    ...fill,
    [id]: { class_type: fill[id]?.class_type ?? '', inputs },
  })

  it('given a graph without noise_mask, with a broken link, an unknown sampler and too many steps, then each is told', () => {
    const rest = Object.fromEntries(Object.entries(fill['8']?.inputs ?? {}).filter(([name]) => name !== 'noise_mask'))
    expect(graphFaults(withInputs('8', rest), info)).toMatchObject([{ fault: 'input-missing', input: 'noise_mask' }])
    expect(graphFaults(withInputs('8', { ...fill['8']?.inputs, vae: ['2', 0] }), info)).toMatchObject([{ fault: 'bad-link', input: 'vae' }])
    expect(graphFaults(withInputs('8', { ...fill['8']?.inputs, vae: ['3', 9] }), info)).toMatchObject([{ fault: 'bad-link', input: 'vae' }])
    expect(graphFaults(withInputs('10', { ...fill['10']?.inputs, sampler_name: 'eular' }), info)).toMatchObject([
      { fault: 'not-offered', value: 'eular' },
    ])
    expect(graphFaults(withInputs('10', { ...fill['10']?.inputs, steps: 20_000 }), info)).toMatchObject([
      { fault: 'out-of-range', input: 'steps' },
    ])
    expect(graphFaults({ ...fill, '99': { class_type: 'Nope', inputs: {} } }, info)).toMatchObject([
      { fault: 'node-class-missing', nodeClass: 'Nope' },
    ])
  })

  it('given combos in the old and the new form, then both are read', () => {
    const both = readObjectInfo({
      Old: { input: { required: { a: [['x', 'y'], {}] } }, output: [] },
      New: { input: { required: { a: ['COMBO', { options: ['x', 'y'] }] } }, output: [] },
    })
    expect(both['Old']?.required['a']?.options).toEqual(['x', 'y'])
    expect(both['New']?.required['a']?.options).toEqual(['x', 'y'])
  })
})
