import type { Scene } from '../../../../domain/presets/studio-settings.ts'
import { pick } from '../random.ts'
import { between, times, type Place, type Stage } from '../stage.ts'

/** A seamless backdrop in colours that suit the scene, a softbox and a lamp head at the edges. */
export function studio(stage: Stage, scene: Scene): Place {
  const { light, random } = stage
  const [centre, edge] = pick(random, backdrops[scene])
  const right = light.key.from === 1
  return {
    far: {
      svg:
        stage.rect(0, 0, 1, 1, edge) +
        stage.glow(0.5, 0.42, 1.15, centre, 1) +
        stage.glow(0.5, 0.42, 0.7, centre, 0.9) +
        stage.rect(0, 0.8, 1, 0.2, stage.fall(between(edge, centre, 0.25), between(edge, '#000000', 0.28))) +
        shapes(stage, scene, centre, edge) +
        stage.glow(right ? 1 : 0, 0.15, 0.8, light.key.colour, 0.35 * light.key.strength) +
        stage.glow(right ? 0 : 1, 0.55, 0.75, light.rim.colour, 0.55 * light.rim.strength),
      props: [],
    },
    near: {
      svg: softbox(stage, right ? 0.97 : 0.03, right ? 1 : -1),
      props: [{ emoji: '📷', x: right ? 0.045 : 0.955, foot: 0.86, size: 0.2 }],
    },
  }
}

/** The middle and the edge of the backdrop. */
const backdrops: Readonly<Record<Scene, readonly (readonly [string, string])[]>> = {
  professional_portrait: [
    ['#5d949b', '#1d3f47'],
    ['#a7adb8', '#4d5563'],
    ['#8a86b8', '#38355f'],
  ],
  candid_lifestyle: [
    ['#f6cfa8', '#cf8a63'],
    ['#f3dc9a', '#dba54a'],
    ['#bfe0cf', '#6ba68f'],
  ],
  fashion_editorial: [
    ['#8f2f4f', '#1f0d1f'],
    ['#4a4f8f', '#10122b'],
    ['#a85a3a', '#26110e'],
  ],
  fitness_motivation: [
    ['#d8f3ff', '#4fa9d8'],
    ['#e2ffd6', '#6cbf5f'],
    ['#ffe0d0', '#f0743f'],
  ],
  morning_vibes: [
    ['#ffe2b8', '#e09a68'],
    ['#ffdcd0', '#d98f86'],
  ],
  night_out: [
    ['#5a2f8f', '#120b2e'],
    ['#8f2a6f', '#160a2a'],
    ['#234a8f', '#090f2a'],
  ],
  cozy_home: [
    ['#d99a5f', '#5a3120'],
    ['#c98a6f', '#4a2a2a'],
  ],
  beach_day: [
    ['#d6f6ff', '#5ec3e6'],
    ['#fff3c9', '#f7c35f'],
  ],
}

function shapes(stage: Stage, scene: Scene, centre: string, edge: string): string {
  const { light, random } = stage
  switch (scene) {
    case 'morning_vibes':
      return times(7, (at) =>
        stage.shape(
          [
            0.08 + at * 0.02,
            0.1 + at * 0.062,
            0.86 + at * 0.02,
            0.02 + at * 0.062,
            0.86 + at * 0.02,
            0.052 + at * 0.062,
            0.08 + at * 0.02,
            0.134 + at * 0.062,
          ],
          '#fff0c4',
          0.34,
        ),
      )
    case 'fashion_editorial':
      return (
        stage.shape([0.95, -0.02, 1.1, -0.02, 0.62, 1.02, 0.02, 1.02], light.key.colour, 0.14) +
        stage.dot(0.5, 0.4, 0.36, between(centre, '#ffffff', 0.14), 0.55)
      )
    case 'fitness_motivation':
      return times(4, (at) =>
        stage.shape([-0.1 + at * 0.34, 1.02, 0.06 + at * 0.34, 1.02, 0.46 + at * 0.34, -0.02, 0.3 + at * 0.34, -0.02], '#ffffff', 0.2),
      )
    case 'night_out':
      return (
        stage.glow(0.1, 0.25, 0.7, '#ff4fa0', 0.65) +
        stage.glow(0.92, 0.3, 0.7, '#2fbfff', 0.6) +
        ring(stage, light.bokeh.colours[0] ?? '#ff5fa8')
      )
    case 'beach_day':
      return (
        stage.dot(0.5, 0.4, 0.4, '#ffffff', 0.32) +
        times(6, () => stage.dot(random(), random() * 0.6, 0.02 + random() * 0.06, '#ffffff', 0.3))
      )
    case 'candid_lifestyle':
      return (
        stage.dot(0.5, 0.42, 0.42, between(centre, '#ffffff', 0.4), 0.5) + stage.dot(0.16, 0.2, 0.09, between(edge, '#ffffff', 0.2), 0.6)
      )
    case 'cozy_home':
      return stage.glow(0.85, 0.22, 0.6, '#ffb45c', 0.7)
    case 'professional_portrait':
      return ''
  }
}

const ring = (stage: Stage, colour: string): string =>
  times(60, (at) => {
    const turn = (at / 60) * Math.PI * 2
    return stage.dot(
      0.5 + (Math.cos(turn) * 0.4) / Math.max(1, stage.aspect),
      0.38 + Math.sin(turn) * 0.4 * Math.min(1, stage.aspect),
      0.012,
      between(colour, '#ffffff', 0.35),
      0.9,
    )
  })

function softbox(stage: Stage, x: number, side: -1 | 1): string {
  const { light } = stage
  const inner = between(light.key.colour, '#ffffff', 0.5)
  return (
    stage.glow(x, 0.16, 0.5, light.key.colour, 0.5) +
    stage.shape([x - side * 0.1, 0.07, x + side * 0.1, 0.03, x + side * 0.1, 0.3, x - side * 0.06, 0.26], '#1c1d24') +
    stage.shape([x - side * 0.09, 0.08, x + side * 0.03, 0.055, x + side * 0.03, 0.272, x - side * 0.055, 0.25], inner)
  )
}
