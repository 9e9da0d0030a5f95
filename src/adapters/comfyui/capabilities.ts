import { EngineUnreachable, type EngineProblem } from '../../application/ports/image-engine.ts'
import type { EngineKind } from '../../domain/job/job-events.ts'
import type { ComfyHttp } from './comfy-http.ts'
import { graphFaults, type GraphFault } from './graph-faults.ts'
import { isRecord, parseLenientJson } from './lenient-json.ts'
import { readObjectInfo, type ObjectInfo } from './object-info.ts'
import { isOlder, wordsOfTooOld } from './versions.ts'
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
  /** The same with a word for machines, for each workflow id. */
  readonly problems: ReadonlyMap<string, readonly EngineProblem[]>
  /** The largest upload it takes; null where it told none. */
  readonly maxUploadBytes: number | null
}

/** Asks a backend what it is and what it has. Throws `EngineUnreachable`. */
export async function probe(http: ComfyHttp, workflows: readonly Workflow[]): Promise<Capabilities> {
  const stats = await http.getJson('/system_stats')
  const system = isRecord(stats) && isRecord(stats['system']) ? stats['system'] : null
  if (system === null) throw new EngineUnreachable(`${http.backendId} does not answer like a ComfyUI server`)
  const version =
    typeof system['comfyui_version'] === 'string' && /^[\w.+-]{1,40}$/.test(system['comfyui_version']) ? system['comfyui_version'] : null
  const classes = [...new Set(workflows.flatMap((workflow) => workflow.manifest.requires.nodeClasses))]
  const [info, jobs, features] = await Promise.all([objectInfoOf(http, classes), http.get('/api/jobs?limit=1'), http.get('/features')])
  const places = await placesOfMissing(http, workflows, info)
  const engine = system['persona_studio_engine'] === 'preview' ? 'preview' : 'comfyui'
  // The preview engine has no foreign nodes that a newer version could break.
  const counts = ({ code }: EngineProblem): boolean => engine === 'comfyui' || code !== 'too-new'
  const problems = new Map(
    workflows.map((workflow) => [workflow.manifest.id, problemsOf(workflow, version, info, places).filter(counts)] as const),
  )
  return {
    engine,
    version,
    cancelsById: jobs.status === 200,
    missing: new Map([...problems].map(([id, found]) => [id, found.filter((one) => one.code !== 'too-new').map((one) => one.text)])),
    problems,
    maxUploadBytes: maxUploadIn(parseLenientJson(features.text)),
  }
}

const maxUploadIn = (features: unknown): number | null =>
  isRecord(features) && typeof features['max_upload_size'] === 'number' ? features['max_upload_size'] : null

async function objectInfoOf(http: ComfyHttp, classes: readonly string[]): Promise<ObjectInfo> {
  const answers = await Promise.all(classes.map((name) => http.getJson(`/object_info/${encodeURIComponent(name)}`)))
  return Object.assign({}, ...answers.map(readObjectInfo))
}

/** Folders in which a model file lies, by its name. */
type Places = ReadonlyMap<string, readonly string[]>

/** Where the files lie that a loader does not offer: a model in a neighbouring folder is the usual slip. Asked only when one is missing. */
async function placesOfMissing(http: ComfyHttp, workflows: readonly Workflow[], info: ObjectInfo): Promise<Places> {
  const missing = new Set(
    workflows.flatMap((workflow) =>
      graphFaults(workflow.graph, info).flatMap((fault) => modelOf(fault, workflow)?.file.split('/').at(-1) ?? []),
    ),
  )
  if (missing.size === 0) return new Map()
  const folders = namesIn(parseLenientJson((await http.get('/models')).text)).filter((name) => /^[\w-]{1,60}$/.test(name))
  const lists = await Promise.all(
    folders.map(async (folder) => [folder, namesIn(parseLenientJson((await http.get(`/models/${folder}`)).text))] as const),
  )
  return new Map(
    [...missing].map((file) => [
      file,
      lists.filter(([, files]) => files.some((name) => name.split(/[\\/]/).at(-1) === file)).map(([folder]) => folder),
    ]),
  )
}

const namesIn = (list: unknown): readonly string[] => (Array.isArray(list) ? list.filter((name) => typeof name === 'string') : [])

function problemsOf(workflow: Workflow, version: string | null, info: ObjectInfo, places: Places): readonly EngineProblem[] {
  const tooOld = wordsOfTooOld(version, workflow)
  const faults = graphFaults(workflow.graph, info).map((fault) => problemOf(fault, workflow, places))
  return [
    ...(tooOld === null ? [] : [{ code: 'too-old', text: tooOld } as const]),
    ...tooNew(workflow, version),
    ...faults.filter((one, at) => faults.findIndex((other) => other.text === one.text) === at),
  ]
}

/** Newer ComfyUIs have broken custom nodes; whether they broke these is found out by drawing, so nothing is refused for it. */
const tooNew = ({ manifest }: Workflow, version: string | null): readonly EngineProblem[] =>
  manifest.requires.customNodes
    .filter(({ comfyui }) => version !== null && isOlder(comfyui.upTo, version))
    .map(({ repository, comfyui }) => ({
      code: 'too-new',
      text: `${repository} was made for ComfyUI ${comfyui.from} to ${comfyui.upTo}; this is ${version ?? 'newer'}, which may break it`,
    }))

const modelOf = (fault: GraphFault, { manifest }: Workflow): Workflow['manifest']['requires']['models'][number] | undefined =>
  fault.fault === 'not-offered' ? manifest.requires.models.find((one) => one.node === fault.node && one.field === fault.input) : undefined

/** In plain words what is missing and where it belongs. */
function problemOf(fault: GraphFault, workflow: Workflow, places: Places): EngineProblem {
  switch (fault.fault) {
    case 'node-class-missing':
      return { code: 'node-missing', text: wordsOfNode(fault.nodeClass, workflow) }
    case 'not-offered': {
      const model = modelOf(fault, workflow)
      if (model !== undefined)
        return { code: 'model-missing', text: wordsOfModel(model, places.get(model.file.split('/').at(-1) ?? '') ?? []) }
      return { code: 'choice-missing', text: `${fault.nodeClass} does not offer ${fault.value} as ${fault.input}; update ComfyUI` }
    }
    case 'input-missing':
      return {
        code: 'workflow-outdated',
        text: `${fault.nodeClass} needs ${fault.input}, which this workflow does not know yet; the workflow is older than this ComfyUI`,
      }
    case 'out-of-range':
    case 'bad-link':
      return { code: 'workflow-outdated', text: `${fault.nodeClass} takes another ${fault.input} than this workflow gives` }
  }
}

function wordsOfNode(nodeClass: string, { manifest }: Workflow): string {
  const from = manifest.requires.customNodes.find((one) => one.nodeClasses.includes(nodeClass))
  if (from === undefined) return `the node ${nodeClass} is not installed; update ComfyUI or install the custom node that brings it`
  return `the node ${nodeClass} is not installed; install version ${from.version} of ${from.repository} into custom_nodes and restart ComfyUI`
}

function wordsOfModel({ file, folder }: { readonly file: string; readonly folder: string }, lies: readonly string[]): string {
  const elsewhere = lies.filter((one) => one !== folder)
  if (lies.includes(folder)) return `the file ${file} lies in models/${folder}, but its loader does not offer it; restart ComfyUI`
  if (elsewhere.length > 0) return `the file ${file} lies in models/${elsewhere[0]}; move it into models/${folder}`
  return `the file ${file} is missing; put it into models/${folder}`
}
