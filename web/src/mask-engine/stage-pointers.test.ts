import { describe, expect, it } from '@jest/globals'
import type { Point } from './box.ts'
import type { StageTool } from './stage-tool.ts'
import { listenToPointers, type PointerHands } from './stage-pointers.ts'

type Press = Partial<Pick<PointerEvent, 'pointerType' | 'button' | 'buttons' | 'altKey' | 'shiftKey'>>

/** A stage whose hands write down what they were told. */
function stage(kind: StageTool['kind'] = 'stroke', blend: 'add' | 'remove' = 'add') {
  const element = document.createElement('div')
  const captured: number[] = []
  element.setPointerCapture = (id) => void captured.push(id)
  const heard: string[] = []
  const note =
    (name: string) =>
    (...given: readonly unknown[]): void =>
      void heard.push([name, ...given.filter((one) => typeof one !== 'object')].join(' '))
  const hands: PointerHands = {
    tool: () => ({ kind, blend, brush: { sizePx: 10, hardness: 1 } }),
    toImage: (at: Point) => at,
    hover: () => undefined,
    beginStroke: (with_, _, straight) => heard.push(`begin ${with_}${straight ? ' straight' : ''}`),
    strokeTo: (points) => heard.push(`to ${points.length}`),
    endStroke: note('end'),
    rollBackStroke: note('roll back'),
    shapeTo: note('shape'),
    finishShape: note('finish'),
    dropShape: note('drop'),
    pan: note('pan'),
    resize: ({ x, y }) => heard.push(`resize ${x} ${y}`),
    zoomAt: note('zoom'),
  }
  const stop = listenToPointers(element, hands)
  const send = (type: string, at: Point, over: Press = {}): void => {
    const event = new MouseEvent(type, { clientX: at.x, clientY: at.y, button: 0, buttons: 1, cancelable: true, ...over })
    element.dispatchEvent(Object.assign(event, { pointerId: 1, pointerType: over.pointerType ?? 'mouse' }))
  }
  return { heard, captured, send, stop }
}

const drag = (over: Press, ...asked: Parameters<typeof stage>): readonly string[] => {
  const { heard, send } = stage(...asked)
  send('pointerdown', { x: 10, y: 10 }, over)
  send('pointermove', { x: 15, y: 8 }, over)
  send('pointerup', { x: 15, y: 8 }, over)
  return heard
}

describe('a pointer on the stage', () => {
  it.each([
    ['the left button adds', {}, 'begin add'],
    ['the right button takes away', { button: 2, buttons: 2 }, 'begin remove'],
    ["a pen's tip adds", { pointerType: 'pen' }, 'begin add'],
    ["a pen's other end takes away", { pointerType: 'pen', button: 5, buttons: 32 }, 'begin remove'],
    ['Alt takes away', { altKey: true }, 'begin remove'],
    ['Shift draws a straight line', { shiftKey: true }, 'begin add straight'],
  ] as const)('%s', (_, over, begun) => {
    expect(drag(over)).toEqual([begun, 'to 1', 'end'])
  })

  it('adds with Alt while the eraser is in the hand', () => {
    expect(drag({ altKey: true }, 'stroke', 'remove')[0]).toBe('begin add')
  })

  it('drags the brush with Alt and the right button', () => {
    expect(drag({ altKey: true, button: 2, buttons: 2 })).toEqual(['resize 5 -2'])
  })

  it('pans with the middle button whatever the tool, and captures the pointer', () => {
    const { heard, captured, send } = stage('lasso')
    send('pointerdown', { x: 10, y: 10 }, { button: 1, buttons: 4 })
    send('pointermove', { x: 15, y: 8 }, { buttons: 4 })
    expect([heard, captured]).toEqual([['pan'], [1]])
  })

  it('takes the stroke back when the system takes the pointer, and hears nothing once it was stopped', () => {
    const { heard, send, stop } = stage()
    send('pointerdown', { x: 10, y: 10 })
    send('pointercancel', { x: 10, y: 10 })
    stop()
    send('pointerdown', { x: 10, y: 10 })
    expect(heard).toEqual(['begin add', 'roll back'])
  })
})
