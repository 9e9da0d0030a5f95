import { expect, it } from '@jest/globals'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { maskEngine } from '../../mask-engine/mask-engine.ts'
import { EditorContext, editorStore } from './editor-state.ts'
import { useEditorHands } from './use-editor-hands.ts'

function showHands() {
  const store = editorStore()
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <QueryClientProvider client={new QueryClient()}>
      <EditorContext value={store}>{children}</EditorContext>
    </QueryClientProvider>
  )
  const needs = {
    engine: maskEngine({ widthPx: 8, heightPx: 8 }),
    stage: { current: null },
    results: { places: [] },
    apply: { sending: false, send: () => Promise.resolve() },
    close: () => undefined,
  }
  return { store, ...renderHook(() => useEditorHands(needs), { wrapper }).result.current }
}

it('has the tool in the hand again that was there before Space, the one that moves the picture too', () => {
  const { store, chooseTool, holdHand } = showHands()
  for (const tool of ['lasso', 'hand'] as const) {
    chooseTool(tool)
    holdHand(true)
    expect(store.getState().tool).toBe('hand')
    holdHand(false)
    expect(store.getState().tool).toBe(tool)
  }
})

it('has the tool in the hand after Space that was chosen while Space was held', () => {
  const { store, chooseTool, holdHand } = showHands()
  chooseTool('eraser')
  holdHand(true)
  chooseTool('brush')
  holdHand(false)
  expect(store.getState().tool).toBe('brush')
})
