import { boundaryInputId, bypassed, isOff, muted, type LiveGraph, type LiveNode } from './live-graph.ts'

/** A node where it runs: inside subgraphs its id is the path of instances, `instance:instance:node`. */
export type FlatNode = {
  readonly id: string
  readonly node: LiveNode
  readonly graph: LiveGraph
  /** The instance of a subgraph that holds it; null on the outermost level. */
  readonly instance: FlatNode | null
}
export type FlatGraph = { readonly nodes: ReadonlyMap<string, FlatNode>; readonly isCurrent: boolean }

/**
 * Unfolds every subgraph at its instances. What lies inside an instance that is switched off is left out on the outermost level; further
 * in, and everywhere with the front end of old servers, it is sent all the same. A subgraph inside itself is unfolded once.
 */
export function flatten(graph: LiveGraph, { isCurrent }: { readonly isCurrent: boolean }): FlatGraph {
  const flat = new Map<string, FlatNode>()
  const unfold = (level: LiveGraph, instance: FlatNode | null, above: ReadonlySet<string>): void => {
    for (const node of level.nodes.values()) {
      const one = { id: idWithin(instance, node.id), node, graph: level, instance }
      flat.set(one.id, one)
      const { subgraph } = node
      if (subgraph === null || above.has(subgraph.id) || (isOff(node) && isCurrent && instance === null)) continue
      unfold(subgraph, one, new Set([...above, subgraph.id]))
    }
  }
  unfold(graph, null, new Set())
  return { nodes: flat, isCurrent }
}

/** Where an input gets its value from: a node's output, a value shown on a subgraph's instance, or nowhere. */
export type Source =
  | { readonly kind: 'output'; readonly from: FlatNode; readonly slot: number }
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'endless' }

/**
 * Follows an input's link to what feeds it in the end: out of subgraphs and into them, through reroutes and bypassed nodes. Null where the
 * way ends in nothing; `endless` where it comes back to a place that it has passed.
 */
export function sourceOf(flat: FlatGraph, target: FlatNode, slot: number): Source | null {
  return followInput({ flat, passed: new Set() }, target, slot)
}

type Walk = { readonly flat: FlatGraph; readonly passed: Set<string> }

function followInput(walk: Walk, target: FlatNode, slot: number, wanted?: string): Source | null {
  const input = target.node.inputs[slot]
  const link = input === undefined || input.link === null ? undefined : target.graph.links.get(input.link)
  if (input === undefined || link === undefined) return null
  if (hasPassed(walk, `${target.id} ${slot}`)) return { kind: 'endless' }
  if (link.originId === boundaryInputId && target.instance !== null) return followOutwards(walk, target.instance, link.originSlot)
  const from = walk.flat.nodes.get(idWithin(target.instance, link.originId))
  return from === undefined ? null : followOutput(walk, from, link.originSlot, wanted ?? input.type)
}

/** Inside an instance, the value comes from the link at its socket, or from the value that it shows there. */
function followOutwards(walk: Walk, instance: FlatNode, slot: number): Source | null {
  const outer = instance.node.inputs[slot]
  if (outer === undefined) return null
  if (outer.link === null) return outer.promoted === null ? null : { kind: 'value', value: outer.promoted.value }
  return followInput(walk, instance, slot)
}

function followOutput(walk: Walk, from: FlatNode, slot: number, wanted: string): Source | null {
  const { node } = from
  // The front end of old servers made a link to the muted node and then dropped it, and with it what was typed into the input.
  if (node.mode === muted) return walk.flat.isCurrent ? null : { kind: 'output', from, slot }
  if (node.mode === bypassed) {
    const through = bypassSlot(node, slot, wanted)
    return through === null ? null : followInput(walk, from, through)
  }
  if (node.subgraph !== null) return followInwards(walk, from, slot, wanted)
  if (passesThrough.has(node.type) && node.definition === null) return followInput(walk, from, slot, wanted)
  if (node.type === 'GetNode' && node.definition === null) return followNamed(walk, from, wanted)
  return isBrowserOnly(node) ? null : { kind: 'output', from, slot }
}

function followInwards(walk: Walk, instance: FlatNode, slot: number, wanted: string): Source | null {
  const { subgraph } = instance.node
  const inner = subgraph?.outputs[slot]?.linkIds.map((id) => subgraph.links.get(id)).find((link) => link !== undefined)
  if (subgraph === null || inner === undefined) return null
  if (inner.originId === boundaryInputId) return followOutwards(walk, instance, inner.originSlot)
  const from = walk.flat.nodes.get(`${instance.id}:${inner.originId}`)
  return from === undefined ? null : followOutput(walk, from, inner.originSlot, wanted)
}

/** The nodes of a pack that carry a link by a name: the getter is fed by the setter of the same name, on its level or further out. */
function followNamed(walk: Walk, getter: FlatNode, wanted: string): Source | null {
  const name = nameOf(getter.node)
  for (let level: FlatNode | null = getter; level !== null; level = level.instance) {
    const holder = level.instance
    const setter = [...level.graph.nodes.values()].find((node) => node.type === 'SetNode' && nameOf(node) === name)
    const found = setter === undefined ? undefined : walk.flat.nodes.get(idWithin(holder, setter.id))
    if (found !== undefined) return followInput(walk, found, 0, wanted)
  }
  return null
}

const nameOf = ({ saved }: LiveNode): unknown => (Array.isArray(saved.values) ? saved.values[0] : undefined)

/**
 * Which input a bypassed node hands on as its output `slot`: for any type the input of the same place; else that one if it fits; else the
 * first of exactly the wanted type; else the first that fits.
 */
function bypassSlot(node: LiveNode, slot: number, wanted: string): number | null {
  const { inputs } = node
  const given = node.outputs[slot]?.type ?? '*'
  if (inputs.length === 0) return null
  if (wanted === '*') return inputs.length > slot ? slot : 0
  const fits = (type: string): boolean => typesMeet(type, given) && typesMeet(type, wanted)
  const opposite = inputs[slot]
  if (opposite !== undefined && fits(opposite.type)) return slot
  const exact = inputs.findIndex(({ type }) => type === wanted)
  if (exact !== -1) return exact
  const fitting = inputs.findIndex(({ type }) => fits(type))
  return fitting === -1 ? null : fitting
}

/** Types are names or lists of names with commas; `*` meets everything. */
export function typesMeet(one: string, other: string): boolean {
  if (one === '*' || other === '*' || one === '' || other === '') return true
  const names = other.toLowerCase().split(',')
  return one
    .toLowerCase()
    .split(',')
    .some((name) => names.includes(name))
}

const passesThrough = new Set(['Reroute', 'Reroute (rgthree)', 'SetNode'])
const comments = new Set([
  ...['Note', 'MarkdownNote', 'Label (rgthree)', 'Bookmark (rgthree)', 'PrimitiveNode'],
  ...['Fast Groups Muter (rgthree)', 'Fast Groups Bypasser (rgthree)', 'Fast Muter (rgthree)', 'Fast Bypasser (rgthree)'],
])

/** Nodes that exist in the browser only: they are never sent. */
export const isBrowserOnly = ({ type, definition, subgraph }: LiveNode): boolean =>
  subgraph !== null || (definition === null && (comments.has(type) || passesThrough.has(type) || type === 'GetNode'))

const idWithin = (instance: FlatNode | null, id: string): string => (instance === null ? id : `${instance.id}:${id}`)

function hasPassed(walk: Walk, place: string): boolean {
  if (walk.passed.has(place)) return true
  walk.passed.add(place)
  return false
}
