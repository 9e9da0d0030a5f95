import { times, type Place, type Stage } from '../stage.ts'
import { pendantLamp, windowWith } from './furnishings.ts'

/** Brick, a shop window, a board, a shelf of cups, warm lamps, a counter with cakes. */
export function cafe(stage: Stage): Place {
  const { tone, light } = stage
  const right = light.key.from === 1
  const side = (x: number, w = 0): number => (right ? x : 1 - x - w)
  return {
    far: {
      svg:
        stage.rect(0, 0, 1, 1, stage.fall(tone('#8a5c46'), tone('#74493a'), tone('#4f3227'))) +
        bricks(stage) +
        windowWith(stage, side(0.56, 0.42), 0.13, 0.42, 0.38, tone('#3f2c22')) +
        board(stage, side(0.05, 0.3)) +
        cupShelf(stage, side(0.03, 0.36), 0.46) +
        stage.rect(0, 0.66, 1, 0.36, stage.fall(tone('#5f4030'), tone('#3a261c'))),
      props: [],
    },
    near: {
      svg:
        pendantLamp(stage, 0.14, 0.1, 0.075) +
        pendantLamp(stage, 0.5, 0.06, 0.065) +
        pendantLamp(stage, 0.86, 0.11, 0.08) +
        stage.rect(-0.02, 0.715, 1.04, 0.03, tone('#b5835a'), 0.008) +
        stage.rect(-0.02, 0.745, 1.04, 0.3, stage.fall(tone('#7b543c'), tone('#4b3224'))) +
        times(9, (at) => stage.rect(at * 0.125, 0.75, 0.006, 0.28, tone('#3f2a1e'))),
      props: [
        { emoji: '☕', x: side(0.9), foot: 0.725, size: 0.17 },
        { emoji: '🍰', x: side(0.1), foot: 0.722, size: 0.17 },
        { emoji: '🥐', x: side(0.24), foot: 0.722, size: 0.13 },
        { emoji: '🪴', x: side(0.99), foot: 0.722, size: 0.3 },
      ],
    },
  }
}

function bricks(stage: Stage): string {
  const { random, tone } = stage
  const rows = 26
  return times(rows * 9, (at) => {
    const [row, column] = [Math.floor(at / 9), at % 9]
    const x = (column + (row % 2) / 2) / 8.5 - 0.06
    return stage.rect(
      x,
      (row * 0.66) / rows,
      0.112,
      0.66 / rows - 0.004,
      tone(random() < 0.5 ? '#97644c' : '#855640', 0.95 + random() * 0.1),
      0.004,
    )
  })
}

function board(stage: Stage, x: number): string {
  const { tone, random } = stage
  return (
    stage.rect(x - 0.012, 0.15, 0.324, 0.22, tone('#a87c52'), 0.008) +
    stage.rect(x, 0.158, 0.3, 0.204, tone('#2f3833')) +
    times(6, (at) => stage.line([x + 0.03, 0.19 + at * 0.027, x + 0.1 + random() * 0.1, 0.19 + at * 0.027], '#f2efe4', 0.007, 0.75)) +
    times(6, (at) => stage.line([x + 0.235, 0.19 + at * 0.027, x + 0.27, 0.19 + at * 0.027], '#ffd98a', 0.007, 0.75))
  )
}

function cupShelf(stage: Stage, x: number, y: number): string {
  const { tone } = stage
  const cups = ['#f4ead9', '#d98b5f', '#8fb3ad', '#f4ead9', '#e3b45f', '#c96a5a']
  return (
    times(6, (at) => stage.rect(x + 0.02 + at * 0.057, y - 0.035, 0.042, 0.035, tone(cups[at] ?? '#f4ead9'), 0.012)) +
    stage.rect(x, y, 0.36, 0.014, tone('#a87c52'), 0.004) +
    times(7, (at) => stage.rect(x + 0.015 + at * 0.05, y + 0.045, 0.026, 0.07, tone(at % 2 ? '#6f8f5f' : '#8a4a3a'), 0.01)) +
    stage.rect(x, y + 0.115, 0.36, 0.014, tone('#a87c52'), 0.004)
  )
}
