import { describe, expect, it } from '@jest/globals'
import { systemIds } from './system-ids.ts'

const canonicalUuid = (version: number): RegExp =>
  new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

describe('the id source', () => {
  it('makes random lowercase canonical ids, never the same one twice', () => {
    const made = Array.from({ length: 1_000 }, () => systemIds().random())
    expect(new Set(made).size).toBe(1_000)
    for (const id of made) expect(id).toMatch(canonicalUuid(4))
  })

  it('given the same name, then the same id, today and for ever', () => {
    expect(systemIds().named('job/1')).toBe(systemIds().named('job/1'))
    expect(systemIds().named('job/1')).not.toBe(systemIds().named('job/2'))
    expect(systemIds().named('job/1')).toMatch(canonicalUuid(5))
    expect(systemIds().named('persona-studio')).toBe('992f0c58-8b63-5fcb-b1ee-f299db3e549c')
  })

  it('makes whole seeds from 0 to 2^53-1 that use the whole range', () => {
    const seeds = Array.from({ length: 2_000 }, () => systemIds().seed())
    for (const seed of seeds) {
      expect(Number.isSafeInteger(seed)).toBe(true)
      expect(seed).toBeGreaterThanOrEqual(0)
    }
    expect(Math.max(...seeds)).toBeGreaterThan(2 ** 52)
    expect(seeds.some((seed) => seed % 2 === 1)).toBe(true)
  })

  it('draws chances from 0 (in) to 1 (out)', () => {
    for (let draw = 0; draw < 2_000; draw++) {
      const chance = systemIds().chance()
      expect(chance).toBeGreaterThanOrEqual(0)
      expect(chance).toBeLessThan(1)
    }
  })
})
