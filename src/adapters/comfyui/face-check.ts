import { createHash } from 'node:crypto'
import { EngineUnreachable, type EngineRun, type PreparedRun } from '../../application/ports/image-engine.ts'
import type { EngineJobId } from '../../domain/ids.ts'
import type { JobWarning } from '../../domain/job/job-events.ts'
import type { ComfyHttp } from './comfy-http.ts'
import { withField } from './fill-graph.ts'
import { isRecord, parseLenientJson } from './lenient-json.ts'
import { graphIn } from './run-state.ts'
import type { Graph, Workflow } from './workflow.ts'

/**
 * Whether a reference shows a face is found out by a small run of its own: nodes that keep a face draw on without one and only log it,
 * and a finder in the same graph would end the whole run. It is sent first, so that it has ended by the time the picture is there.
 */
export function faceCheckText({ manifest, faceCheck }: Workflow, { inputs }: EngineRun): string | null {
  const reference = inputs.find((input) => input.role === 'reference')
  if (manifest.faceCheck === undefined || faceCheck === null || reference === undefined) return null
  return JSON.stringify(withField(faceCheck, manifest.faceCheck.reference, reference.remoteName))
}

/** Best effort. A server without the finder refuses it, and then nobody knows; what it knows is asked for by `faceWarnings`. */
export async function sendFaceCheck(http: ComfyHttp, clientId: string, { engineJobId, faceCheckText: text }: PreparedRun): Promise<void> {
  if (text === undefined) return
  const body = `{"prompt":${text},"prompt_id":${JSON.stringify(faceCheckIdOf(engineJobId))},"client_id":${JSON.stringify(clientId)}}`
  try {
    await http.postJson('/prompt', body)
  } catch (error) {
    if (!(error instanceof EngineUnreachable)) throw error
  }
}

/**
 * What a person must be told of a finished run that was to keep a face; `answer` is what the server's history says of it. Throws
 * `EngineUnreachable`.
 */
export async function faceWarnings(
  http: ComfyHttp,
  workflows: readonly Workflow[],
  answer: unknown,
  engineJobId: EngineJobId,
): Promise<readonly JobWarning[]> {
  const workflow = workflows.find((one) => one.manifest.honours.referenceFace && isRunOf(one.graph, graphIn(answer, engineJobId)))
  if (workflow === undefined) return []
  const { faceCheck } = workflow.manifest
  if (faceCheck === undefined) return ['identity-not-checked']
  const checkId = faceCheckIdOf(engineJobId)
  const told = parseLenientJson((await http.get(`/history/${checkId}`)).text)
  return warningsOf(isRecord(told) ? told[checkId] : undefined, faceCheck.failsWithoutFace)
}

/** The finder gives a list of faces; the node behind it falls over an empty one. Any other end tells nothing. */
function warningsOf(entry: unknown, failsWithoutFace: string): readonly JobWarning[] {
  const status = isRecord(entry) && isRecord(entry['status']) ? entry['status'] : {}
  if (status['status_str'] === 'success') return []
  const messages = Array.isArray(status['messages']) ? status['messages'] : []
  const hasFallen = messages.some(
    (message: unknown) =>
      Array.isArray(message) && message[0] === 'execution_error' && isRecord(message[1]) && message[1]['node_id'] === failsWithoutFace,
  )
  return [hasFallen ? 'no-face-found' : 'identity-not-checked']
}

/** A run keeps the classes of the workflow it was filled from, node by node. */
const isRunOf = (graph: Graph, run: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(graph).every(([id, node]) => {
    const ran = run[id]
    return isRecord(ran) && ran['class_type'] === node.class_type
  })

/** Always the same for a run, so that another process finds it, and in the form of an id that servers insist on. */
export function faceCheckIdOf(engineJobId: EngineJobId): string {
  const hex = createHash('sha256').update(`face-check/${engineJobId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
