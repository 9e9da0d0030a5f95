import type { EngineFailure, PreparedRun } from '../../application/ports/image-engine.ts'
import { EngineUnreachable } from '../../application/ports/image-engine.ts'
import { wordsOfStatus, type ComfyHttp } from './comfy-http.ts'
import { explainRejection, rejection } from './explain-failure.ts'
import { isRecord, parseLenientJson } from './lenient-json.ts'

export type Submission = { readonly outcome: 'accepted' } | { readonly outcome: 'rejected'; readonly failure: EngineFailure }

const accepted: Submission = { outcome: 'accepted' }
const refused = (failure: EngineFailure): Submission => ({ outcome: 'rejected', failure })

/**
 * Sends a run once, under our own id. A 400 refuses it; so does a 200 with `node_errors`, which means that some outputs were dropped and
 * the rest queued. Anything else than these two throws `EngineUnreachable`: whether it was queued is then unknown.
 */
export async function submitRun(http: ComfyHttp, clientId: string, prepared: PreparedRun): Promise<Submission> {
  const { engineJobId, workflowText } = prepared
  // The graph goes out as the very text that was recorded and hashed.
  const body = `{"prompt":${workflowText},"prompt_id":${JSON.stringify(engineJobId)},"client_id":${JSON.stringify(clientId)}}`
  const answer = await http.postJson('/prompt', body)
  const told = parseLenientJson(answer.text)
  if (answer.status === 400 && isRecord(told)) return refused(explainRejection(told))
  if (answer.status === 413) return refused(rejection('The engine refused the workflow: it is larger than the server takes.'))
  if (answer.status !== 200) throw new EngineUnreachable(`${http.backendId} ${wordsOfStatus(answer.status)}`)
  if (!isRecord(told) || typeof told['prompt_id'] !== 'string')
    throw new EngineUnreachable(`${http.backendId} does not answer like a ComfyUI server`)
  if (isRecord(told['node_errors']) && Object.keys(told['node_errors']).length > 0) {
    await takeBack(http, told['prompt_id'])
    return refused(explainRejection(told))
  }
  if (told['prompt_id'] !== engineJobId) {
    await takeBack(http, told['prompt_id'])
    return refused(rejection('The engine gave the run an id of its own; this ComfyUI is too old to be followed safely. Update it.'))
  }
  return accepted
}

/** What was queued of a refused run would draw for nobody. Best effort: it may run already, and then it ends by itself. */
async function takeBack(http: ComfyHttp, promptId: string): Promise<void> {
  try {
    await http.postJson('/queue', JSON.stringify({ delete: [promptId] }))
  } catch (error) {
    if (!(error instanceof EngineUnreachable)) throw error
  }
}
