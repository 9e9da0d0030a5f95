import { times, type Place, type Stage } from '../stage.ts'
import { shelves } from './furnishings.ts'
import { skyline } from './skyline.ts'

/** High windows over a skyline, desks with screens, plants. */
export function office(stage: Stage): Place {
  const { tone, light } = stage
  const right = light.key.from === 1
  const side = (x: number, w = 0): number => (right ? x : 1 - x - w)
  const frame = tone('#5b6a74')
  return {
    far: {
      svg:
        skyline(stage, 0.62) +
        stage.glow(0.5, 0.45, 0.9, light.sky[2], 0.35 * Math.max(0.3, light.day)) +
        stage.rect(0, 0, 1, 0.055, tone('#e6eaec')) +
        times(4, (at) => stage.rect(0.05 + at * 0.25, 0.018, 0.16, 0.016, between(stage), 0.006)) +
        times(5, (at) => stage.rect(at * 0.25 - 0.009, 0.05, 0.018, 0.6, frame)) +
        stage.rect(0, 0.2, 1, 0.01, frame) +
        stage.rect(0, 0.6, 1, 0.045, tone('#d9dfe2')) +
        stage.rect(0, 0.645, 1, 0.4, stage.fall(tone('#b9b2a6'), tone('#8f867a'))) +
        stage.rect(side(0.8, 0.24), 0.055, 0.24, 0.6, tone('#efeae2')) +
        shelves(stage, side(0.82, 0.2), 0.09, 0.2, 4, 0.11),
      props: [],
    },
    near: {
      svg:
        stage.rect(-0.05, 0.7, 0.44, 0.035, tone('#b98f66'), 0.01) +
        stage.rect(0.62, 0.72, 0.44, 0.035, tone('#b98f66'), 0.01) +
        stage.rect(0.0, 0.735, 0.03, 0.3, tone('#6f5a48')) +
        stage.rect(0.95, 0.755, 0.03, 0.3, tone('#6f5a48')),
      props: [
        { emoji: '🖥', x: side(0.13), foot: 0.707, size: 0.27 },
        { emoji: '💻', x: side(0.86), foot: 0.727, size: 0.24 },
        { emoji: '🪴', x: side(0.95), foot: 0.9, size: 0.5 },
        { emoji: '📚', x: side(0.31), foot: 0.705, size: 0.12 },
      ],
    },
  }
}

/** The panels in the ceiling: lit or white. */
const between = ({ light, tone }: Stage): string => (light.lamps > 0.5 ? '#fff6dc' : tone('#ffffff'))
