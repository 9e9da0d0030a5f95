import type { Graph, GraphNode } from '../workflow.ts'
import { checkValue } from './check-value.ts'
import { possibleInputs } from './dynamic-inputs.ts'
import { wholeGraph, type Fault, type FaultReason, type Place } from './faults.ts'
import { typesMeet } from './flat-graph.ts'
import type { InputDefinition, NodeDefinition, NodeDefinitions } from './node-definitions.ts'

/**
 * Why a server with these node classes would refuse an API graph; empty where it would take it. Like the server, it wants every class to
 * be known, and looks at the inputs of those nodes only that an output asks for.
 */
export function checkGraph(graph: Graph, { classes }: NodeDefinitions): readonly Fault[] {
  const unknown = Object.entries(graph)
    .filter(([, node]) => !classes.has(node.class_type))
    .map(([id, node]) =>
      fault(
        'unknown-class',
        placeOf(id, node),
        `the target has no class ${node.class_type}: a node pack is missing there, or it is too old`,
      ),
    )
  const outputs = Object.entries(graph).flatMap(([id, node]) => (classes.get(node.class_type)?.isOutput === true ? [id] : []))
  if (outputs.length === 0 && unknown.length === 0)
    return [fault('no-output', wholeGraph, 'no node of the graph stores or shows anything, so there is nothing to run')]
  const cycle = findCycle(graph)
  const asked = reachableFrom(graph, outputs)
  const checked = Object.entries(graph).filter(([id]) => asked.has(id))
  return [
    ...unknown,
    ...(cycle === null ? [] : [cycle]),
    ...checked.flatMap(([id, node]) => {
      const definition = classes.get(node.class_type)
      return definition === undefined ? [] : nodeFaults(id, node, definition, graph, classes)
    }),
  ]
}

export const placeOf = (id: string, { class_type: nodeClass, _meta }: GraphNode, input: string | null = null): Place => ({
  node: id,
  title: _meta?.title ?? null,
  nodeClass,
  input,
})

const fault = (reason: FaultReason, place: Place, message: string): Fault => ({ reason, place, message })

function nodeFaults(
  id: string,
  node: GraphNode,
  definition: NodeDefinition,
  graph: Graph,
  classes: NodeDefinitions['classes'],
): readonly Fault[] {
  return possibleInputs(definition, (name) => node.inputs[name]).flatMap((input): readonly Fault[] => {
    const value = node.inputs[input.name]
    const place = placeOf(id, node, input.name)
    if (value === undefined) return input.isRequired && !isBrowserInput(input) ? [missing(place, input)] : []
    if (Array.isArray(value)) return linkFaults(value, input, place, graph, classes)
    return checkValue(value, input, definition, place)
  })
}

const missing = (place: Place, { type }: InputDefinition): Fault =>
  fault('required-missing', place, `nothing is connected, and the target requires ${type === 'COMBO' ? 'a value' : type}`)

const isBrowserInput = ({ type }: InputDefinition): boolean =>
  ['IMAGEUPLOAD', 'AUDIOUPLOAD', 'AUDIO_UI', 'SENT_VIEW', 'PREVIEW_3D'].includes(type)

function linkFaults(
  link: readonly unknown[],
  input: InputDefinition,
  place: Place,
  graph: Graph,
  classes: NodeDefinitions['classes'],
): readonly Fault[] {
  const [from, slot] = link
  if (link.length !== 2 || typeof from !== 'string' || typeof slot !== 'number')
    return [fault('bad-link', place, 'a link is written ["node id", output number]; a list of values {"__value__": […]}')]
  const source = graph[from]
  if (source === undefined) return [fault('bad-link', place, `it is linked to node ${from}, which is not in the graph`)]
  const outputs = classes.get(source.class_type)?.outputs
  if (outputs === undefined) return []
  const type = outputs[slot]
  if (type === undefined)
    return [fault('bad-link', place, `it is linked to output ${slot} of node ${from} (${source.class_type}), which has ${outputs.length}`)]
  return linkFits(type, input.type)
    ? []
    : [fault('wrong-link-type', place, `it takes ${input.type}, and output ${slot} of node ${from} (${source.class_type}) gives ${type}`)]
}

/** What follows the type of something else is checked by the server while it runs. */
const linkFits = (given: string, wanted: string): boolean =>
  given.startsWith('COMFY_MATCHTYPE') ||
  wanted.startsWith('COMFY_MATCHTYPE') ||
  wanted === 'COMFY_DYNAMICCOMBO_V3' ||
  typesMeet(given, wanted)

function reachableFrom(graph: Graph, ids: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>()
  const open = [...ids]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id) || graph[id] === undefined) continue
    reached.add(id)
    open.push(...linksOf(graph[id]))
  }
  return reached
}

const linksOf = (node: GraphNode | undefined): readonly string[] =>
  Object.values(node?.inputs ?? {}).flatMap((value) => (Array.isArray(value) && typeof value[0] === 'string' ? [value[0]] : []))

function findCycle(graph: Graph): Fault | null {
  const done = new Set<string>()
  const path: string[] = []
  const visit = (id: string): readonly string[] | null => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id]
    if (done.has(id) || graph[id] === undefined) return null
    path.push(id)
    for (const next of linksOf(graph[id])) {
      const found = visit(next)
      if (found !== null) return found
    }
    path.pop()
    done.add(id)
    return null
  }
  for (const id of Object.keys(graph)) {
    const found = visit(id)
    const first = found?.[0]
    const node = first === undefined ? undefined : graph[first]
    if (found !== null && first !== undefined && node !== undefined)
      return fault('cycle', placeOf(first, node), `it waits for itself: ${found.join(' ← ')}`)
  }
  return null
}
