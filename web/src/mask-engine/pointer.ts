import type { Point } from './box.ts'

/** Tools that paint along the pointer's way, and tools that draw a shape from press to release; `resize` drags the brush itself. */
export type PressKind = 'stroke' | 'shape' | 'pan' | 'resize'

export type PointerInput =
  | {
      readonly type: 'down'
      readonly id: number
      readonly device: 'mouse' | 'pen' | 'touch'
      readonly at: Point
      readonly timeMs: number
      readonly press: PressKind
    }
  | { readonly type: 'move'; readonly id: number; readonly at: Point }
  | { readonly type: 'up'; readonly id: number; readonly at: Point }
  | { readonly type: 'cancel'; readonly id: number }
  /** The window lost the focus: whatever is held is let go. */
  | { readonly type: 'blur' }

type Finger = { readonly id: number; readonly at: Point }

export type PointerState =
  | { readonly kind: 'idle'; readonly penSeen: boolean }
  | {
      readonly kind: 'drawing' | 'shape'
      readonly id: number
      readonly device: 'mouse' | 'pen' | 'touch'
      readonly from: Point
      readonly at: Point
      readonly sinceMs: number
      /** Whether it has left the place where it was put down. */
      readonly travelled: boolean
      readonly penSeen: boolean
    }
  | { readonly kind: 'panning' | 'resizing'; readonly id: number; readonly at: Point; readonly penSeen: boolean }
  | { readonly kind: 'pinching'; readonly a: Finger; readonly b: Finger; readonly penSeen: boolean }
  /** Nothing more happens until every finger is lifted. */
  | { readonly kind: 'cancelled'; readonly held: readonly number[]; readonly penSeen: boolean }

export type PointerCommand =
  | { readonly do: 'begin' | 'extend' | 'finish'; readonly what: 'stroke' | 'shape'; readonly at: Point }
  | { readonly do: 'roll-back'; readonly what: 'stroke' | 'shape' }
  | { readonly do: 'pan' | 'resize'; readonly by: Point }
  | { readonly do: 'pinch'; readonly around: Point; readonly factor: number; readonly by: Point }

export type PointerStep = { readonly state: PointerState; readonly commands: readonly PointerCommand[] }

export const idle: PointerState = { kind: 'idle', penSeen: false }

/**
 * A second finger this soon after the first means a pinch, not a stroke: the stroke is taken back. Later it is kept and ended, if it
 * is one: a finger that waits where it was put down until the other comes has drawn nothing anybody meant.
 */
export const pinchGraceMs = 120

/** How far a finger rolls on glass while it means to stand still, in stage pixels: the touch slop of Android. */
export const touchSlopPx = 8

/** One finger draws, two pan and zoom; once a pen was seen, fingers only pan. A cancelled pointer takes its stroke back. Pure. */
export function pointerStep(state: PointerState, input: PointerInput): PointerStep {
  switch (input.type) {
    case 'down':
      return pressed(state, input)
    case 'move':
      return moved(state, input.id, input.at)
    case 'up':
      return lifted(state, input.id, input.at)
    case 'cancel':
      return cancelled(state, input.id)
    case 'blur':
      return { state: { kind: 'idle', penSeen: state.penSeen }, commands: rollBackOf(state) }
  }
}

function pressed(state: PointerState, input: Extract<PointerInput, { type: 'down' }>): PointerStep {
  const penSeen = state.penSeen || input.device === 'pen'
  if (state.kind === 'idle' || yieldsTo(state, input.device)) {
    const { state: next, commands } = begun(input, penSeen)
    return { state: next, commands: [...rollBackOf(state), ...commands] }
  }
  if (input.device !== 'touch' || state.kind === 'cancelled' || state.kind === 'pinching' || state.kind === 'resizing')
    return { state: { ...state, penSeen }, commands: [] }
  if ('device' in state && state.device !== 'touch') return { state, commands: [] }
  const soon = 'device' in state && (state.kind === 'shape' || !state.travelled || input.timeMs - state.sinceMs <= pinchGraceMs)
  const ending: readonly PointerCommand[] =
    state.kind === 'panning' ? [] : soon ? rollBackOf(state) : [{ do: 'finish', what: 'stroke', at: state.at }]
  return { state: { kind: 'pinching', a: { id: state.id, at: state.at }, b: { id: input.id, at: input.at }, penSeen }, commands: ending }
}

/** Whether a press of this device begins something. The palm that lies down before the pen takes no stroke from it. */
export const yieldsTo = (state: PointerState, device: 'mouse' | 'pen' | 'touch'): boolean =>
  state.kind === 'idle' || (device === 'pen' && state.kind !== 'resizing' && (!('device' in state) || state.device === 'touch'))

function begun(input: Extract<PointerInput, { type: 'down' }>, penSeen: boolean): PointerStep {
  const { id, at, device } = input
  if (input.press === 'pan' || (device === 'touch' && penSeen)) return { state: { kind: 'panning', id, at, penSeen }, commands: [] }
  if (input.press === 'resize') return { state: { kind: 'resizing', id, at, penSeen }, commands: [] }
  const what = input.press
  return {
    state: { kind: what === 'stroke' ? 'drawing' : 'shape', id, device, from: at, at, sinceMs: input.timeMs, travelled: false, penSeen },
    commands: [{ do: 'begin', what, at }],
  }
}

function moved(state: PointerState, id: number, at: Point): PointerStep {
  switch (state.kind) {
    case 'idle':
    case 'cancelled':
      return { state, commands: [] }
    case 'drawing':
    case 'shape':
      if (state.id !== id) return { state, commands: [] }
      return {
        state: { ...state, at, travelled: state.travelled || distance(state.from, at) > touchSlopPx },
        commands: [{ do: 'extend', what: whatOf(state.kind), at }],
      }
    case 'panning':
    case 'resizing':
      if (state.id !== id) return { state, commands: [] }
      return {
        state: { ...state, at },
        commands: [{ do: state.kind === 'panning' ? 'pan' : 'resize', by: { x: at.x - state.at.x, y: at.y - state.at.y } }],
      }
    case 'pinching':
      return pinched(state, id, at)
  }
}

function pinched(state: Extract<PointerState, { kind: 'pinching' }>, id: number, at: Point): PointerStep {
  if (id !== state.a.id && id !== state.b.id) return { state, commands: [] }
  const a = id === state.a.id ? { id, at } : state.a
  const b = id === state.b.id ? { id, at } : state.b
  const from = middle(state.a.at, state.b.at)
  const to = middle(a.at, b.at)
  const factor = distance(a.at, b.at) / Math.max(1, distance(state.a.at, state.b.at))
  return { state: { ...state, a, b }, commands: [{ do: 'pinch', around: to, factor, by: { x: to.x - from.x, y: to.y - from.y } }] }
}

function lifted(state: PointerState, id: number, at: Point): PointerStep {
  const { penSeen } = state
  switch (state.kind) {
    case 'idle':
      return { state, commands: [] }
    case 'drawing':
    case 'shape':
      if (state.id !== id) return { state, commands: [] }
      return { state: { kind: 'idle', penSeen }, commands: [{ do: 'finish', what: whatOf(state.kind), at }] }
    case 'panning':
    case 'resizing':
      return { state: state.id === id ? { kind: 'idle', penSeen } : state, commands: [] }
    case 'pinching':
      if (id !== state.a.id && id !== state.b.id) return { state, commands: [] }
      return { state: { kind: 'cancelled', held: [id === state.a.id ? state.b.id : state.a.id], penSeen }, commands: [] }
    case 'cancelled': {
      const held = state.held.filter((other) => other !== id)
      return { state: held.length === 0 ? { kind: 'idle', penSeen } : { ...state, held }, commands: [] }
    }
  }
}

function cancelled(state: PointerState, id: number): PointerStep {
  if ((state.kind === 'drawing' || state.kind === 'shape') && state.id === id)
    return { state: { kind: 'idle', penSeen: state.penSeen }, commands: rollBackOf(state) }
  return lifted(state, id, { x: 0, y: 0 })
}

function rollBackOf(state: PointerState): readonly PointerCommand[] {
  return state.kind === 'drawing' || state.kind === 'shape' ? [{ do: 'roll-back', what: whatOf(state.kind) }] : []
}

const whatOf = (kind: 'drawing' | 'shape'): 'stroke' | 'shape' => (kind === 'drawing' ? 'stroke' : 'shape')
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)
