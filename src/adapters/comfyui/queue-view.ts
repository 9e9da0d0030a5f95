import { isRecord } from './lenient-json.ts'

export type QueueItem = { readonly number: number; readonly promptId: string; readonly clientId: string }

/** A server's queue; `pending` in the order in which it will run. */
export type QueueView = { readonly running: readonly QueueItem[]; readonly pending: readonly QueueItem[] }

/** Reads `GET /queue`; `null` when the answer has not that form, which must not be taken for an empty queue. */
export function readQueue(answer: unknown): QueueView | null {
  if (!isRecord(answer)) return null
  const running = itemsOf(answer['queue_running'])
  const pending = itemsOf(answer['queue_pending'])
  if (running === null || pending === null) return null
  // The server sends its heap as it lies in memory.
  return { running, pending: [...pending].sort((one, other) => one.number - other.number || compare(one.promptId, other.promptId)) }
}

function itemsOf(list: unknown): readonly QueueItem[] | null {
  if (!Array.isArray(list)) return null
  return list.flatMap((item: unknown) => {
    if (!Array.isArray(item) || typeof item[1] !== 'string') return []
    const extra: unknown = item[3]
    const clientId = isRecord(extra) && typeof extra['client_id'] === 'string' ? extra['client_id'] : ''
    return [{ number: typeof item[0] === 'number' ? item[0] : 0, promptId: item[1], clientId }]
  })
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
