import type { Graph, GraphNode } from '../workflow.ts'
import { isBrowserOnly, sourceOf, type FlatGraph, type FlatNode } from './flat-graph.ts'
import { isOff } from './live-graph.ts'

export type Emitted = {
  readonly graph: Graph
  /** Inputs whose link comes back to itself. */
  readonly endless: readonly { readonly node: string; readonly input: string }[]
}

/** Writes what a front end would send: the values of all widgets, then links over them, of every node that runs. */
export function emitGraph(flat: FlatGraph): Emitted {
  const endless: { node: string; input: string }[] = []
  const nodes = [...flat.nodes.values()].filter((one) => !isOff(one.node) && !isBrowserOnly(one.node) && !wouldRunUnasked(one))
  const graph = Object.fromEntries(nodes.map((one) => [one.id, emitNode(flat, one, (input) => endless.push({ node: one.id, input }))]))
  return { graph: withoutDeadLinks(graph), endless }
}

/** Inside what is switched off, nodes do no harm as long as nothing asks for them; an output node asks for itself. */
function wouldRunUnasked({ node, instance }: FlatNode): boolean {
  if (node.definition?.isOutput !== true) return false
  for (let above = instance; above !== null; above = above.instance) if (isOff(above.node)) return true
  return false
}

function emitNode(flat: FlatGraph, one: FlatNode, tellEndless: (input: string) => void): GraphNode {
  const { node } = one
  const inputs: Record<string, unknown> = {}
  for (const { name, value, isSent } of node.widgets) if (isSent && value !== undefined) inputs[name] = wrapped(value)
  for (const [slot, { name }] of node.inputs.entries()) {
    const source = sourceOf(flat, one, slot)
    if (source === null) continue
    if (source.kind === 'endless') tellEndless(name)
    else if (source.kind === 'output') inputs[name] = [source.from.id, source.slot]
    else if (source.value === undefined) delete inputs[name]
    else inputs[name] = wrapped(source.value)
  }
  return { class_type: node.type, inputs, _meta: { title: node.title } }
}

/** A list would be read as a link. */
const wrapped = (value: unknown): unknown => (Array.isArray(value) ? { __value__: value } : value)

function withoutDeadLinks(graph: Graph): Graph {
  const lives = ([, value]: readonly [string, unknown]): boolean =>
    !Array.isArray(value) || typeof value[0] !== 'string' || graph[value[0]] !== undefined
  return Object.fromEntries(
    Object.entries(graph).map(([id, node]) => [id, { ...node, inputs: Object.fromEntries(Object.entries(node.inputs).filter(lives)) }]),
  )
}
