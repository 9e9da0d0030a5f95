import { randomUUID } from 'node:crypto'
import type { Engine } from '../engine.ts'
import type { Graph } from '../graph.ts'
import type { QueueItem } from '../prompt-queue.ts'
import type { HistoryEntry } from '../run-history.ts'
import { parsePythonJson } from '../python-json.ts'
import { pythonBool, pythonFloat, pythonStr } from '../python-values.ts'
import { validateGraph } from '../validate-graph.ts'
import { emptyAnswer, jsonAnswer, jsonOf } from './route.ts'
import type { Answer, EngineRequest, Route } from './route.ts'

export const promptRoutes: readonly Route[] = [
  { method: 'GET', path: /^\/prompt$/, answer: ({ queue }) => jsonAnswer({ exec_info: { queue_remaining: queue.remaining() } }) },
  { method: 'POST', path: /^\/prompt$/, answer: postPrompt },
  {
    method: 'GET',
    path: /^\/queue$/,
    answer: ({ queue }) => {
      const running = queue.running()
      return jsonAnswer({ queue_running: running ? [tupleOf(running)] : [], queue_pending: queue.pending().map(tupleOf) })
    },
  },
  { method: 'POST', path: /^\/queue$/, answer: postQueue },
  { method: 'POST', path: /^\/interrupt$/, answer: postInterrupt },
  { method: 'POST', path: /^\/free$/, answer: postFree },
  { method: 'GET', path: /^\/history$/, answer: getHistory },
  {
    method: 'GET',
    path: /^\/history\/([^/]+)$/,
    answer: ({ history }, { captured }) => {
      const id = captured[0] ?? ''
      const entry = history.entries.get(id)
      return jsonAnswer(entry ? { [id]: historyOf(entry) } : {})
    },
  },
  { method: 'POST', path: /^\/history$/, answer: postHistory },
]

/** The item as clients see it: a tuple. */
export const tupleOf = ({ number, promptId, graph, extraData, outputs }: QueueItem) => [number, promptId, graph, extraData, outputs]

export const statusOf = ({ succeeded, messages }: HistoryEntry) => ({
  status_str: succeeded ? 'success' : 'error',
  completed: succeeded,
  messages,
})

const historyOf = (entry: HistoryEntry) => ({
  prompt: tupleOf(entry.item),
  outputs: entry.outputs,
  status: statusOf(entry),
  meta: entry.meta,
})

function postPrompt(engine: Engine, request: EngineRequest): Answer {
  const posted = jsonOf(request)
  const number = numberOf(engine, posted)
  if (!('prompt' in posted)) return refused('no_prompt', 'No prompt provided', 'No prompt provided')
  const promptId = promptIdOf(engine, posted)
  if (promptId === null) {
    const details = 'prompt_id must be a UUID string in canonical lowercase hyphenated form; omit it to let the server generate one'
    return refused('invalid_prompt_id', 'prompt_id must be a valid UUID', details)
  }
  const targets = Array.isArray(posted['partial_execution_targets']) ? (posted['partial_execution_targets'] as readonly unknown[]) : null
  const world = { profile: engine.profile, imageExists: (name: string) => engine.files.annotated(name) !== null }
  const validation = validateGraph(world, posted['prompt'], targets)
  if (!validation.valid) return jsonAnswer({ error: validation.error, node_errors: validation.nodeErrors }, 400)
  const graph = posted['prompt'] as Graph
  const { faults } = request
  const item = {
    promptId,
    graph,
    extraData: extraDataOf(engine, posted),
    outputs: validation.outputs,
    ...(faults === undefined ? {} : { faults }),
  }
  engine.queue.put({ ...item, number })
  if (faults?.acceptTwice === true) engine.queue.put({ ...item, number: engine.nextNumber() })
  if (faults?.afterwards === 'forget-run') engine.forget(promptId)
  return jsonAnswer({ prompt_id: promptId, number, node_errors: validation.nodeErrors })
}

/** Lower runs first. The counter goes on even when the prompt is then refused. */
function numberOf(engine: Engine, posted: Readonly<Record<string, unknown>>): number {
  if ('number' in posted) {
    const number = pythonFloat(posted['number'])
    if ('refusal' in number) throw new TypeError(number.refusal)
    return number.value
  }
  const number = engine.nextNumber()
  return pythonBool(posted['front']) && number !== 0 ? -number : number
}

/** `null` when it is one that the newer server refuses. The older takes anything, and `null` as the word None. */
function promptIdOf({ profile }: Engine, posted: Readonly<Record<string, unknown>>): string | null {
  const given = posted['prompt_id']
  if (given === undefined) return randomUUID()
  if (!profile.isModern) return pythonStr(given)
  if (given === null) return randomUUID()
  return typeof given === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(given) ? given : null
}

function extraDataOf(engine: Engine, posted: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | null {
  const given = 'extra_data' in posted ? posted['extra_data'] : {}
  const client = 'client_id' in posted ? { client_id: posted['client_id'] } : {}
  if (given === null || typeof given !== 'object') {
    const isTaken = given === null && !engine.profile.isModern && !('client_id' in posted)
    if (!isTaken) throw new TypeError('extra_data is no object')
    return engine.likeRecorded ? null : {}
  }
  const created = engine.profile.isModern ? { create_time: Date.now() } : {}
  return { ...given, ...client, ...created }
}

function postQueue({ queue }: Engine, request: EngineRequest): Answer {
  const posted = jsonOf(request)
  if (pythonBool(posted['clear'])) queue.clearPending()
  for (const id of idsIn(posted['delete'])) queue.deletePending(id)
  return emptyAnswer()
}

function postInterrupt(engine: Engine, request: EngineRequest): Answer {
  const posted = request.body.length === 0 ? {} : parsePythonJson(request.body.toString('utf8'))
  const id = posted !== null && typeof posted === 'object' && 'prompt_id' in posted ? posted.prompt_id : null
  engine.interrupt(pythonBool(id) ? String(id) : null)
  return emptyAnswer()
}

function postFree(engine: Engine, request: EngineRequest): Answer {
  if (pythonBool(jsonOf(request)['free_memory'])) engine.freeAfterRun()
  return emptyAnswer()
}

function getHistory({ history }: Engine, { query }: EngineRequest): Answer {
  const entries = [...history.entries]
  const most = wholeIn(query, 'max_items')
  const offset = wholeIn(query, 'offset') ?? -1
  const from = offset < 0 && most !== null ? entries.length - most : offset
  const start = Math.max(0, from)
  const page = entries.slice(start, most === null ? undefined : start + most)
  return jsonAnswer(Object.fromEntries(page.map(([id, entry]) => [id, historyOf(entry)])))
}

function postHistory({ history }: Engine, request: EngineRequest): Answer {
  const posted = jsonOf(request)
  if (pythonBool(posted['clear'])) history.clear()
  for (const id of idsIn(posted['delete'])) history.forget(id)
  return emptyAnswer()
}

function wholeIn(query: URLSearchParams, name: string): number | null {
  const text = query.get(name)
  if (text === null) return null
  if (!/^-?\d+$/.test(text)) throw new TypeError(`${name} is no whole number`)
  return Number(text)
}

const idsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

const refused = (type: string, message: string, details: string): Answer =>
  jsonAnswer({ error: { type, message, details, extra_info: {} }, node_errors: {} }, 400)
