import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineFiles } from './engine-files.ts'
import { executionOrder } from './execution-order.ts'
import { faultsWith, type Faults } from './faults.ts'
import { isLink } from './graph.ts'
import type { GraphNode } from './graph.ts'
import type { Interruption } from './interruption.ts'
import { RunStopped } from './interruption.ts'
import { nodeClasses } from './nodes/node-classes.ts'
import { NodeFailure } from './nodes/node-class.ts'
import type { Inputs, NodeContext } from './nodes/node-class.ts'
import type { CachedNode, OutputCache } from './output-cache.ts'
import type { Painter } from './painter-port.ts'
import type { Profile } from './profile.ts'
import type { QueueItem } from './prompt-queue.ts'
import type { HistoryEntry } from './run-history.ts'
import type { RunFrames } from './run-frames.ts'

export type RunWorld = {
  readonly profile: Profile
  readonly files: EngineFiles
  readonly cache: OutputCache
  readonly painter: Painter
  readonly faults: Faults
  readonly interruption: Interruption
  readonly stepMs: number
  /** Behave as recorded even where that is no service to anyone: a malformed node ends the worker, words in prompts slow or fail it. */
  readonly likeRecorded: boolean
  /** The node at work, told to clients that reconnect. */
  readonly onNode: (id: string | null) => void
}

type OpenCache = ReturnType<OutputCache['open']>

/** Runs one graph to its end, good or bad. Rejects with `RunStopped` when the run leaves no trace, or the worker with it. */
export async function runGraph(world: RunWorld, item: QueueItem, frames: RunFrames): Promise<HistoryEntry> {
  const { promptId: prompt_id, graph } = item
  frames.message('execution_start', { prompt_id })
  const cache = openCache(world, item)
  if (!cache) return failed(item, frames, { node_id: null, node_type: null }, [], new NodeFailure('KeyError', "'inputs'\n"), {})
  frames.message('execution_cached', { nodes: Object.keys(graph).filter((id) => cache.get(id)), prompt_id })
  const isOutput = (id: string) => world.profile.objectInfo[graph[id]?.class_type ?? '']?.output_node === true
  const order = executionOrder(graph, item.outputs, isOutput, (id) => cache.get(id) !== undefined)
  const executed: string[] = []
  for (let id = order.next(); id !== null; id = order.next()) {
    const node = graph[id] as GraphNode
    try {
      if (await runNode(world, item, frames, cache, id)) executed.push(id)
    } catch (error) {
      return stopped(item, frames, cache, { id, node, executed }, error)
    }
    order.done(id)
  }
  frames.message('execution_success', { prompt_id })
  return {
    item,
    ...(faultsWith(world.faults, item.faults).hideOutputs ? { outputs: {}, meta: {} } : shown(item, cache)),
    succeeded: true,
    messages: frames.messages,
  }
}

/** Answers whether the node had to run; one with a value already only says so again. */
async function runNode(world: RunWorld, item: QueueItem, frames: RunFrames, cache: OpenCache, id: string): Promise<boolean> {
  const cached = cache.get(id)
  if (cached) {
    frames.executed(id, cached.ui?.output ?? null)
    frames.finished(id)
    return false
  }
  const node = item.graph[id] as GraphNode
  frames.started(id)
  world.onNode(id)
  world.interruption.check()
  const fault = faultsWith(world.faults, item.faults).failNode(id, node.class_type)
  if (fault) throw new NodeFailure(fault.type, fault.message)
  const execute = nodeClasses[node.class_type]
  if (!execute) throw new NodeFailure('NotImplementedError', `${node.class_type}\n`)
  const result = await execute(inputsOf(node, cache), contextOf(world, item, frames, id))
  const meta = { node_id: id, display_node: id, parent_node: null, real_node_id: id }
  if (result.ui) frames.executed(id, result.ui)
  cache.set(id, { values: result.values, ui: result.ui ? { output: result.ui, meta } : null })
  frames.finished(id)
  return true
}

function contextOf(world: RunWorld, item: QueueItem, frames: RunFrames, id: string): NodeContext {
  const { interruption, painter } = world
  const extraPngInfo = item.extraData?.['extra_pnginfo']
  const stepMs = (world.likeRecorded ? askedPace(item) : null) ?? world.stepMs
  return {
    files: world.files,
    graph: item.graph,
    extraPngInfo: extraPngInfo !== null && typeof extraPngInfo === 'object' ? (extraPngInfo as Readonly<Record<string, unknown>>) : {},
    obeysWords: world.likeRecorded,
    paint: (request) => interruption.unlessRaised(painter.paint(request)),
    tick: async (step, steps, preview) => {
      await interruption.unlessRaised(sleep(faultsWith(world.faults, item.faults).stepMs ?? stepMs))
      await frames.stepped(id, step, steps, preview)
    },
  }
}

/** The recorded servers ran stand-in models that slept as long as the prompt told them to. */
function askedPace(item: QueueItem): number | null {
  for (const node of Object.values(item.graph)) {
    const asked = /SLOW:(\d+)/.exec(String(node.inputs['text'] ?? ''))
    if (asked) return Number(asked[1])
  }
  return null
}

function inputsOf(node: GraphNode, cache: OpenCache): Inputs {
  const entries = Object.entries(node.inputs).map(
    ([name, value]) => [name, isLink(value) ? cache.get(value[0])?.values[value[1]] : value] as const,
  )
  return Object.fromEntries(entries)
}

type Failing = { readonly id: string; readonly node: GraphNode; readonly executed: readonly string[] }

function stopped(item: QueueItem, frames: RunFrames, cache: OpenCache, { id, node, executed }: Failing, error: unknown): HistoryEntry {
  const where = { node_id: id, node_type: node.class_type }
  if (error instanceof RunStopped) {
    if (error.reason !== 'interrupted') throw error
    frames.message('execution_interrupted', { prompt_id: item.promptId, ...where, executed }, true)
    return { item, ...shown(item, cache), succeeded: false, messages: frames.messages }
  }
  const failure =
    error instanceof NodeFailure ? error : new NodeFailure('RuntimeError', `${error instanceof Error ? error.message : String(error)}\n`)
  return { ...failed(item, frames, where, executed, failure, node.inputs), ...shown(item, cache) }
}

type Place = { readonly node_id: string | null; readonly node_type: string | null }

function failed(
  item: QueueItem,
  frames: RunFrames,
  where: Place,
  executed: readonly string[],
  failure: NodeFailure,
  inputs: Readonly<Record<string, unknown>>,
): HistoryEntry {
  frames.message('execution_error', {
    prompt_id: item.promptId,
    ...where,
    executed,
    exception_message: failure.message,
    exception_type: failure.type,
    traceback: [`  ${failure.type}\n`],
    current_inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, [isLink(value) ? `<${value[0]}>` : value]])),
    current_outputs: Object.keys(item.graph),
  })
  return { item, outputs: {}, meta: {}, succeeded: false, messages: frames.messages }
}

function shown(item: QueueItem, cache: OpenCache): Pick<HistoryEntry, 'outputs' | 'meta'> {
  const withUi = Object.keys(item.graph).flatMap((id) => {
    const ui: CachedNode['ui'] = cache.get(id)?.ui ?? null
    return ui ? [[id, ui] as const] : []
  })
  return {
    outputs: Object.fromEntries(withUi.map(([id, ui]) => [id, ui.output])),
    meta: Object.fromEntries(withUi.map(([id, ui]) => [id, ui.meta])),
  }
}

/** `null` when a node, perhaps one that no output needs, has no inputs; the recorded servers lose their worker over it. */
function openCache(world: RunWorld, item: QueueItem): OpenCache | null {
  try {
    return world.cache.open(item.graph)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    if (world.likeRecorded) throw new RunStopped('died')
    return null
  }
}
