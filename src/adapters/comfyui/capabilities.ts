import { EngineUnreachable } from '../../application/ports/image-engine.ts'
import type { EngineKind } from '../../domain/job/job-events.ts'
import type { ComfyHttp } from './comfy-http.ts'
import { graphFaults, type GraphFault } from './graph-faults.ts'
import { isRecord } from './lenient-json.ts'
import { readObjectInfo, type ObjectInfo } from './object-info.ts'
import type { Workflow } from './workflow.ts'

/** What a backend last told of itself. */
export type Capabilities = {
  readonly engine: EngineKind
  /** `null` where it told none. */
  readonly version: string | null
  /** Runs can be cancelled by id, whether they wait or run. */
  readonly cancelsById: boolean
  /** For each workflow id, what is missing, in words; empty when it can run it. */
  readonly missing: ReadonlyMap<string, readonly string[]>
}

/** Asks a backend what it is and what it has. Throws `EngineUnreachable`. */
export async function probe(http: ComfyHttp, workflows: readonly Workflow[]): Promise<Capabilities> {
  const stats = await http.getJson('/system_stats')
  const system = isRecord(stats) && isRecord(stats['system']) ? stats['system'] : null
  if (system === null) throw new EngineUnreachable(`${http.backendId} does not answer like a ComfyUI server`)
  const version =
    typeof system['comfyui_version'] === 'string' && /^[\w.+-]{1,40}$/.test(system['comfyui_version']) ? system['comfyui_version'] : null
  const classes = [...new Set(workflows.flatMap((workflow) => workflow.manifest.requires.nodeClasses))]
  const [info, jobs] = await Promise.all([objectInfoOf(http, classes), http.get('/api/jobs?limit=1')])
  return {
    engine: system['persona_studio_engine'] === 'preview' ? 'preview' : 'comfyui',
    version,
    cancelsById: jobs.status === 200,
    missing: new Map(workflows.map((workflow) => [workflow.manifest.id, missingFor(workflow, version, info)])),
  }
}

async function objectInfoOf(http: ComfyHttp, classes: readonly string[]): Promise<ObjectInfo> {
  const answers = await Promise.all(classes.map((name) => http.getJson(`/object_info/${encodeURIComponent(name)}`)))
  return Object.assign({}, ...answers.map(readObjectInfo))
}

function missingFor(workflow: Workflow, version: string | null, info: ObjectInfo): readonly string[] {
  const wanted = workflow.manifest.requires.comfyui
  const tooOld = version !== null && isOlder(version, wanted) ? [`ComfyUI ${wanted} or newer is needed; this is ${version}`] : []
  return [...tooOld, ...new Set(graphFaults(workflow.graph, info).map((fault) => wordsOf(fault, workflow)))]
}

/** In plain words what is missing and where it belongs. */
function wordsOf(fault: GraphFault, workflow: Workflow): string {
  switch (fault.fault) {
    case 'node-class-missing':
      return `the node ${fault.nodeClass} is not installed; update ComfyUI or install the custom node that brings it`
    case 'not-offered': {
      const model = workflow.manifest.requires.models.find((one) => one.node === fault.node && one.field === fault.input)
      if (model !== undefined) return `the file ${model.file} is missing; put it into models/${model.folder}`
      return `${fault.nodeClass} does not offer ${fault.value} as ${fault.input}; update ComfyUI`
    }
    case 'input-missing':
      return `${fault.nodeClass} needs ${fault.input}, which this workflow does not know yet; the workflow is older than this ComfyUI`
    case 'out-of-range':
    case 'bad-link':
      return `${fault.nodeClass} takes another ${fault.input} than this workflow gives`
  }
}

/** Compares the leading numbers; a version that cannot be read counts as new enough, because refusing on a guess helps nobody. */
function isOlder(version: string, wanted: string): boolean {
  const numbersOf = (text: string): readonly number[] =>
    (/(\d+)\.(\d+)(?:\.(\d+))?/.exec(text) ?? []).slice(1).map((part) => Number(part ?? 0))
  const have = numbersOf(version)
  const need = numbersOf(wanted)
  if (have.length === 0) return false
  const first = need.findIndex((part, index) => part !== (have[index] ?? 0))
  return first !== -1 && (have[first] ?? 0) < (need[first] ?? 0)
}
