import { describe, expect, it } from '@jest/globals'
import { keep, keyCache } from './key-cache.ts'

const key = new Uint8Array(32)

function cacheWith() {
  const world = { destroyed: 0, asked: 0, nowMs: 0 }
  const cache = keyCache(
    async () => {
      world.asked += 1
      return String(world.destroyed)
    },
    () => world.nowMs,
  )
  return { world, cache }
}

describe('keys that were read', () => {
  it('given many uses in a second, then the database is asked once', async () => {
    const { world, cache } = cacheWith()
    keep(await cache.fresh(), 'ada', key)
    world.nowMs = 999
    const uses = await Promise.all([cache.fresh(), cache.fresh(), cache.fresh()])
    expect(uses.map((keys) => keys.get('ada'))).toEqual([key, key, key])
    expect(world.asked).toBe(1)
  })

  it('given a key destroyed elsewhere, then all are forgotten a second later', async () => {
    const { world, cache } = cacheWith()
    keep(await cache.fresh(), 'ada', key)
    world.destroyed = 1
    world.nowMs = 1_000
    expect((await cache.fresh()).size).toBe(0)
  })

  it('given a reader that comes back with a key destroyed meanwhile, then it is not kept', async () => {
    const { world, cache } = cacheWith()
    const before = await cache.fresh()
    world.destroyed = 1
    world.nowMs = 1_000
    await cache.fresh()
    keep(before, 'ada', key)
    expect((await cache.fresh()).has('ada')).toBe(false)
  })

  it('given more keys than are kept, then the oldest go', async () => {
    const { cache } = cacheWith()
    const keys = await cache.fresh()
    for (let at = 0; at <= 10_000; at += 1) keep(keys, String(at), key)
    expect([keys.size, keys.has('0'), keys.has('10000')]).toEqual([10_000, false, true])
  })
})
