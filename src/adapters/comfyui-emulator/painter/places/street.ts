import { between, times, type Place, type Stage } from '../stage.ts'
import { skyline } from './skyline.ts'

/** A street into the depth: fronts with shops on both sides, trees, a taxi; signs and windows shine when it is dark. */
export function street(stage: Stage): Place {
  const { light, tone } = stage
  const right = light.key.from === 1
  const side = (x: number): number => (right ? x : 1 - x)
  return {
    far: {
      svg:
        skyline(stage, 0.66) +
        stage.shape([0.36, 0.64, 0.64, 0.64, 1.25, 1.02, -0.25, 1.02], stage.fall(tone('#8f8d92'), tone('#66656c'))) +
        times(5, (at) =>
          stage.shape(
            [
              0.496 - at * 0.002,
              0.66 + at * 0.06,
              0.504 + at * 0.002,
              0.66 + at * 0.06,
              0.506 + at * 0.004,
              0.69 + at * 0.06,
              0.494 - at * 0.004,
              0.69 + at * 0.06,
            ],
            '#f4efe2',
            0.6,
          ),
        ) +
        front(stage, -1, tone('#c98f72'), tone('#8f5f4b')) +
        front(stage, 1, tone('#93a5ac'), tone('#5f737c')),
      props: [
        { emoji: '🌳', x: side(0.33), foot: 0.67, size: 0.22 },
        { emoji: '🌳', x: side(0.27), foot: 0.7, size: 0.3 },
      ],
    },
    near: {
      svg: awning(stage, right ? -1 : 1) + lampPost(stage, side(0.12)),
      props: [
        { emoji: '🚕', x: side(0.86), foot: 0.83, size: 0.38, flip: right },
        { emoji: '🚦', x: side(0.93), foot: 0.34, size: 0.22 },
      ],
    },
  }
}

/** A row of houses that runs from the edge of the picture towards the middle. */
function front(stage: Stage, edge: -1 | 1, wall: string, dark: string): string {
  const at = (x: number): number => (edge === -1 ? x : 1 - x)
  const { light, random } = stage
  const depth = (x: number, share: number): number => {
    const near = 1 - x / 0.36
    return 0.62 - near * 0.62 * share + (1 - share) * 0 + near * (1 - share) * 0.02
  }
  const window = (column: number, row: number): string => {
    const [x0, x1] = [0.015 + column * 0.082, 0.07 + column * 0.074]
    const [top, bottom] = [1.06 - row * 0.19, 0.94 - row * 0.19]
    const lit = random() < 0.25 + light.lamps * 0.5
    const glass = lit && light.lamps > 0.4 ? '#ffd58a' : between(stage.tone('#7f98a8'), light.sky[1], 0.45)
    return stage.shape([at(x0), depth(x0, top), at(x1), depth(x1, top), at(x1), depth(x1, bottom), at(x0), depth(x0, bottom)], glass)
  }
  return (
    stage.shape([at(-0.02), -0.05, at(0.18), -0.05, at(0.36), 0.3, at(0.36), 0.66, at(-0.02), 0.9], wall) +
    stage.shape([at(0.29), 0.18, at(0.36), 0.3, at(0.36), 0.66, at(0.29), 0.7], dark, 0.45) +
    times(20, (index) => window(index % 4, Math.floor(index / 4))) +
    times(3, (index) => {
      const x = 0.03 + index * 0.105
      const foot = 0.86 - x * 0.56
      const shop = light.lamps > 0.4 ? '#ffe2a8' : between(stage.tone('#5f7078'), light.sky[2], 0.3)
      return stage.shape([at(x), foot - 0.14, at(x + 0.085), foot - 0.155, at(x + 0.085), foot - 0.05, at(x), foot - 0.01], shop)
    }) +
    (light.lamps > 0.6 ? signs(stage, at) : '')
  )
}

function signs(stage: Stage, at: (x: number) => number): string {
  const { light } = stage
  return times(4, (index) => {
    const colour = light.bokeh.colours[index % light.bokeh.colours.length] ?? '#ff5fa8'
    const [x, y] = [0.1 + (index % 2) * 0.13, 0.2 + index * 0.1]
    return stage.glow(at(x), y, 0.2, colour, 0.8) + stage.rect(at(x) - 0.018, y - 0.045, 0.036, 0.09, colour, 0.008)
  })
}

function awning(stage: Stage, edge: -1 | 1): string {
  const { tone } = stage
  const at = (x: number): number => (edge === -1 ? x : 1 - x)
  return times(6, (index) =>
    stage.shape(
      [at(index * 0.04 - 0.02), 0.5, at(index * 0.04 + 0.02), 0.505, at(index * 0.045 + 0.035), 0.57, at(index * 0.045 - 0.012), 0.57],
      tone(index % 2 ? '#fff4e6' : '#d2584e'),
    ),
  )
}

function lampPost(stage: Stage, x: number): string {
  const { tone, light } = stage
  return (
    stage.rect(x - 0.006, 0.26, 0.012, 0.62, tone('#2f3540', 1.2)) +
    stage.rect(x - 0.03, 0.245, 0.06, 0.018, tone('#2f3540', 1.2), 0.006) +
    stage.glow(x, 0.225, 0.3, '#ffcf86', 0.8 * light.lamps) +
    stage.dot(x, 0.222, 0.032, between(tone('#f3f0e6'), '#fff3d0', light.lamps))
  )
}
