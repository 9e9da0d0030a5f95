import { between, clouds, sky, times, type Place, type Stage } from '../stage.ts'

const horizon = 0.5

/** Sand, sea and sky; a palm on one side, a sunshade on the other. */
export function beach(stage: Stage): Place {
  const { light, random, tone } = stage
  const palmSide = light.key.from === 1 ? -1 : 1
  const boat = 0.5 - palmSide * (0.16 + random() * 0.2)
  return {
    far: {
      svg:
        sky(stage, 0, 0, 1, horizon + 0.02) +
        sunOrMoon(stage) +
        clouds(stage, 0.04, 0.34, 5) +
        headland(stage, palmSide) +
        sea(stage) +
        sand(stage),
      props: [{ emoji: '⛵', x: boat, foot: horizon + 0.012, size: 0.1 }],
    },
    near: {
      svg:
        stage.dot(palmSide === 1 ? 0.94 : 0.06, 0.83, 0.34, tone('#8b6b45'), 0.3, 0.16) +
        (light.day < 0.3 ? lanterns(stage) : '') +
        grasses(stage, palmSide),
      props: [
        { emoji: '🌴', x: palmSide === 1 ? 0.93 : 0.07, foot: 0.83, size: 0.86, flip: palmSide === 1 },
        { emoji: '🌴', x: palmSide === 1 ? 1.02 : -0.02, foot: 0.8, size: 0.66, flip: palmSide === -1 },
        { emoji: '⛱', x: palmSide === 1 ? 0.09 : 0.91, foot: 0.82, size: 0.36, flip: palmSide === 1 },
      ],
    },
  }
}

function sunOrMoon(stage: Stage): string {
  const { light } = stage
  const x = light.key.from === 1 ? 0.76 : 0.22
  const y = light.day > 0.9 ? 0.17 : light.day > 0.05 ? horizon - 0.07 : 0.16
  const colour = light.day > 0.05 ? between(light.key.colour, '#ffffff', 0.55) : '#e8ecff'
  const r = light.day > 0.05 ? 0.085 : 0.055
  return stage.glow(x, y, 0.62, light.day > 0.05 ? light.key.colour : '#aebcff', 0.8) + stage.dot(x, y, r, colour)
}

function headland(stage: Stage, side: number): string {
  const hill = between(stage.tone('#4f7f76'), stage.light.sky[2], 0.5)
  const flip = (x: number): number => (side === 1 ? x : 1 - x)
  const points = [-0.02, horizon + 0.01, -0.02, 0.44, 0.08, 0.42, 0.16, 0.445, 0.24, 0.46, 0.33, 0.487, 0.42, horizon + 0.01]
  return stage.shape(
    points.map((value, at) => (at % 2 === 0 ? flip(value) : value)),
    hill,
  )
}

function sea(stage: Stage): string {
  const { light, random, tone } = stage
  const far = between(tone('#2f8fb8'), light.sky[2], 0.3)
  const glint = between(light.key.colour, '#ffffff', 0.5)
  const path = light.key.from === 1 ? 0.76 : 0.22
  return (
    stage.rect(0, horizon, 1, 0.2, stage.fall(far, tone('#3fb2c8'), tone('#8fded8'))) +
    times(46, (at) => {
      const depth = random()
      const x = at % 2 === 0 ? path + (random() - 0.5) * (0.1 + depth * 0.3) : random()
      return stage.dot(
        x,
        horizon + 0.006 + depth * 0.15,
        0.012 + depth * 0.05,
        glint,
        (at % 2 === 0 ? 0.75 : 0.22) * (1 - depth * 0.4),
        0.07,
      )
    })
  )
}

function sand(stage: Stage): string {
  const { random, tone } = stage
  const shore = [0, 0.655, 0.2, 0.64, 0.42, 0.665, 0.66, 0.65, 0.85, 0.668, 1, 0.655]
  const lower = (by: number): number[] => shore.map((value, at) => (at % 2 === 0 ? value : value + by))
  return (
    stage.line(shore, '#ffffff', 0.028, 0.55) +
    stage.shape([...shore, 1, 1, 0, 1], tone('#c9a878')) +
    stage.line(lower(0.004), '#ffffff', 0.01, 0.8) +
    stage.shape([...lower(0.03), 1, 1, 0, 1], stage.fall(tone('#ecd2a0'), tone('#f4dfb4'), tone('#d9b884'))) +
    times(30, () =>
      stage.dot(random(), 0.72 + random() * 0.28, 0.03 + random() * 0.08, tone(random() < 0.5 ? '#fff0cc' : '#c9a470'), 0.22, 0.18),
    )
  )
}

function lanterns(stage: Stage): string {
  return times(9, (at) => {
    const x = 0.03 + at * 0.118
    const y = 0.3 + 0.055 * Math.sin((x - 0.02) * Math.PI) + (at % 2) * 0.006
    return stage.glow(x, y, 0.09, '#ffb45c', 0.8 * stage.light.lamps) + stage.dot(x, y, 0.014, '#ffe9b8')
  })
}

function grasses(stage: Stage, side: number): string {
  const { random, tone } = stage
  const foot = side === 1 ? 0.96 : 0.04
  return times(16, (at) => {
    const x = foot + (at / 16 - 0.5) * 0.16
    return stage.line([x, 0.87, x + (random() - 0.5) * 0.07, 0.8 - random() * 0.05], tone(at % 2 ? '#5f8f4e' : '#7fae5a'), 0.008)
  })
}
