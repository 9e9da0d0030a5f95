import type { NodeOutput } from './node-output.ts'
import type { QueueItem } from './prompt-queue.ts'

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

export type RunHistory = ReturnType<typeof runHistory>

/** Finished runs, oldest first, in memory. */
export function runHistory() {
  const entries = new Map<string, HistoryEntry>()
  return {
    entries: entries as ReadonlyMap<string, HistoryEntry>,
    /** Drops the oldest once there are more than `most`. */
    add(entry: HistoryEntry, most: number): void {
      entries.delete(entry.item.promptId)
      entries.set(entry.item.promptId, entry)
      const [oldest] = entries.keys()
      if (entries.size > most && oldest !== undefined) entries.delete(oldest)
    },
    forget: (promptId: string) => entries.delete(promptId),
    clear: () => entries.clear(),
  }
}
