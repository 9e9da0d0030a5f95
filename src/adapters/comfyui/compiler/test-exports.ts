import type { Graph } from '../workflow.ts'
import { compileWorkflow, type Compiled } from './compile-workflow.ts'
import { readNodeDefinitions, type NodeDefinitions } from './node-definitions.ts'

/** A few classes, in the forms that servers use, with names that say what they are there for. */
const objectInfo = {
  Source: classOf({ required: { name: [['a.safetensors', 'b.safetensors']] } }, ['MODEL', 'CLIP']),
  Text: classOf({ required: { text: ['STRING', { multiline: true, dynamicPrompts: true }], clip: ['CLIP'] } }, ['CONDITIONING']),
  Draw: classOf(
    {
      required: {
        model: ['MODEL'],
        seed: ['INT', { default: 0, min: 0, max: 1000 }],
        steps: ['INT', { default: 20, min: 1, max: 100, step: 1 }],
        cfg: ['FLOAT', { default: 8, min: 0, max: 10, step: 0.1, round: 0.01 }],
        sampler: ['COMBO', { options: ['euler', 'heun'] }],
      },
      optional: { positive: ['CONDITIONING'] },
    },
    ['LATENT'],
  ),
  Tune: classOf({ required: { model: ['MODEL'], clip: ['CLIP'], strength: ['FLOAT', { default: 1 }] } }, ['MODEL', 'CLIP']),
  Load: classOf({ required: { image: [['x.png'], { image_upload: true }] } }, ['IMAGE', 'MASK']),
  Forced: classOf({ required: { size: ['INT', { forceInput: true }], scale: ['FLOAT', { default: 2 }] } }, ['LATENT']),
  Number: classOf({ required: { value: ['INT', { default: 1, control_after_generate: true }] } }, ['INT']),
  Boxes: classOf({ required: { colors: ['COLORS', { default: [] }] } }, ['LATENT']),
  Format: classOf(
    {
      required: {
        format: [
          'COMFY_DYNAMICCOMBO_V3',
          {
            options: [
              { key: 'auto', inputs: {} },
              { key: 'mp4', inputs: { required: { crf: ['INT', { default: 23 }] }, optional: { mask: ['MASK'] } } },
            ],
          },
        ],
        name: ['STRING', { default: 'out' }],
      },
    },
    ['LATENT'],
  ),
  Batch: classOf(
    {
      required: {
        images: ['COMFY_AUTOGROW_V3', { template: { input: { required: { image: ['IMAGE'] } }, prefix: 'image', min: 1, max: 3 } }],
      },
    },
    ['LATENT'],
  ),
  Save: { ...classOf({ required: { latent: ['LATENT'], filename_prefix: ['STRING', { default: 'out' }] } }, []), output_node: true },
}

export function classOf(
  input: { readonly required?: object; readonly optional?: object },
  output: readonly string[],
): Record<string, unknown> {
  const order = (part: object | undefined): readonly string[] => Object.keys(part ?? {})
  return {
    input,
    input_order: { required: order(input.required), optional: order(input.optional) },
    output,
    output_node: false,
    has_intermediate_output: false,
  }
}

/** The classes as a current server tells them, with changes to single ones. */
export const testClasses = (changes: Readonly<Record<string, object>> = {}): NodeDefinitions =>
  readNodeDefinitions({ ...objectInfo, ...changes })

/** The same classes as a server of 2025 tells them. */
export const oldClasses = (): NodeDefinitions =>
  readNodeDefinitions(
    Object.fromEntries(Object.entries(objectInfo).map(([name, info]) => [name, { ...info, has_intermediate_output: undefined }])),
  )

type Socket = { readonly name: string; readonly type?: string; readonly link?: number | null; readonly widget?: { readonly name: string } }
export type TestNode = {
  readonly id: number
  readonly type: string
  readonly title?: string
  readonly mode?: number
  readonly inputs?: readonly Socket[]
  readonly outputs?: readonly { readonly type: string; readonly links: readonly number[] }[]
  readonly widgets_values?: unknown
  readonly widgets_values_named?: Readonly<Record<string, unknown>>
  readonly properties?: Readonly<Record<string, unknown>>
}
/** Id, origin node and slot, target node and slot. */
export type TestLink = readonly [id: number, from: number, output: number, to: number, input: number]

/** An export of schema 0.4; subgraphs come as their front end writes them. */
export const exportOf = (nodes: readonly TestNode[], links: readonly TestLink[], subgraphs: readonly object[] = []): object => ({
  version: 0.4,
  last_node_id: 100,
  nodes,
  links: links.map((link) => [...link, '*']),
  definitions: { subgraphs },
})

/** The inside of a subgraph; its links are objects, -10 and -20 stand for its own inputs and outputs. */
export const subgraphOf = (
  id: string,
  nodes: readonly TestNode[],
  links: readonly TestLink[],
  boundary: { readonly inputs?: readonly object[]; readonly outputs?: readonly object[] },
): object => ({
  id,
  name: id,
  nodes,
  links: links.map(([link, from, output, to, input]) => ({
    ...{ id: link, origin_id: from, origin_slot: output, target_id: to, target_slot: input },
    type: '*',
  })),
  inputs: boundary.inputs ?? [],
  outputs: boundary.outputs ?? [],
})

export const compiled = (json: object, classes: NodeDefinitions = testClasses()): Compiled => compileWorkflow(json, classes)

/** The graph, which must be there, by id without its titles. */
export function graphOf(json: object, classes: NodeDefinitions = testClasses()): Readonly<Record<string, Graph[string]['inputs']>> {
  const { graph, faults } = compileWorkflow(json, classes)
  if (graph === null) throw new Error(faults.map(({ message }) => message).join('; '))
  return Object.fromEntries(Object.entries(graph).map(([id, { inputs }]) => [id, inputs]))
}

export const link = (name: string, id: number | null): Socket => ({ name, link: id })
export const widgetLink = (name: string, id: number | null): Socket => ({ name, link: id, widget: { name } })
