import { describe, expect, it } from '@jest/globals'
import { editorStore, readSettings, settingsOf } from './editor-state.ts'

describe('the settings of a draft', () => {
  it('come back as they were saved', () => {
    const store = editorStore()
    store.setState({ prompt: 'a red hat', growPx: 12, seed: '42', seedLocked: true, count: 4 })
    const saved = settingsOf(store.getState())
    expect(readSettings(JSON.parse(JSON.stringify(saved)) as Record<string, unknown>)).toEqual(saved)
  })
  it('of another age or hand are taken field by field, and nonsense is left out', () => {
    expect(readSettings({ prompt: 7, count: 99, growPx: -1, featherPx: 8, area: 'moon', extra: true })).toEqual({ featherPx: 8 })
  })
})
