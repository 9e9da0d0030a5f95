import { between, clouds, sky, times, type Stage } from '../stage.ts'

/** Towers against the sky in three depths; windows are lit as far as the lamps are. `ground`: where they stand. */
export function skyline(stage: Stage, ground: number): string {
  const { light, tone } = stage
  const depth = (share: number): string => between(tone('#6f8093', 0.8), light.sky[2], share)
  return (
    sky(stage, 0, 0, 1, ground) +
    (light.day > 0.05
      ? stage.glow(light.key.from === 1 ? 0.8 : 0.2, ground * 0.5, 0.6, light.key.colour, 0.6)
      : stage.dot(0.2, 0.11, 0.05, '#eef0ff', 0.9)) +
    clouds(stage, 0.05, ground * 0.5, light.day > 0.5 ? 4 : 2) +
    towers(stage, ground, 0.3, 11, depth(0.72)) +
    towers(stage, ground, 0.2, 9, depth(0.48)) +
    towers(stage, ground, 0.1, 7, depth(0.22))
  )
}

function towers(stage: Stage, ground: number, low: number, count: number, colour: string): string {
  const { random, light } = stage
  return times(count, (at) => {
    const w = (1.2 / count) * (0.6 + random() * 0.5)
    const h = ground * (low + random() * 0.34)
    const x = -0.05 + (1.1 * at) / count
    const lit = times(Math.round(14 * light.lamps), () => {
      const [column, row] = [Math.floor(random() * 4), Math.floor(random() * 9)]
      return stage.rect(
        x + (w * (column + 0.25)) / 4,
        ground - h + (h * (row + 0.3)) / 9,
        w / 8,
        h / 22,
        random() < 0.7 ? '#ffd98a' : '#9fd8ff',
      )
    })
    return stage.rect(x, ground - h, w, h, colour) + lit
  })
}
