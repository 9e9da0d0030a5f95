import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadWorkflow } from '../load-workflows.ts'
import { WorkflowInvalid, type Workflow } from '../workflow.ts'
import { checkGraph, placeOf } from './check-graph.ts'
import { compileWorkflow, sortedByKind, type Compiled } from './compile-workflow.ts'
import { diffGraphs } from './diff-graphs.ts'
import { wholeGraph, type Fault } from './faults.ts'
import { readJsonFile } from './files.ts'
import type { NodeDefinitions } from './node-definitions.ts'

/**
 * Looks at one of our workflow folders: manifest and graph agree, the target would take the graphs, and the export that opens in ComfyUI
 * compiles to the graph that we send.
 */
export function checkFolder(folder: string, definitions: NodeDefinitions): Omit<Compiled, 'graph'> {
  const workflow = workflowIn(folder)
  if (workflow instanceof WorkflowInvalid) return { ...sortedByKind([disagreement(workflow.message)]), notes: [] }
  const faults = [
    ...checkGraph(workflow.graph, definitions),
    ...faceCheckFaults(workflow, definitions),
    ...exportFaults(join(folder, 'ui.json'), workflow, definitions),
  ]
  // The pictures of a request are uploaded when it is sent.
  return { ...sortedByKind(faults.filter(({ reason }) => reason !== 'upload-missing')), notes: [] }
}

function workflowIn(folder: string): Workflow | WorkflowInvalid {
  try {
    return loadWorkflow(folder)
  } catch (error) {
    if (error instanceof WorkflowInvalid) return error
    throw error
  }
}

/** A target that cannot look for faces still draws: the person is told then that nobody looked. */
const faceCheckFaults = ({ faceCheck }: Workflow, definitions: NodeDefinitions): readonly Fault[] =>
  faceCheck === null ? [] : checkGraph(faceCheck, definitions).filter(({ reason }) => reason !== 'unknown-class')

const disagreement = (message: string): Fault => ({ reason: 'folder-disagrees', place: wholeGraph, message })

function exportFaults(file: string, { graph }: Workflow, definitions: NodeDefinitions): readonly Fault[] {
  if (!existsSync(file)) return []
  const compiled = compileWorkflow(readJsonFile(file), definitions)
  // A class that the target lacks was told of the graph already.
  if (compiled.graph === null) return compiled.faults.filter(({ reason }) => reason !== 'unknown-class')
  // A newer server may have given a class one more input: the graph may leave it to the server, as the export did.
  const isDefault = (node: string, input: string | null): boolean =>
    compiled.notes.some(({ kind, place }) => kind === 'default-taken' && place.node === node && place.input === input)
  return diffGraphs(graph, compiled.graph)
    .filter(({ node, input }) => !isDefault(node, input))
    .map(({ node, input, message }): Fault => {
      const own = graph[node]
      const place = own === undefined ? { ...wholeGraph, node, input } : placeOf(node, own, input)
      return { reason: 'folder-disagrees', place, message: `ui.json does not compile to graph.json: ${message}` }
    })
}
