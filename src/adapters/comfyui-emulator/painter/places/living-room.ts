import { between, type Place, type Stage } from '../stage.ts'
import { lampGlow, shelves, wallArt, windowWith } from './furnishings.ts'

/** Sofa, shelf, pictures, a floor lamp and plants. */
export function livingRoom(stage: Stage): Place {
  const { tone, light } = stage
  const right = light.key.from === 1
  const side = (x: number, w = 0): number => (right ? x : 1 - x - w)
  return {
    far: {
      svg:
        stage.rect(0, 0, 1, 1, stage.fall(tone('#efe2cf'), tone('#e2cdb2'), tone('#c9ab88'))) +
        windowWith(stage, side(0.05, 0.34), 0.07, 0.34, 0.36, tone('#fbf5ea')) +
        wallArt(stage, side(0.47, 0.17), 0.1, 0.17, 0.16) +
        shelves(stage, side(0.7, 0.3), 0.05, 0.3, 3, 0.105) +
        stage.rect(0, 0.8, 1, 0.2, stage.fall(tone('#a37a56'), tone('#7d5a3e'))) +
        lampGlow(stage, side(0.88), 0.36, 0.7),
      props: [],
    },
    near: {
      svg: sofa(stage) + floorLamp(stage, side(0.9)),
      props: [
        { emoji: '🪴', x: side(0.06), foot: 0.72, size: 0.46 },
        { emoji: '🪴', x: side(0.99), foot: 0.86, size: 0.28, flip: true },
      ],
    },
  }
}

function sofa(stage: Stage): string {
  const { tone } = stage
  const back = stage.fall(tone('#6f968f'), tone('#4f766f'))
  return (
    stage.rect(0.02, 0.58, 0.96, 0.36, back, 0.1) +
    stage.rect(0.05, 0.6, 0.43, 0.26, stage.fall(tone('#7ea69e'), tone('#5c837b')), 0.07) +
    stage.rect(0.52, 0.6, 0.43, 0.26, stage.fall(tone('#7ea69e'), tone('#5c837b')), 0.07) +
    stage.rect(-0.1, 0.66, 0.22, 0.36, stage.fall(tone('#79a198'), tone('#4b706a')), 0.09) +
    stage.rect(0.88, 0.66, 0.22, 0.36, stage.fall(tone('#79a198'), tone('#4b706a')), 0.09) +
    stage.rect(0.09, 0.655, 0.2, 0.15, stage.fall(tone('#e6a45f'), tone('#c57f42')), 0.05) +
    stage.rect(0.73, 0.66, 0.19, 0.145, stage.fall(tone('#f3e6d2'), tone('#d2bd9f')), 0.05)
  )
}

function floorLamp(stage: Stage, x: number): string {
  const { tone, light } = stage
  const shade = between(tone('#f3e2c4'), '#ffefc6', light.lamps)
  return (
    stage.rect(x - 0.006, 0.36, 0.012, 0.5, tone('#5a4638')) +
    stage.shape([x - 0.07, 0.24, x + 0.07, 0.24, x + 0.12, 0.365, x - 0.12, 0.365], shade) +
    lampGlow(stage, x, 0.33, 0.32)
  )
}
