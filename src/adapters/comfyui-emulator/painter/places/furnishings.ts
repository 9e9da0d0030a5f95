import { between, clouds, sky, times, type Stage } from '../stage.ts'

/** A window: sky and tops of trees behind a frame of that colour, brighter than the wall it is in. */
export function windowWith(stage: Stage, x: number, y: number, w: number, h: number, frame: string): string {
  const { light, random, tone } = stage
  const green = between(tone('#6f9f6a', 0.9), light.sky[2], 0.35)
  const trees = times(7, () => stage.dot(x + w * random(), y + h * (0.9 + random() * 0.08), 0.05 + random() * 0.04, green))
  const clip = stage.rect(x - 0.2, y + h, w + 0.4, 0.16, 'none')
  return (
    stage.rect(x - 0.016, y - 0.012, w + 0.032, h + 0.024, frame, 0.012) +
    sky(stage, x, y, w, h) +
    (light.day > 0.5 ? clouds(stage, y, y + h * 0.4, 0) : '') +
    trees +
    clip +
    stage.glow(x + w / 2, y + h / 2, 0.55, light.sky[2], 0.4 * Math.max(0.25, light.day)) +
    stage.rect(x + w / 2 - 0.007, y, 0.014, h, frame) +
    stage.rect(x, y + h * 0.46, w, 0.01, frame) +
    stage.rect(x - 0.03, y + h, w + 0.06, 0.022, frame, 0.008)
  )
}

/** The warm light that a lamp throws on what is around it. */
export function lampGlow(stage: Stage, x: number, y: number, r: number): string {
  return stage.glow(x, y, r, between(stage.light.key.colour, '#ffc36b', 0.7), 0.75 * stage.light.lamps)
}

/** A small lamp whose foot stands at `foot`. */
export function tableLamp(stage: Stage, x: number, foot: number): string {
  const { tone, light } = stage
  const shade = between(tone('#f3dfc0'), '#fff0c8', light.lamps)
  return (
    stage.rect(x - 0.11, foot, 0.22, 0.3, stage.fall(tone('#a9805f'), tone('#7d5c43')), 0.02) +
    stage.dot(x, foot - 0.03, 0.045, tone('#8fa3a0'), 1, 1.1) +
    stage.rect(x - 0.006, foot - 0.1, 0.012, 0.06, tone('#c9a070')) +
    stage.shape([x - 0.055, foot - 0.17, x + 0.055, foot - 0.17, x + 0.085, foot - 0.085, x - 0.085, foot - 0.085], shade) +
    lampGlow(stage, x, foot - 0.12, 0.24)
  )
}

/** A lamp on a long cord. */
export function pendantLamp(stage: Stage, x: number, y: number, size: number): string {
  const { tone, light } = stage
  const bulb = between('#ffe9c0', '#fff6dd', light.lamps)
  return (
    stage.line([x, 0, x, y - size * 0.5], tone('#33261f'), 0.006) +
    stage.glow(x, y + size * 0.3, size * 4.2, '#ffb85e', 0.35 + 0.45 * light.lamps) +
    stage.dot(x, y + size * 0.18, size * 0.5, bulb) +
    stage.shape(
      [
        x - size * 0.22,
        y - size * 0.5,
        x + size * 0.22,
        y - size * 0.5,
        x + size * 0.85,
        y + size * 0.12,
        x - size * 0.85,
        y + size * 0.12,
      ],
      tone('#3d3431', 1.2),
    )
  )
}

/** A framed abstract picture: two hills and a sun, in colours that change with the seed. */
export function wallArt(stage: Stage, x: number, y: number, w: number, h: number): string {
  const { tone, random } = stage
  const palettes = [
    ['#f3e3cf', '#d98b5f', '#3f6f73'],
    ['#e9e4f2', '#9a86c4', '#e0a3a8'],
    ['#eaf0e2', '#8fae86', '#e3b45f'],
  ] as const
  const [paper, one, two] = palettes[Math.floor(random() * palettes.length)] ?? palettes[0]
  return (
    stage.rect(x - 0.014, y - 0.01, w + 0.028, h + 0.02, tone('#8a6a4c'), 0.006) +
    stage.rect(x, y, w, h, tone(paper)) +
    stage.dot(x + w * 0.62, y + h * 0.36, 0.04, tone(two)) +
    stage.shape(
      [x, y + h, x, y + h * 0.62, x + w * 0.3, y + h * 0.45, x + w * 0.7, y + h * 0.75, x + w, y + h * 0.6, x + w, y + h],
      tone(one),
    )
  )
}

/** Shelves with books and vases. */
export function shelves(stage: Stage, x: number, y: number, w: number, rows: number, step: number): string {
  const { tone, random } = stage
  const spines = ['#c9604a', '#e0a95a', '#3f6f78', '#7d8f5f', '#f0e3cc', '#8a5f8a', '#34475f']
  return times(rows, (row) => {
    const board = y + (row + 1) * step
    let at = x + 0.012
    let books = ''
    while (at < x + w - 0.03) {
      const [thick, tall] = [0.012 + random() * 0.016, step * (0.45 + random() * 0.35)]
      const gap = random() < 0.16 ? 0.05 : 0
      books += stage.rect(at, board - tall, thick, tall, tone(spines[Math.floor(random() * spines.length)] ?? '#c9604a'), 0.003)
      at += thick + 0.003 + gap
    }
    return books + stage.rect(x, board, w, 0.014, tone('#8f6a4a'), 0.004)
  })
}
