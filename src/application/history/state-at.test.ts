import { describe, expect, it } from '@jest/globals'
import { differences } from './state-at.ts'

describe('where two states differ', () => {
  it('given fields of which one state has none and the other null, then nothing differs', () => {
    expect(differences({ status: 'waiting', retryAt: null }, { status: 'waiting' })).toEqual([])
    expect(differences({}, { retryAt: null })).toEqual([])
  })

  it('given fields that came, went or changed, lists included, then each is told by its path, nothing being null', () => {
    const before = { at: { x: 1, y: 2 }, list: [1, 2], gone: 'a' }
    const after = { at: { x: 1, y: 3 }, list: [2, 1], came: 0 }
    expect(differences(before, after)).toEqual([
      { path: 'at.y', from: 2, to: 3 },
      { path: 'list', from: [1, 2], to: [2, 1] },
      { path: 'gone', from: 'a', to: null },
      { path: 'came', from: null, to: 0 },
    ])
  })
})
