import type { Point } from './box.ts'
import type { StageTool } from './stage-tool.ts'
import type { Blend } from './plane.ts'
import { idle, pointerStep, yieldsTo, type PointerCommand, type PointerInput, type PointerState } from './pointer.ts'

/** What pointers can do to the stage; all points are image pixels, but for `pan` and `zoomAt`, which are stage pixels. */
export type PointerHands = {
  tool(): StageTool
  toImage(at: Point): Point
  hover(at: Point | null): void
  /** `straight` draws a line from where the last stroke ended. */
  beginStroke(blend: Blend, at: Point, straight: boolean): void
  strokeTo(points: readonly Point[]): void
  endStroke(): void
  rollBackStroke(): void
  shapeTo(points: readonly Point[]): void
  finishShape(blend: Blend): void
  dropShape(): void
  pan(by: Point): void
  /** The brush is dragged: to the right it grows, upwards it gets harder; stage pixels. */
  resize(by: Point): void
  zoomAt(at: Point, factor: number): void
}

const penEraser = 32

/** Turns the browser's pointer and wheel events into strokes, shapes, pans and zooms. Returns the way to stop listening. */
export function listenToPointers(element: HTMLElement, hands: PointerHands): () => void {
  let state: PointerState = idle
  let blend: Blend = 'add'
  let straight = false
  const here = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const take = (inputs: readonly PointerInput[]): void => {
    const commands: PointerCommand[] = []
    for (const input of inputs) {
      const step = pointerStep(state, input)
      state = step.state
      commands.push(...step.commands)
    }
    obey(commands, hands, { blend, straight })
  }
  const down = (event: PointerEvent): void => {
    if (event.button > 2 && event.buttons !== penEraser) return
    if (yieldsTo(state, deviceOf(event))) {
      blend = blendOf(event, hands.tool().blend)
      straight = event.shiftKey
    }
    element.setPointerCapture(event.pointerId)
    element.focus({ preventScroll: true })
    event.preventDefault()
    take([pressOf(event, here(event), hands.tool().kind)])
  }
  const move = (event: PointerEvent): void => {
    if (state.kind !== 'resizing') hands.hover(event.pointerType === 'touch' ? null : hands.toImage(here(event)))
    if (state.kind === 'idle') return
    // Fine-grained events exist only on secure pages; elsewhere the event itself is all there is.
    const coalesced = typeof event.getCoalescedEvents === 'function' ? event.getCoalescedEvents() : []
    const events = coalesced.length > 0 ? coalesced : [event]
    take(events.map((one) => ({ type: 'move', id: event.pointerId, at: here(one) })))
  }
  const wheel = (event: WheelEvent): void => {
    event.preventDefault()
    if (event.ctrlKey || event.metaKey || !event.shiftKey)
      hands.zoomAt(here(event), Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)))
    else hands.pan({ x: -event.deltaX - event.deltaY, y: 0 })
  }
  const stop = new AbortController()
  const on = <Name extends keyof HTMLElementEventMap>(name: Name, heard: (event: HTMLElementEventMap[Name]) => void): void =>
    element.addEventListener(name, heard, { signal: stop.signal, passive: false })
  on('pointerdown', down)
  on('pointermove', move)
  on('pointerup', (event) => take([{ type: 'up', id: event.pointerId, at: here(event) }]))
  on('pointercancel', (event) => take([{ type: 'cancel', id: event.pointerId }]))
  on('pointerleave', () => hands.hover(null))
  on('contextmenu', (event) => event.preventDefault())
  on('wheel', wheel)
  window.addEventListener('blur', () => take([{ type: 'blur' }]), { signal: stop.signal })
  return () => stop.abort()
}

/** The middle button pans whatever the tool; the right one with Alt drags the brush itself. */
function pressOf(event: PointerEvent, at: Point, kind: StageTool['kind']): PointerInput {
  const resizing = event.button === 2 && event.altKey && kind === 'stroke'
  const press = resizing ? 'resize' : kind === 'pan' || event.button === 1 ? 'pan' : kind === 'stroke' ? 'stroke' : 'shape'
  return { type: 'down', id: event.pointerId, device: deviceOf(event), at, timeMs: event.timeStamp, press }
}

const deviceOf = ({ pointerType }: PointerEvent): 'mouse' | 'pen' | 'touch' =>
  pointerType === 'touch' || pointerType === 'pen' ? pointerType : 'mouse'

/** The right button, the pen's other end and Alt take away instead of adding, and the other way round with the eraser. */
function blendOf(event: PointerEvent, tool: Blend): Blend {
  if (event.button === 2 || event.buttons === penEraser) return 'remove'
  return event.altKey ? (tool === 'add' ? 'remove' : 'add') : tool
}

type Press = { readonly blend: Blend; readonly straight: boolean }

function obey(commands: readonly PointerCommand[], hands: PointerHands, { blend, straight }: Press): void {
  let stroke: Point[] = []
  let shape: Point[] = []
  const flush = (): void => {
    if (stroke.length > 0) hands.strokeTo(stroke)
    if (shape.length > 0) hands.shapeTo(shape)
    stroke = []
    shape = []
  }
  for (const command of commands) {
    switch (command.do) {
      case 'begin':
        if (command.what === 'stroke') hands.beginStroke(blend, hands.toImage(command.at), straight)
        else hands.shapeTo([hands.toImage(command.at)])
        break
      case 'extend':
        ;(command.what === 'stroke' ? stroke : shape).push(hands.toImage(command.at))
        break
      case 'finish':
        flush()
        if (command.what === 'stroke') hands.endStroke()
        else hands.finishShape(blend)
        break
      case 'roll-back':
        stroke = []
        shape = []
        if (command.what === 'stroke') hands.rollBackStroke()
        else hands.dropShape()
        break
      case 'pan':
        hands.pan(command.by)
        break
      case 'resize':
        hands.resize(command.by)
        break
      case 'pinch':
        hands.pan(command.by)
        hands.zoomAt(command.around, command.factor)
        break
    }
  }
  flush()
}
