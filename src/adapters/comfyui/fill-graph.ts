import type { Graph, InputName, Workflow, WorkflowInput } from './workflow.ts'

export type GraphValues = Readonly<Partial<Record<InputName, string | number>>>

/**
 * The workflow's graph with every input set. All inputs of the manifest must be given and no others. Texts are sent as they were typed:
 * `{a|b}` choices, comments and `%date%` are things that ComfyUI's own page does in the browser, and a person who typed braces gets
 * braces. Throws for a value outside the manifest's range, because the gates before have checked what people can set.
 */
export function fillGraph(workflow: Workflow, values: GraphValues): Graph {
  const { inputs, id } = workflow.manifest
  const unknown = Object.keys(values).find((name) => !(name in inputs))
  if (unknown !== undefined) throw new Error(`workflow ${id} has no input ${unknown}`)
  const filled = Object.entries(inputs).reduce<Graph>((graph, [name, input]) => {
    const value = values[name as InputName]
    if (value === undefined) throw new Error(`workflow ${id} needs a value for ${name}`)
    const fault = faultOf(input, value)
    if (fault !== null) throw new Error(`workflow ${id}, input ${name}: ${fault}`)
    return withField(graph, input, value)
  }, workflow.graph)
  return filled
}

type Place = Pick<WorkflowInput, 'node' | 'field'>

/** A copy of the graph with one field set. */
export function withField(graph: Graph, input: Place, value: string | number): Graph {
  const node = graph[input.node]
  if (node === undefined) throw new Error(`the graph has no node ${input.node}`)
  return { ...graph, [input.node]: { ...node, inputs: { ...node.inputs, [input.field]: value } } }
}

/** What is wrong with a value, without the value: it may be a prompt. */
function faultOf(input: WorkflowInput, value: string | number): string | null {
  switch (input.type) {
    case 'text':
      if (typeof value !== 'string') return 'expected text'
      return inRange([...value].length, input) ? null : `expected ${input.min} to ${input.max} ${input.unit}`
    case 'integer':
      return Number.isSafeInteger(value) && inRange(Number(value), input)
        ? null
        : `expected a whole number from ${input.min} to ${input.max} ${input.unit}`
    case 'number':
      return typeof value === 'number' && inRange(value, input) ? null : `expected a number from ${input.min} to ${input.max}`
    case 'choice':
      return typeof value === 'string' && /^[a-z0-9_]{1,60}$/.test(value) ? null : 'expected the name of a choice'
    case 'file':
      return typeof value === 'string' && isPlainPath(value) ? null : 'expected a plain file name, folders allowed'
  }
}

const inRange = (value: number, range: { readonly min: number; readonly max: number }): boolean => value >= range.min && value <= range.max

/** Slashes between plain names: ComfyUI itself would follow `../` out of its input folder. */
export const isPlainPath = (path: string): boolean =>
  path.length <= 300 && path.split('/').every((part) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(part) && !part.includes('..'))
