import { liveInputs, type LiveInput } from './live-inputs.ts'
import type { NodeDefinition, NodeDefinitions } from './node-definitions.ts'
import type { UiBoundarySlot, UiExport, UiGraph, UiLink, UiNode } from './ui-export.ts'
import { readWidgets, type Widget } from './widgets.ts'

/**
 * An export brought to life against a server's node classes, as its front end does on loading: every node has the widgets and sockets of
 * its class, whatever the export knew of them. Subgraphs are still folded; each definition is there once, shared by its instances.
 */
export type LiveGraph = { readonly nodes: Map<string, LiveNode>; readonly links: Map<number, UiLink> }
export type LiveSubgraph = LiveGraph & {
  readonly id: string
  readonly name: string
  readonly inputs: UiBoundarySlot[]
  readonly outputs: readonly UiBoundarySlot[]
}
export type LiveNode = {
  readonly id: string
  readonly type: string
  readonly title: string
  readonly mode: number
  readonly inputs: LiveInput[]
  readonly outputs: readonly LiveOutput[]
  readonly widgets: readonly Widget[]
  /** Null for what lives in the browser only, and for classes that the server does not have. */
  readonly definition: NodeDefinition | null
  readonly subgraph: LiveSubgraph | null
  readonly saved: UiNode
  /** Inputs that got the default because the export has no value for them, and how many values nothing took. */
  readonly defaulted: readonly string[]
  readonly leftOver: number
}
export type LiveOutput = { readonly type: string; readonly links: readonly number[] }

export type LiveExport = { readonly graph: LiveGraph; readonly subgraphs: ReadonlyMap<string, LiveSubgraph> }

/** The modes in which a node does not run: muted gives nothing, bypassed hands its inputs through. */
export const muted = 2
export const bypassed = 4
export const isOff = (node: LiveNode): boolean => node.mode === muted || node.mode === bypassed

/** Inside a subgraph, links from its inputs come from this node. */
export const boundaryInputId = '-10'

/** Instances point at their definition, which may be filled later. */
export function bringToLife(saved: UiExport, definitions: NodeDefinitions): LiveExport {
  const subgraphs = new Map<string, LiveSubgraph>()
  for (const subgraph of saved.subgraphs) {
    const { id, name, inputs, outputs } = subgraph
    subgraphs.set(id, { id, name, inputs: [...inputs], outputs, nodes: new Map(), links: linksOf(subgraph) })
  }
  for (const subgraph of saved.subgraphs) {
    const live = subgraphs.get(subgraph.id)
    if (live !== undefined) addNodes(live, subgraph.nodes, definitions, subgraphs)
  }
  const graph = { nodes: new Map<string, LiveNode>(), links: linksOf(saved.graph) }
  addNodes(graph, saved.graph.nodes, definitions, subgraphs)
  return { graph, subgraphs }
}

const linksOf = (graph: UiGraph): Map<number, UiLink> => new Map(graph.links.map((link) => [link.id, link]))

function addNodes(
  graph: LiveGraph,
  nodes: readonly UiNode[],
  definitions: NodeDefinitions,
  subgraphs: ReadonlyMap<string, LiveSubgraph>,
): void {
  for (const node of nodes) graph.nodes.set(node.id, liveNode(node, definitions.classes.get(node.type) ?? null, subgraphs))
}

function liveNode(saved: UiNode, definition: NodeDefinition | null, subgraphs: ReadonlyMap<string, LiveSubgraph>): LiveNode {
  const subgraph = subgraphs.get(saved.type) ?? null
  const read = definition === null ? { widgets: [], defaulted: [], leftOver: 0 } : readWidgets(definition, saved)
  return {
    id: saved.id,
    type: saved.type,
    title: saved.title ?? (subgraph?.name || (definition?.title ?? saved.type)),
    mode: saved.mode,
    inputs: subgraph === null ? liveInputs(saved, definition, read.widgets) : instanceInputs(saved, subgraph),
    outputs: outputsOf(saved, definition),
    ...read,
    definition,
    subgraph,
    saved,
  }
}

function outputsOf(saved: UiNode, definition: NodeDefinition | null): readonly LiveOutput[] {
  if (definition === null) return saved.outputs
  const count = Math.max(definition.outputs.length, saved.outputs.length)
  return Array.from({ length: count }, (_, slot) => {
    const stated = definition.outputs[slot]
    const stored = saved.outputs[slot]
    // An output that follows its inputs has the type that they had when the graph was saved.
    const type = stated === undefined || stated === 'COMFY_MATCHTYPE_V3' ? (stored?.type ?? '*') : stated
    return { type, links: stored?.links ?? [] }
  })
}

const instanceInputs = (saved: UiNode, subgraph: LiveSubgraph): LiveInput[] =>
  subgraph.inputs.map(({ name, type }) => ({
    name,
    type,
    link: saved.inputs.findLast((input) => input.name === name)?.link ?? null,
    widget: null,
    promoted: null,
  }))
