import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { workflowFrom, type Workflow } from './workflow.ts'

/**
 * Every folder of `workflowsDir`, in order of the lists of their kinds. Read once at start-up: throws `WorkflowInvalid` for a folder
 * whose manifest and graph do not agree, and the platform's error for a folder without them.
 */
export function loadWorkflows(workflowsDir: string): readonly Workflow[] {
  const names = readdirSync(workflowsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
  return names
    .map((name) => loadWorkflow(join(workflowsDir, name)))
    .sort((one, other) => one.manifest.order - other.manifest.order || one.manifest.id.localeCompare(other.manifest.id))
}

/** One folder. Throws like `loadWorkflows`. */
export function loadWorkflow(folder: string): Workflow {
  const faceCheck = join(folder, 'face-check.graph.json')
  return workflowFrom(
    basename(folder),
    readJson(join(folder, 'manifest.json')),
    readJson(join(folder, 'graph.json')),
    existsSync(faceCheck) ? readJson(faceCheck) : null,
  )
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
