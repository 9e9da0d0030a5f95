import { describe, expect, it } from '@jest/globals'
import { fireEvent, render, screen } from '@testing-library/react'
import { useRef } from 'react'
import { useZoom, zoomStore } from './use-zoom.ts'

// jsdom knows no pointers: its events carry neither their id nor their kind, and nothing can be captured.
class FingerEvent extends MouseEvent {
  readonly pointerId: number
  readonly pointerType = 'touch'
  constructor(type: string, { pointerId, ...init }: MouseEventInit & { readonly pointerId: number }) {
    super(type, { bubbles: true, ...init })
    this.pointerId = pointerId
  }
}

function show() {
  const swipes: number[] = []
  const store = zoomStore()
  const Picture = () => {
    const frame = useRef<HTMLDivElement>(null)
    const hands = useZoom({ frame, picture: { width: 800, height: 600 }, store, onSwipe: (by) => void swipes.push(by) })
    return <div ref={frame} data-testid="picture" {...hands} />
  }
  render(<Picture />)
  const picture = screen.getByTestId('picture')
  Object.assign(picture, { setPointerCapture: () => undefined })
  Object.defineProperties(picture, { clientWidth: { value: 400 }, clientHeight: { value: 300 } })
  const finger = (type: string, pointerId: number, clientX: number): unknown =>
    fireEvent(picture, new FingerEvent(type, { pointerId, clientX, clientY: 100 }))
  return { swipes, store, finger }
}

describe('fingers on a whole picture', () => {
  it('turn to the next one by a swipe', () => {
    const { swipes, finger } = show()
    finger('pointerdown', 1, 300)
    finger('pointermove', 1, 200)
    finger('pointerup', 1, 200)
    expect(swipes).toEqual([1])
  })
  it('do not turn it when one of two that pinched is lifted before the other', () => {
    const { swipes, store, finger } = show()
    finger('pointerdown', 1, 100)
    finger('pointerdown', 2, 300)
    finger('pointermove', 2, 290)
    finger('pointerup', 2, 290)
    finger('pointermove', 1, 104)
    expect(store.getState().shiftX).toBe(0)
    finger('pointerup', 1, 104)
    expect(swipes).toEqual([])
  })
})
