import { expect, it } from '@jest/globals'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import type { EditorHands } from '../../actions/editor-actions.ts'
import type { WireImage } from '../../api/images.ts'
import { EditorContext, editorStore } from './editor-state.ts'
import { ResultStrip } from './result-strip.tsx'

it('is left in peace in a browser that answers a scroll with a promise of its end', () => {
  Element.prototype.scrollIntoView = () => Promise.resolve() as unknown as undefined
  const { unmount } = render(
    <QueryClientProvider client={new QueryClient()}>
      <EditorContext value={editorStore()}>
        <ResultStrip image={{ id: 'source', hidden: false } as WireImage} results={{ places: [] }} hands={{} as EditorHands} />
      </EditorContext>
    </QueryClientProvider>,
  )
  expect(screen.getAllByRole('listitem')).toHaveLength(1)
  expect(unmount).not.toThrow()
})
