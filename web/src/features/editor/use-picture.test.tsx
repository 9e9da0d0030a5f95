import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { act, renderHook } from '@testing-library/react'
import { usePicture } from './use-picture.ts'

/** The end of each decoding, in the hands of the test; jsdom decodes nothing. */
const come = new Map<string, () => void>()
const before = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'decode')
beforeEach(() => {
  HTMLImageElement.prototype.decode = function (this: HTMLImageElement) {
    return new Promise((done) => come.set(this.src, done))
  }
})
afterEach(() => {
  if (before !== undefined) Object.defineProperty(HTMLImageElement.prototype, 'decode', before)
})

it('never takes the picture before for the one that is still on its way', async () => {
  const { result, rerender } = renderHook(({ source }: { readonly source: string }) => usePicture(source), {
    initialProps: { source: 'http://studio/one' },
  })
  const shown = (): string | undefined => (result.current instanceof HTMLImageElement ? result.current.src : undefined)
  await act(async () => come.get('http://studio/one')?.())
  expect(shown()).toBe('http://studio/one')
  rerender({ source: 'http://studio/two' })
  expect(result.current).toBeNull()
  await act(async () => come.get('http://studio/two')?.())
  expect(shown()).toBe('http://studio/two')
})
