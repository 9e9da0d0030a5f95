import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { loadWorkflows } from '../load-workflows.ts'
import { wordsOfTooOld } from '../versions.ts'
import type { Graph, Workflow } from '../workflow.ts'
import { readApiGraph } from './api-graph.ts'
import { checkFolder } from './check-folder.ts'
import { checkGraph } from './check-graph.ts'
import { compileWorkflow, sortedByKind, type Compiled } from './compile-workflow.ts'
import { diffGraphs, type Difference } from './diff-graphs.ts'
import { wholeGraph, type Fault } from './faults.ts'
import { readJsonFile, readTarget, Unreadable, versionOfTarget } from './files.ts'
import type { NodeDefinitions } from './node-definitions.ts'
import { isUiExport } from './ui-export.ts'

export type WorkflowDeskSettings = {
  readonly workflowsDir: string
  /** A folder for each version of ComfyUI that was recorded, with its `object_info.json`. */
  readonly recordingsDir: string
}

/**
 * Looks at workflows in files with the node classes of a `target`: a file or an address of an object_info, or a recorded version; null is
 * the newest recorded one. All reject with `Unreadable` for what gives nothing to work with.
 */
export type WorkflowDesk = {
  compile(file: string, target: string | null): Promise<Compiled>
  /** Exports, graphs and workflow folders; without any, the workflows of the program. */
  validate(paths: readonly string[], target: string | null): Promise<readonly Validated[]>
  /** What turns the first into the second; exports are compiled, of folders the graph is taken. */
  diff(one: string, other: string, target: string | null): Promise<readonly Difference[]>
  list(target: string | null): Promise<readonly Listed[]>
}

export type Validated = { readonly path: string; readonly kind: 'export' | 'graph' | 'folder' } & Omit<Compiled, 'graph'>

export type Listed = {
  readonly id: string
  readonly title: string
  readonly kind: string
  readonly needs: { readonly comfyui: string; readonly nodeClasses: readonly string[]; readonly files: readonly string[] }
  /** What the target lacks of it. */
  readonly lacks: readonly Fault[]
}

export function workflowDesk({ workflowsDir, recordingsDir }: WorkflowDeskSettings): WorkflowDesk {
  return {
    compile: async (file, target) => compileFile(readJsonFile(file), await readTarget(target, recordingsDir)),
    validate: async (paths, target) => {
      const definitions = await readTarget(target, recordingsDir)
      return (paths.length > 0 ? paths : foldersIn(workflowsDir)).map((path) => validate(path, definitions))
    },
    diff: async (one, other, target) => {
      const definitions = await readTarget(target, recordingsDir)
      return diffGraphs(graphAt(one, definitions), graphAt(other, definitions))
    },
    list: async (target) => {
      const definitions = await readTarget(target, recordingsDir)
      const version = await versionOfTarget(target)
      const folderOf = ({ manifest }: Workflow): string => join(workflowsDir, manifest.id)
      return loadWorkflows(workflowsDir).map((workflow) => listed(workflow, version, checkFolder(folderOf(workflow), definitions)))
    },
  }
}

function compileFile(json: unknown, definitions: NodeDefinitions): Compiled {
  if (isUiExport(json)) return compileWorkflow(json, definitions)
  const message = readApiGraph(json).ok
    ? 'this is an API graph already: there is nothing to compile, `validate` looks at it'
    : 'this is no UI export of ComfyUI: one has a list of nodes'
  return { graph: null, faults: [{ reason: 'not-a-workflow', place: wholeGraph, message }], missingFiles: [], notes: [] }
}

function validate(path: string, definitions: NodeDefinitions): Validated {
  if (isFolder(path)) return { path, kind: 'folder', ...checkFolder(path, definitions) }
  const json = readJsonFile(path)
  if (isUiExport(json)) {
    const { faults, missingFiles, notes } = compileWorkflow(json, definitions)
    return { path, kind: 'export', faults, missingFiles, notes }
  }
  const read = readApiGraph(json)
  return { path, kind: 'graph', ...sortedByKind(read.ok ? checkGraph(read.graph, definitions) : read.faults), notes: [] }
}

function graphAt(path: string, definitions: NodeDefinitions): Graph {
  const json = readJsonFile(isFolder(path) ? join(path, 'graph.json') : path)
  if (!isUiExport(json)) {
    const read = readApiGraph(json)
    if (!read.ok) throw new Unreadable(`${path}: ${inWords(read.faults)}`)
    return read.graph
  }
  const { graph, faults } = compileWorkflow(json, definitions)
  if (graph === null) throw new Unreadable(`${path} cannot be compiled: ${inWords(faults)}`)
  return graph
}

const inWords = (faults: readonly Fault[]): string =>
  faults.map(({ place, message }) => (place.node === null ? message : `node ${place.node}: ${message}`)).join('; ')

function listed(workflow: Workflow, version: string | null, { faults, missingFiles }: Omit<Compiled, 'graph'>): Listed {
  const { manifest } = workflow
  // An old server takes the graph all the same and then fails over weights it cannot read: its node classes do not show it.
  const tooOld = wordsOfTooOld(version, workflow)
  const { comfyui, nodeClasses, models, unlistedModels } = manifest.requires
  const files = [...models, ...unlistedModels].map((model) => `${model.folder}/${model.file}`)
  return {
    id: manifest.id,
    title: manifest.title,
    kind: manifest.kind,
    needs: { comfyui, nodeClasses, files },
    lacks: [...(tooOld === null ? [] : [{ reason: 'too-old', place: wholeGraph, message: tooOld } as const]), ...faults, ...missingFiles],
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

const foldersIn = (dir: string): readonly string[] =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [join(dir, entry.name)] : []))
