import { hexOf, mixed, rgbOf, type Rgb } from './colours.ts'
import type { Light } from './light.ts'
import { hashOf, type Random } from './random.ts'

/** The picture of an emoji that stands in a place. `x`: its middle, `foot`: its lower edge, 0 to 1; `size` in shorter sides. */
export type Prop = { readonly emoji: string; readonly x: number; readonly foot: number; readonly size: number; readonly flip?: boolean }
/** One depth of a place: what is painted, then what stands in it. */
export type Layer = { readonly svg: string; readonly props: readonly Prop[] }
/** The deeper layer is blurred more. */
export type Place = { readonly far: Layer; readonly near: Layer }

/** Draws in shares of the picture: x and width of its width, y and height of its height, radii of its shorter side. */
export type Stage = {
  readonly light: Light
  readonly random: Random
  /** Width by height. */
  readonly aspect: number
  /** A surface of that colour in the scene's light. */
  tone(hex: string, shade?: number): string
  rect(x: number, y: number, w: number, h: number, fill: string, round?: number): string
  dot(x: number, y: number, r: number, fill: string, opacity?: number, squash?: number): string
  /** Points as x, y pairs; closed. */
  shape(points: readonly number[], fill: string, opacity?: number): string
  /** A line through points; `thick` in shorter sides. */
  line(points: readonly number[], colour: string, thick: number, opacity?: number): string
  /** A downward run of colours for `fill`. */
  fall(...colours: readonly string[]): string
  /** Light around a point, fading out. */
  glow(x: number, y: number, r: number, colour: string, opacity: number): string
}

export function stageFor(width: number, height: number, light: Light, random: Random): Stage & { defs(): string } {
  const defs = new Map<string, string>()
  const side = Math.min(width, height)
  const px = (share: number): string => (share * width).toFixed(1)
  const py = (share: number): string => (share * height).toFixed(1)
  const pr = (share: number): string => (share * side).toFixed(1)
  const pairs = (points: readonly number[]): string => points.map((value, at) => (at % 2 === 0 ? px(value) : py(value))).join(' ')
  const named = (name: string, definition: (id: string) => string): string => {
    const id = `d${hashOf(name).toString(36)}`
    defs.set(id, definition(id))
    return `url(#${id})`
  }
  const ambient = rgbOf(light.ambient)
  return {
    light,
    random,
    aspect: width / height,
    tone: (hex, shade = 1) =>
      `#${hexOf(rgbOf(hex).map((part, at) => Math.min(255, (part * (ambient[at] as number) * shade) / 255)) as unknown as Rgb)}`,
    rect: (x, y, w, h, fill, round = 0) =>
      `<rect x="${px(x)}" y="${py(y)}" width="${px(w)}" height="${py(h)}" rx="${pr(round)}" fill="${fill}"/>`,
    dot: (x, y, r, fill, opacity = 1, squash = 1) =>
      `<ellipse cx="${px(x)}" cy="${py(y)}" rx="${pr(r)}" ry="${pr(r * squash)}" fill="${fill}" fill-opacity="${opacity.toFixed(3)}"/>`,
    shape: (points, fill, opacity = 1) => `<polygon points="${pairs(points)}" fill="${fill}" fill-opacity="${opacity.toFixed(3)}"/>`,
    line: (points, colour, thick, opacity = 1) =>
      `<polyline points="${pairs(points)}" fill="none" stroke="${colour}" stroke-opacity="${opacity.toFixed(3)}" stroke-width="${pr(thick)}" stroke-linecap="round" stroke-linejoin="round"/>`,
    fall: (...colours) =>
      named(
        `fall ${colours.join(' ')}`,
        (id) =>
          `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${colours.map((colour, at) => `<stop offset="${(at / Math.max(1, colours.length - 1)).toFixed(3)}" stop-color="${colour}"/>`).join('')}</linearGradient>`,
      ),
    glow: (x, y, r, colour, opacity) => {
      const fill = named(
        `glow ${colour} ${opacity.toFixed(3)}`,
        (id) =>
          `<radialGradient id="${id}"><stop offset="0" stop-color="${colour}" stop-opacity="${opacity.toFixed(3)}"/><stop offset=".35" stop-color="${colour}" stop-opacity="${(opacity * 0.45).toFixed(3)}"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient>`,
      )
      return `<circle cx="${px(x)}" cy="${py(y)}" r="${pr(r)}" fill="${fill}"/>`
    },
    defs: () => `<defs>${[...defs.values()].join('')}</defs>`,
  }
}

/** Between two colours; 0 is the first. */
export const between = (from: string, to: string, share: number): string => `#${hexOf(mixed(rgbOf(from), rgbOf(to), share))}`

export const times = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => draw(index)).join('')

/** What one sees of the sky in a rectangle, with sun or moon and stars. `sunAt` in shares of the picture. */
export function sky(stage: Stage, x: number, y: number, w: number, h: number): string {
  const { light, random } = stage
  const stars =
    light.day > 0.05
      ? ''
      : times(26, () => stage.dot(x + random() * w, y + random() * h * 0.7, 0.0012 + random() * 0.0018, '#ffffff', 0.4 + random() * 0.5))
  return stage.rect(x, y, w, h, stage.fall(...light.sky)) + stars
}

/** Soft clouds in a band of the sky. */
export function clouds(stage: Stage, top: number, bottom: number, count: number): string {
  const { random, light } = stage
  const colour = between(light.sky[2], '#ffffff', light.day * 0.8)
  return times(count, () => {
    const [x, y, r] = [random(), top + random() * (bottom - top), 0.05 + random() * 0.06]
    return times(5, (at) =>
      stage.dot(x + (at - 2) * r * 0.75, y + (random() - 0.5) * r * 0.3, r * (1 - Math.abs(at - 2) * 0.22), colour, 0.34, 0.42),
    )
  })
}
