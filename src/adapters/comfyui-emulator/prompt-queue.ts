import type { Graph } from './graph.ts'
import type { Faults } from './faults.ts'
import { heapPop, heapPush, heapify } from './python-heap.ts'

export type QueueItem = {
  readonly number: number
  readonly promptId: string
  readonly graph: Graph
  /** `null` only where the older server takes it, to its own undoing. */
  readonly extraData: Readonly<Record<string, unknown>> | null
  readonly outputs: readonly string[]
  /** Faults that hold for this run alone. */
  readonly faults?: Partial<Faults>
}

export type PromptQueue = ReturnType<typeof promptQueue>

/** How often a held queue looks whether it may go on. */
const holdMs = 10

/**
 * What waits and what runs, in memory: a restart forgets it, as ComfyUI does. `onChange` is called after each change; while `isHeld`
 * nothing is taken up.
 */
export function promptQueue(onChange: (remaining: number) => void, isHeld: () => boolean) {
  const pending: QueueItem[] = []
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
    /** Throws when number and id are those of an item that waits: Python would go on to compare the graphs, which have no order. */
    put(item: QueueItem): void {
      if (pending.some((other) => areEqual(other, item))) throw new TypeError("'<' not supported between instances of 'dict' and 'dict'")
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
    /** Nothing runs any more. What it has come to, if anything, is in the history by then. */
    finish(): void {
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
  }
}

/** As Python compares the pairs (number, prompt id). */
function before(a: QueueItem, b: QueueItem): boolean {
  return a.number === b.number ? a.promptId < b.promptId : a.number < b.number
}

const areEqual = (a: QueueItem, b: QueueItem): boolean => a.number === b.number && a.promptId === b.promptId

/** The client whose sockets are told about the run; `null` when it was posted without. */
export function clientOf(item: QueueItem | null): string | null {
  const id = item?.extraData?.['client_id']
  return typeof id === 'string' ? id : null
}
