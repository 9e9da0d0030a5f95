import type { Graph } from './graph.ts'
import { heapPop, heapPush, heapify } from './python-heap.ts'

export type QueueItem = {
  readonly number: number
  readonly promptId: string
  readonly graph: Graph
  /** `null` only where the older server takes it, to its own undoing. */
  readonly extraData: Readonly<Record<string, unknown>> | null
  readonly outputs: readonly string[]
}

export type ImageFile = { readonly filename: string; readonly subfolder: string; readonly type: string }
export type NodeOutput = { readonly images: readonly ImageFile[] }
export type NodeMeta = {
  readonly node_id: string
  readonly display_node: string
  readonly parent_node: null
  readonly real_node_id: string
}

export type HistoryEntry = {
  readonly item: QueueItem
  readonly outputs: Readonly<Record<string, NodeOutput>>
  readonly meta: Readonly<Record<string, NodeMeta>>
  readonly succeeded: boolean
  readonly messages: readonly (readonly [string, Readonly<Record<string, unknown>>])[]
}

/** As many finished runs as are remembered before the oldest is dropped. */
const historyCap = 10_000

export type PromptQueue = ReturnType<typeof promptQueue>

/** How often a held queue looks whether it may go on. */
const holdMs = 10

/**
 * What waits, runs and has run, all in memory: a restart forgets it, as ComfyUI does. `onChange` is called after each change; while
 * `isHeld` nothing is taken up.
 */
export function promptQueue(onChange: (remaining: number) => void, isHeld: () => boolean) {
  const pending: QueueItem[] = []
  const history = new Map<string, HistoryEntry>()
  let running: QueueItem | null = null
  let wake: (() => void) | null = null
  let isClosed = false

  const remaining = () => pending.length + (running ? 1 : 0)
  const changed = () => onChange(remaining())

  return {
    remaining,
    announce: changed,
    running: () => running,
    /** In the raw order of the heap. */
    pending: (): readonly QueueItem[] => pending,
    put(item: QueueItem): void {
      heapPush(pending, item, before)
      changed()
      wake?.()
    },
    /** Takes the next item and marks it as running; waits for one, and answers `null` once the queue is closed. */
    async take(): Promise<QueueItem | null> {
      while (!isClosed && (pending.length === 0 || isHeld())) {
        await new Promise<void>((resolve) => {
          wake = resolve
          if (isHeld()) setTimeout(resolve, holdMs)
        })
      }
      if (isClosed) return null
      running = heapPop(pending, before) ?? null
      changed()
      return running
    },
    close(): void {
      isClosed = true
      wake?.()
    },
    finish(entry: HistoryEntry): void {
      running = null
      history.delete(entry.item.promptId)
      history.set(entry.item.promptId, entry)
      if (history.size > historyCap) for (const oldest of [...history.keys()].slice(0, history.size - historyCap)) history.delete(oldest)
      changed()
    },
    /** The running item leaves no trace. */
    forgetRunning(): void {
      running = null
      changed()
    },
    deletePending(promptId: string): boolean {
      const at = pending.findIndex((item) => item.promptId === promptId)
      if (at < 0) return false
      pending.splice(at, 1)
      heapify(pending, before)
      changed()
      return true
    },
    clearPending(): void {
      pending.length = 0
      changed()
    },
    history: (): ReadonlyMap<string, HistoryEntry> => history,
    forgetHistory: (promptId: string) => history.delete(promptId),
    clearHistory: () => history.clear(),
  }
}

/** Python compares the pairs (number, prompt id) and, when both are equal, goes on to the graphs, which have no order. */
function before(a: QueueItem, b: QueueItem): boolean {
  if (a.number !== b.number) return a.number < b.number
  if (a.promptId === b.promptId) throw new TypeError("'<' not supported between instances of 'dict' and 'dict'")
  return a.promptId < b.promptId
}
