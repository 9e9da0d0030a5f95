import { expect } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { EventStore, NewEvent, Recorded } from './event-store.ts'

export const streamName = (): string => `editJob-${randomUUID()}`

export function newEvent(eventId: string = randomUUID(), attempt = 1): NewEvent {
  const meta = { correlationId: randomUUID(), causationId: randomUUID(), actor: { kind: 'system', id: 'contract' } } as const
  return { type: 'WorkflowQueued', data: { attempt, engineJobId: randomUUID() }, eventId, meta }
}
export const newEvents = (count: number): NewEvent[] => Array.from({ length: count }, (_, at) => newEvent(randomUUID(), at))
export const idsOf = (events: readonly { readonly eventId: string }[]): readonly string[] => events.map((event) => event.eventId)

/** Page by page; in the order of positions. */
export async function readFrom(store: EventStore, start: bigint, pageSize: number): Promise<readonly Recorded[]> {
  const read: Recorded[] = []
  for (let after = start, more = true; more;) {
    const page = await store.readAll(after, pageSize)
    read.push(...page.events)
    more = page.events.length === pageSize
    after = page.scannedTo
  }
  for (const [at, event] of read.entries()) if (at > 0) expect(event.position > (read[at - 1]?.position ?? 0n)).toBe(true)
  return read
}
