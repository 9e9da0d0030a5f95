import { between, times, type Place, type Stage } from '../stage.ts'
import { lampGlow, tableLamp, windowWith, wallArt } from './furnishings.ts'

/** A window with curtains, a padded headboard, pillows and linen, a lamp on the bedside table. */
export function bedroom(stage: Stage): Place {
  const { tone, light } = stage
  const lampSide = light.key.from
  const [lampX, windowX] = lampSide === 1 ? [0.87, 0.05] : [0.13, 0.53]
  return {
    far: {
      svg:
        stage.rect(0, 0, 1, 1, stage.fall(tone('#f3e6df'), tone('#ecd8d0'), tone('#dcbfb8'))) +
        times(9, (at) => stage.rect(at / 8 - 0.003, 0, 0.006, 0.66, tone('#fff6f0'), 0)) +
        windowWith(stage, windowX, 0.06, 0.42, 0.4, tone('#f7efe6')) +
        curtains(stage, windowX) +
        wallArt(stage, lampSide === 1 ? 0.64 : 0.12, 0.12, 0.2, 0.15) +
        lampGlow(stage, lampX, 0.5, 0.55),
      props: [],
    },
    near: {
      svg: headboard(stage) + tableLamp(stage, lampX, 0.66) + bed(stage) + (light.lamps > 0.8 ? fairyLights(stage) : ''),
      props: [
        { emoji: '🪴', x: lampSide === 1 ? 0.06 : 0.94, foot: 0.7, size: 0.3 },
        { emoji: '📚', x: lampSide === 1 ? 0.97 : 0.03, foot: 0.668, size: 0.13 },
      ],
    },
  }
}

function curtains(stage: Stage, x: number): string {
  const cloth = (left: number, width: number): string =>
    stage.rect(left, 0.02, width, 0.62, stage.tone('#e3aca6'), 0.01) +
    times(4, (at) => stage.rect(left + (width * (at + 0.5)) / 4, 0.02, width / 9, 0.62, stage.tone(at % 2 ? '#f2c9c2' : '#c98a86'), 0.01))
  return stage.rect(x - 0.08, 0.022, 0.58, 0.012, stage.tone('#a9805f'), 0.006) + cloth(x - 0.06, 0.11) + cloth(x + 0.37, 0.11)
}

function headboard(stage: Stage): string {
  const { tone } = stage
  return (
    stage.rect(0.1, 0.5, 0.8, 0.34, stage.fall(tone('#c78f88'), tone('#a86f6a')), 0.09) +
    times(7, (at) => stage.rect(0.13 + at * 0.108, 0.515, 0.1, 0.3, stage.fall(tone('#d6a29b'), tone('#b0766f')), 0.05))
  )
}

function bed(stage: Stage): string {
  const { tone } = stage
  return (
    stage.rect(0.08, 0.63, 0.36, 0.16, stage.fall(tone('#ffffff'), tone('#e6d8d6')), 0.08) +
    stage.rect(0.56, 0.63, 0.36, 0.16, stage.fall(tone('#fffaf6'), tone('#e6d8d6')), 0.08) +
    stage.rect(0.02, 0.67, 0.26, 0.14, stage.fall(tone('#f0c4bd'), tone('#d39d97')), 0.07) +
    stage.rect(0.74, 0.68, 0.26, 0.13, stage.fall(tone('#b9c9b4'), tone('#93a890')), 0.07) +
    stage.rect(-0.02, 0.77, 1.04, 0.26, stage.fall(tone('#fff8f4'), tone('#e3cfcb')), 0.06) +
    times(6, (at) => stage.line([at * 0.2 - 0.1, 0.84 + (at % 2) * 0.03, at * 0.2 + 0.1, 0.99], tone('#d9c2be'), 0.012, 0.6))
  )
}

function fairyLights(stage: Stage): string {
  const warm = between(stage.light.key.colour, '#ffe9b8', 0.6)
  return times(15, (at) => {
    const x = 0.02 + at * 0.07
    const y = 0.06 + 0.07 * Math.abs(Math.sin(x * 7.2))
    return stage.glow(x, y, 0.05, warm, 0.9) + stage.dot(x, y, 0.008, '#fff6dc')
  })
}
