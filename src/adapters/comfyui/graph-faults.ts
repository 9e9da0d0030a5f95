import type { InputInfo, NodeInfo, ObjectInfo } from './object-info.ts'
import type { Graph, GraphNode } from './workflow.ts'

export type GraphFault =
  | { readonly fault: 'node-class-missing'; readonly node: string; readonly nodeClass: string }
  | { readonly fault: 'input-missing'; readonly node: string; readonly nodeClass: string; readonly input: string }
  | { readonly fault: 'not-offered'; readonly node: string; readonly nodeClass: string; readonly input: string; readonly value: string }
  | { readonly fault: 'out-of-range'; readonly node: string; readonly nodeClass: string; readonly input: string }
  | { readonly fault: 'bad-link'; readonly node: string; readonly nodeClass: string; readonly input: string }

/** Why a server with these node classes would refuse the graph; empty when it would take it. */
export function graphFaults(graph: Graph, info: ObjectInfo): readonly GraphFault[] {
  return Object.entries(graph).flatMap(([id, node]) => {
    const known = info[node.class_type]
    if (known === undefined) return [{ fault: 'node-class-missing' as const, node: id, nodeClass: node.class_type }]
    return nodeFaults(id, node, known, graph, info)
  })
}

function nodeFaults(id: string, node: GraphNode, known: NodeInfo, graph: Graph, info: ObjectInfo): readonly GraphFault[] {
  const at = { node: id, nodeClass: node.class_type }
  const missing = Object.keys(known.required)
    .filter((input) => node.inputs[input] === undefined)
    .map((input) => ({ fault: 'input-missing' as const, ...at, input }))
  const wrong = Object.entries(node.inputs).flatMap(([input, value]): readonly GraphFault[] => {
    const wanted = known.required[input] ?? known.optional[input]
    if (wanted === undefined) return []
    if (Array.isArray(value)) return linkFits(value, wanted, graph, info) ? [] : [{ fault: 'bad-link', ...at, input }]
    return valueFaults(at, input, value, wanted)
  })
  return [...missing, ...wrong]
}

function valueFaults(
  at: { readonly node: string; readonly nodeClass: string },
  input: string,
  value: unknown,
  wanted: InputInfo,
): readonly GraphFault[] {
  if (wanted.options !== null && !wanted.isUpload && !wanted.options.includes(String(value)))
    return [{ fault: 'not-offered', ...at, input, value: String(value) }]
  const isTooSmall = typeof value === 'number' && wanted.min !== null && value < wanted.min
  const isTooLarge = typeof value === 'number' && wanted.max !== null && value > wanted.max
  return isTooSmall || isTooLarge ? [{ fault: 'out-of-range', ...at, input }] : []
}

function linkFits(link: readonly unknown[], wanted: InputInfo, graph: Graph, info: ObjectInfo): boolean {
  const [from, slot] = link
  if (link.length !== 2 || typeof from !== 'string' || typeof slot !== 'number') return false
  const source = graph[from]
  if (source === undefined) return false
  const given = info[source.class_type]?.outputTypes
  // An unknown source class is told by its own fault.
  if (given === undefined) return true
  const type = given[slot]
  return type !== undefined && (wanted.type === '*' || type === '*' || type.split(',').some((one) => wanted.type.split(',').includes(one)))
}
