import { beforeEach, describe, expect, it } from '@jest/globals'
import type { ActFilter, AuditTrail } from './audit-trail.ts'
import type { EventStore } from './event-store.ts'

export type AuditTrailUnderTest = { readonly trail: AuditTrail; readonly eventStore: EventStore }

const ada = '0000000a-0000-4000-8000-000000000000'
const bob = '0000000b-0000-4000-8000-000000000000'
const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** What every audit trail does. `open` answers with one whose log is empty. */
export function auditTrailContract(name: string, open: () => Promise<AuditTrailUnderTest>): void {
  describe(`the audit trail in ${name}`, () => {
    let under: AuditTrailUnderTest
    beforeEach(async () => {
      under = await open()
      const acts = [
        ['Asked', 'user', ada, 'one'],
        ['Drawn', 'system', 'job-worker', 'one'],
        ['Asked', 'user', bob, 'two'],
        ['Liked', 'user', ada, 'three'],
        // A process may bear a name that is somebody's id: it is no person for that.
        ['Swept', 'system', ada, 'four'],
        ['Asked', 'user', ada, 'five'],
      ] as const
      for (const [index, [type, kind, id, correlationId]] of acts.entries()) {
        const meta = { correlationId, causationId: 'c', actor: { kind, id } }
        await under.eventStore.append(`planted-${index}`, 'no-stream', [{ type, data: { index }, eventId: idOf(index + 1), meta }])
      }
    })
    const indexes = async (filter: ActFilter, before: bigint | null = null, limit = 10) =>
      (await under.trail.actsBefore(before, limit, filter)).map(({ data }) => Reflect.get(data, 'index'))

    it('holds what people did, newest first, and nothing that processes did', async () => {
      expect(await indexes({})).toEqual([5, 3, 2, 0])
      expect(await indexes({ userId: ada })).toEqual([5, 3, 0])
      expect(await indexes({ userId: idOf(99) })).toEqual([])
    })

    it('narrows by what was done, what for, and when', async () => {
      expect(await indexes({ types: ['Asked', 'Swept'] })).toEqual([5, 2, 0])
      expect(await indexes({ userId: ada, correlationId: 'three' })).toEqual([3])
      expect(await indexes({ from: '2001-01-01T00:00:00.000Z' })).toHaveLength(4)
      expect(await indexes({ to: '2001-01-01T00:00:00.000Z' })).toEqual([])
    })

    it('goes on below a position, so that pages neither overlap nor leave out', async () => {
      const first = await under.trail.actsBefore(null, 2, {})
      expect(await indexes({}, first.at(-1)?.position ?? null, 2)).toEqual([2, 0])
    })
  })
}
