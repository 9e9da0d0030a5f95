import type { RunState } from '../../application/ports/image-engine.ts'
import { explainExecutionError, outputInvalid, unexplainedError } from './explain-failure.ts'
import { isRecord } from './lenient-json.ts'
import { isOutputOf, refOf, type OutputFile } from './output-ref.ts'
import type { QueueView } from './queue-view.ts'

/** The state of a run that is in the queue; `null` when it is not. */
export function stateInQueue(queue: QueueView, engineJobId: string): RunState | null {
  if (queue.running.some((item) => item.promptId === engineJobId)) return { state: 'running' }
  const place = queue.pending.findIndex((item) => item.promptId === engineJobId)
  return place === -1 ? null : { state: 'queued', ahead: queue.running.length + place }
}

/**
 * The state of a run by `GET /history/{id}`. Only positive evidence counts: an empty answer is `unknown`, whether the run was forgotten,
 * deleted or never arrived. The server calls an interrupted run an error too; its last message tells them apart.
 */
export function stateInHistory(answer: unknown, engineJobId: string): RunState {
  const entry = isRecord(answer) ? answer[engineJobId] : undefined
  if (!isRecord(entry)) return { state: 'unknown' }
  const status = isRecord(entry['status']) ? entry['status'] : {}
  const messages = messagesOf(status['messages'])
  if (status['status_str'] === 'success') return done(entry, messages, engineJobId)
  if (messages.some((message) => message.type === 'execution_interrupted')) return { state: 'cancelled' }
  const error = messages.findLast((message) => message.type === 'execution_error')
  return { state: 'failed', failure: error === undefined ? unexplainedError : explainExecutionError(error.data, textsOf(entry)) }
}

type Message = { readonly type: string; readonly data: Readonly<Record<string, unknown>> }

function done(entry: Readonly<Record<string, unknown>>, messages: readonly Message[], engineJobId: string): RunState {
  const files = filesOf(entry['outputs']).filter((file) => isOutputOf(engineJobId, file))
  if (files.length === 0)
    return { state: 'failed', failure: outputInvalid('The engine says that it finished, but saved no picture of this run.') }
  const dataOf = (type: string): Readonly<Record<string, unknown>> => messages.findLast((message) => message.type === type)?.data ?? {}
  const cached = dataOf('execution_cached')['nodes']
  return {
    state: 'done',
    outputs: files.map((file, index) => ({ index, ref: refOf(file) })),
    warnings: [],
    timings: {
      startedAt: millisOf(dataOf('execution_start')['timestamp']),
      finishedAt: millisOf(dataOf('execution_success')['timestamp']),
      cachedNodes: Array.isArray(cached) ? cached.length : 0,
    },
  }
}

function messagesOf(list: unknown): readonly Message[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((message: unknown) => {
    if (!Array.isArray(message) || typeof message[0] !== 'string') return []
    const data: unknown = message[1]
    return [{ type: message[0], data: isRecord(data) ? data : {} }]
  })
}

/** Files of all nodes; which of them are ours is told by their names. */
function filesOf(outputs: unknown): readonly OutputFile[] {
  if (!isRecord(outputs)) return []
  return Object.values(outputs).flatMap((output) => {
    const images = isRecord(output) && Array.isArray(output['images']) ? output['images'] : []
    return images.filter(isRecord).map((image) => ({
      filename: String(image['filename'] ?? ''),
      subfolder: String(image['subfolder'] ?? ''),
      type: String(image['type'] ?? ''),
    }))
  })
}

/** The graph that the server keeps with the entry of a run; empty where it keeps none. */
export function graphIn(answer: unknown, engineJobId: string): Readonly<Record<string, unknown>> {
  const entry = isRecord(answer) ? answer[engineJobId] : undefined
  return isRecord(entry) ? graphOf(entry) : {}
}

function graphOf(entry: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const graph: unknown = Array.isArray(entry['prompt']) ? entry['prompt'][2] : null
  return isRecord(graph) ? graph : {}
}

/** The texts in the graph that the server keeps with the entry: what a failure must not repeat. */
function textsOf(entry: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.values(graphOf(entry)).flatMap((node) => {
    const inputs = isRecord(node) && isRecord(node['inputs']) ? node['inputs'] : {}
    return Object.values(inputs).filter((value): value is string => typeof value === 'string')
  })
}

const millisOf = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : null)
