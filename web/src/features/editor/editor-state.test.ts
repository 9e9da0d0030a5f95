import { describe, expect, it } from '@jest/globals'
import { readPrefs } from './editor-prefs.ts'
import { brushSizePx, editorStore, readSettings, settingsOf, withBrushSize } from './editor-state.ts'

describe('the settings of a draft', () => {
  it('come back as they were saved', () => {
    const store = editorStore()
    store.setState({
      prompt: 'a red hat',
      growPx: 12,
      seed: '42',
      seedLocked: true,
      count: 4,
      strengthPct: 60,
      area: 'masked',
      eraserPx: 20,
    })
    const saved = settingsOf(store.getState())
    expect(readSettings(JSON.parse(JSON.stringify(saved)) as Record<string, unknown>)).toEqual(saved)
  })
  it('of another age or hand are taken field by field, and nonsense is left out', () => {
    expect(readSettings({ prompt: 7, count: 99, growPx: -1, featherPx: 8, area: 'moon', strengthPct: 0, extra: true })).toEqual({
      featherPx: 8,
    })
  })
})

describe('the size of the brush', () => {
  it('is kept apart from the size of the eraser, and stays within what is possible', () => {
    const store = editorStore()
    const { sizePx } = store.getState()
    store.setState({ tool: 'eraser' })
    store.setState((state) => withBrushSize(state, 12.4))
    expect([brushSizePx(store.getState()), store.getState().sizePx]).toEqual([12, sizePx])
    store.setState({ tool: 'brush' })
    store.setState((state) => withBrushSize(state, 9_000))
    expect([brushSizePx(store.getState()), store.getState().eraserPx]).toEqual([400, 12])
  })
})

describe('wishes that this browser kept', () => {
  it('are taken field by field', () => {
    expect(readPrefs({ colour: 'green', opacityPct: 70, edgeShown: false, autoShow: 'yes', compareWay: 'upside-down' })).toEqual({
      colour: 'green',
      opacityPct: 70,
      edgeShown: false,
    })
    expect([readPrefs(null), readPrefs('{}')]).toEqual([{}, {}])
  })
})
