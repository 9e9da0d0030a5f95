import type { Graph } from '../workflow.ts'
import { checkGraph, placeOf } from './check-graph.ts'
import { emitGraph } from './emit-graph.ts'
import { wholeGraph, type Fault, type Note } from './faults.ts'
import { flatten, type FlatGraph } from './flat-graph.ts'
import { foreignNodes } from './foreign-nodes.ts'
import { bringToLife } from './live-graph.ts'
import type { NodeDefinitions } from './node-definitions.ts'
import { notesOn } from './notes.ts'
import { applyPrimitives } from './primitives.ts'
import { bindPromotedValues } from './promoted-values.ts'
import { readUiExport, type UiExport } from './ui-export.ts'
import { withUniqueNodeIds } from './unique-node-ids.ts'

export type Compiled = {
  /** Null where no graph can be made at all: no export, or classes whose inputs nobody knows. */
  readonly graph: Graph | null
  /** Why the target would refuse the graph; empty where it would take it. */
  readonly faults: readonly Fault[]
  /** Models and pictures that the graph names and the target does not have: the graph is right, the target has to be given them. */
  readonly missingFiles: readonly Fault[]
  readonly notes: readonly Note[]
}

/**
 * Makes the API graph of a parsed UI export, as the front end of the server with these node classes would send it, and checks it against
 * them. Texts are left as they were typed: nothing is drawn by lot, no comment is cut out and no date is put in.
 */
export function compileWorkflow(json: unknown, definitions: NodeDefinitions): Compiled {
  const read = readUiExport(json)
  if (!read.ok) return refused(read.issues.map((message) => ({ reason: 'not-a-workflow', place: wholeGraph, message })))
  const foreign = foreignNodes(read.export, definitions)
  if (foreign.length > 0) return refused(foreign)
  const flat = unfold(read.export, definitions)
  const { graph, endless } = emitGraph(flat)
  const cycles = endless.flatMap(({ node: id, input }): readonly Fault[] => {
    const node = graph[id]
    return node === undefined
      ? []
      : [{ reason: 'cycle', place: placeOf(id, node, input), message: 'its link leads through reroutes or bypassed nodes back to itself' }]
  })
  const faults = [...cycles, ...checkGraph(graph, definitions)]
  const canBeWritten = !faults.some(({ reason }) => reason === 'unknown-class')
  return { graph: canBeWritten ? graph : null, ...sortedByKind(faults), notes: notesOn(flat, graph) }
}

/** Missing files are told apart: they say something of the target, not of the graph. */
export function sortedByKind(faults: readonly Fault[]): Pick<Compiled, 'faults' | 'missingFiles'> {
  const isOfFile = ({ reason }: Fault): boolean => reason === 'file-missing' || reason === 'upload-missing'
  return { faults: faults.filter((fault) => !isOfFile(fault)), missingFiles: faults.filter(isOfFile) }
}

const refused = (faults: readonly Fault[]): Compiled => ({ graph: null, faults, missingFiles: [], notes: [] })

function unfold(saved: UiExport, definitions: NodeDefinitions): FlatGraph {
  const { isCurrent } = definitions
  const live = bringToLife(isCurrent ? withUniqueNodeIds(saved) : saved, definitions)
  bindPromotedValues(live)
  for (const graph of [live.graph, ...live.subgraphs.values()]) applyPrimitives(graph)
  return flatten(live.graph, { isCurrent })
}
