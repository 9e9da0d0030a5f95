import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { idle, pointerStep, type PointerCommand, type PointerInput, type PointerState } from './pointer.ts'

const down = (id: number, x: number, timeMs = 0, over: Partial<Extract<PointerInput, { type: 'down' }>> = {}): PointerInput => ({
  type: 'down',
  id,
  device: 'touch',
  at: { x, y: 0 },
  timeMs,
  press: 'stroke',
  ...over,
})
const move = (id: number, x: number): PointerInput => ({ type: 'move', id, at: { x, y: 0 } })
const up = (id: number, x = 0): PointerInput => ({ type: 'up', id, at: { x, y: 0 } })

function run(...inputs: PointerInput[]): { state: PointerState; commands: PointerCommand[] } {
  let state: PointerState = idle
  const commands: PointerCommand[] = []
  for (const input of inputs) {
    const step = pointerStep(state, input)
    state = step.state
    commands.push(...step.commands)
  }
  return { state, commands }
}
const names = (commands: readonly PointerCommand[]) =>
  commands.map((command) => ('what' in command ? `${command.do} ${command.what}` : command.do))

describe('one pointer', () => {
  it('draws from press to release', () => {
    expect(names(run(down(1, 0), move(1, 5), up(1, 9)).commands)).toEqual(['begin stroke', 'extend stroke', 'finish stroke'])
  })
  it('takes the stroke back when it is cancelled', () => {
    const { state, commands } = run(down(1, 0), move(1, 5), { type: 'cancel', id: 1 })
    expect(names(commands)).toEqual(['begin stroke', 'extend stroke', 'roll-back stroke'])
    expect(state.kind).toBe('idle')
  })
  it('takes the stroke back when the window loses the focus', () => {
    expect(names(run(down(1, 0), { type: 'blur' }).commands)).toEqual(['begin stroke', 'roll-back stroke'])
  })
  it('ignores other pointers that move', () => {
    expect(names(run(down(1, 0, 0, { device: 'mouse' }), move(7, 5)).commands)).toEqual(['begin stroke'])
  })
})

describe('a pen that comes while a palm or a finger lies on the glass', () => {
  const pen = (id: number, x: number): PointerInput => down(id, x, 0, { device: 'pen' })
  it('draws all the same, and what the palm drew is taken back', () => {
    const { commands } = run(down(1, 0), move(1, 20), pen(2, 50), move(1, 30), move(2, 60), up(2, 70), up(1, 30))
    expect(names(commands)).toEqual(['begin stroke', 'extend stroke', 'roll-back stroke', 'begin stroke', 'extend stroke', 'finish stroke'])
  })
  it('draws while fingers move the picture, and after they did', () => {
    for (const before of [
      [pen(9, 0), up(9), down(1, 0)],
      [down(1, 0), down(3, 80)],
      [down(1, 0), down(3, 80), up(3)],
    ]) {
      const { state, commands } = run(...before, pen(2, 50), move(2, 60))
      expect([state.kind, names(commands).slice(-2)]).toEqual(['drawing', ['begin stroke', 'extend stroke']])
    }
  })
  it('takes nothing from a mouse', () => {
    expect(names(run(down(1, 0, 0, { device: 'mouse' }), pen(2, 50), move(1, 5)).commands)).toEqual(['begin stroke', 'extend stroke'])
  })
})

describe('a press on the brush itself', () => {
  const press = down(1, 10, 0, { device: 'mouse', press: 'resize' })

  it('drags its size and paints nothing', () => {
    const { state, commands } = run(press, move(1, 25), move(7, 99), move(1, 22), up(1, 22))
    expect(commands).toEqual([
      { do: 'resize', by: { x: 15, y: 0 } },
      { do: 'resize', by: { x: -3, y: 0 } },
    ])
    expect(state.kind).toBe('idle')
  })
  it('is let go with the window, and no finger joins it', () => {
    expect(run(press, down(2, 50)).state.kind).toBe('resizing')
    expect(run(press, { type: 'cancel', id: 1 }).state.kind).toBe('idle')
    expect(run(press, { type: 'blur' }, move(1, 30))).toEqual({ state: idle, commands: [] })
  })
})

describe('two fingers', () => {
  it('soon after each other take the stroke back and pinch', () => {
    const { commands, state } = run(down(1, 0, 0), move(1, 2), down(2, 100, 100), move(2, 198))
    expect(names(commands)).toEqual(['begin stroke', 'extend stroke', 'roll-back stroke', 'pinch'])
    expect(commands.at(-1)).toMatchObject({ factor: 2, around: { x: 100, y: 0 }, by: { x: 49, y: 0 } })
    expect(state.kind).toBe('pinching')
  })
  it('late in a stroke keep it and end it', () => {
    expect(names(run(down(1, 0, 0), move(1, 12), down(2, 100, 500)).commands)).toEqual(['begin stroke', 'extend stroke', 'finish stroke'])
  })
  it('keep a stroke that came back to where it began', () => {
    expect(names(run(down(1, 0, 0), move(1, 12), move(1, 0), down(2, 100, 500)).commands).at(-1)).toBe('finish stroke')
  })
  it('leave no dab of a finger that stood still until the other came, however late', () => {
    expect(names(run(down(1, 0, 0), move(1, 5), down(2, 100, 2000)).commands)).toEqual([
      'begin stroke',
      'extend stroke',
      'roll-back stroke',
    ])
  })
  it('draw nothing with the finger that stays behind', () => {
    const { commands, state } = run(down(1, 0, 0), down(2, 100, 50), up(2), move(1, 50), up(1))
    expect(names(commands)).toEqual(['begin stroke', 'roll-back stroke'])
    expect(state.kind).toBe('idle')
  })
})

describe('a pen', () => {
  it('makes fingers pan from then on', () => {
    const { commands } = run(down(1, 0, 0, { device: 'pen' }), up(1), down(2, 0, 900), move(2, 10))
    expect(names(commands)).toEqual(['begin stroke', 'finish stroke', 'pan'])
  })
  it('is not disturbed by a palm', () => {
    expect(names(run(down(1, 0, 0, { device: 'pen' }), down(2, 50, 20), move(1, 5), up(1, 6)).commands)).toEqual([
      'begin stroke',
      'extend stroke',
      'finish stroke',
    ])
  })
})

describe('whatever the fingers do', () => {
  const input: fc.Arbitrary<PointerInput> = fc.oneof(
    fc.record({
      type: fc.constant('down' as const),
      id: fc.integer({ min: 1, max: 3 }),
      device: fc.constantFrom('mouse' as const, 'pen' as const, 'touch' as const),
      at: fc.record({ x: fc.integer(), y: fc.integer() }),
      timeMs: fc.nat(1000),
      press: fc.constantFrom('stroke' as const, 'shape' as const, 'pan' as const),
    }),
    fc.record({
      type: fc.constant('move' as const),
      id: fc.integer({ min: 1, max: 3 }),
      at: fc.record({ x: fc.integer(), y: fc.integer() }),
    }),
    fc.record({
      type: fc.constant('up' as const),
      id: fc.integer({ min: 1, max: 3 }),
      at: fc.record({ x: fc.integer(), y: fc.integer() }),
    }),
    fc.record({ type: fc.constant('cancel' as const), id: fc.integer({ min: 1, max: 3 }) }),
    fc.constant({ type: 'blur' as const }),
  )
  it('each begun stroke or shape ends once, and none begins inside another', () => {
    fc.assert(
      fc.property(fc.array(input, { maxLength: 40 }), (inputs) => {
        let open: string | null = null
        for (const command of run(...inputs).commands) {
          if (!('what' in command)) continue
          if (command.do === 'begin') {
            expect(open).toBeNull()
            open = command.what
          } else {
            expect(open).toBe(command.what)
            if (command.do !== 'extend') open = null
          }
        }
      }),
    )
  })
})
