import { describe, expect, it } from '@jest/globals'
import type { Recorded } from '../../application/ports/event-store.ts'
import { maskCoverage } from './mask-coverage.ts'
import type { MaskCoverageRow } from './mask-coverage-query.ts'

const ownerId = 'owner'
const characterId = 'character'

describe('mask coverage', () => {
  it.each([
    ['nothing but a pixel', 1, 1_000_000, 0, '0'],
    ['just below a twentieth', 49_999, 1_000_000, 0, '50'],
    ['exactly a twentieth', 50_000, 1_000_000, 1, '50'],
    ['9.94 %', 994, 10_000, 1, '99'],
    ['all of it', 1_000_000, 1_000_000, 19, '1000'],
  ])('given an edit of %s, then it counts in its bucket and its tenth', (_what, covered, total, bucket, tenth) => {
    const row = rowAfter([edit(1, covered, total)])
    expect(row?.buckets.flatMap((count, at) => (count === 0 ? [] : [[at, count]]))).toEqual([[bucket, 1]])
    expect(row?.buckets).toHaveLength(20)
    expect(row?.tenths).toEqual({ [tenth]: 1 })
  })

  it('given more edits of a day, then the sums grow as whole numbers', () => {
    expect(rowAfter([edit(1, 10, 100), edit(2, 30, 400), edit(3, 10, 100)])).toEqual({
      id: '2026-01-02/owner/character',
      day: '2026-01-02',
      userId: ownerId,
      characterId,
      edits: 3,
      coveredPixels: 50,
      totalPixels: 600,
      buckets: [0, 1, 2, ...Array.from({ length: 17 }, () => 0)],
      tenths: { 75: 1, 100: 2 },
      position: 3n,
    })
  })

  it('given another day, owner or character, then each has a row of its own', () => {
    const page = [edit(1, 1, 2), edit(2, 1, 2, { createdAt: '2026-01-03T00:00:00.000Z' }), edit(3, 1, 2, { ownerId: 'else' })]
    expect([...maskCoverage.project(page, new Map()).keys()]).toEqual([
      '2026-01-02/owner/character',
      '2026-01-03/owner/character',
      '2026-01-02/else/character',
    ])
  })

  it('given pictures that nobody painted on, then they are not counted', () => {
    const page = [edit(1, 1, 1, { coveredPixels: undefined, totalPixels: undefined })]
    expect(maskCoverage.keysOf(page[0] as Recorded)).toEqual([])
    expect(maskCoverage.project(page, new Map()).size).toBe(0)
  })

  it('given a page that comes twice, then nothing is counted twice', () => {
    const page = [edit(1, 1, 2), edit(2, 1, 2)]
    const rows = maskCoverage.project(page, new Map())
    expect(maskCoverage.project(page, rows).size).toBe(0)
  })
})

const rowAfter = (events: readonly Recorded[]): MaskCoverageRow | undefined =>
  maskCoverage.project(events, new Map()).get('2026-01-02/owner/character')

function edit(position: number, coveredPixels: number, totalPixels: number, more: object = {}): Recorded {
  const data = { ownerId, characterId, createdAt: '2026-01-02T23:59:59.999Z', coveredPixels, totalPixels, ...more }
  const meta = { correlationId: 'c', causationId: 'c', actor: { kind: 'system', id: 'test' } } as const
  const place = { stream: `imageAsset-${position}`, revision: 0n, position: BigInt(position), recordedAt: '2026-01-03T00:00:00.500Z' }
  return { type: 'ImageAssetCreated', data, eventId: String(position), meta, ...place }
}
