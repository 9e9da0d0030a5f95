import sharp, { type OverlayOptions } from 'sharp'
import type { Environment, Scene } from '../../../domain/presets/studio-settings.ts'
import { rgbOf } from './colours.ts'
import { spriteFile } from './draw-sprite.ts'
import type { Light } from './light.ts'
import { placeOf } from './places/place-of.ts'
import { randomFrom } from './random.ts'
import { stageFor, times, type Layer, type Prop, type Stage } from './stage.ts'

export type PlaceRequest = {
  readonly environment: Environment
  readonly scene: Scene
  readonly light: Light
  readonly seed: number
  readonly width: number
  readonly height: number
  readonly spritesDir: string
}

type Sheet = { readonly data: Buffer; readonly width: number; readonly height: number }

/** The place out of focus, 3 bytes a pixel. Painted at half the size: a blurred picture has no finer detail to lose. */
export async function paintPlace({ environment, scene, light, seed, width, height, spritesDir }: PlaceRequest): Promise<Buffer> {
  const [w, h] = [Math.max(8, Math.round(width / 2)), Math.max(8, Math.round(height / 2))]
  const stage = stageFor(w, h, light, randomFrom(seed))
  const place = placeOf(environment, scene, stage)
  const softness = Math.min(w, h) / 100
  const far = await paintLayer(place.far, stage.defs(), light, w, h, spritesDir, softness * 1.05)
  const near = await paintLayer(place.near, stage.defs(), light, w, h, spritesDir, softness * 0.5)
  const shine = await blurred(await rendered(shineSvg(stage) + stage.defs(), w, h), softness * 0.22)
  const flat = await sharp(far.data, rawOf(far))
    .composite([
      { input: near.data, ...rawOf(near) },
      { input: shine.data, ...rawOf(shine), blend: 'screen' },
    ])
    .removeAlpha()
    .raw()
    .toBuffer()
  return sharp(flat, { raw: { width: w, height: h, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer()
}

const rawOf = ({ width, height }: { readonly width: number; readonly height: number }) => ({ raw: { width, height, channels: 4 as const } })

async function paintLayer(
  layer: Layer,
  defs: string,
  light: Light,
  w: number,
  h: number,
  spritesDir: string,
  sigma: number,
): Promise<Sheet> {
  const painted = await rendered(defs + layer.svg, w, h)
  if (layer.props.length === 0) return blurred(painted, sigma)
  const inputs = await Promise.all(layer.props.map((prop) => propInput(prop, light, w, h, spritesDir)))
  const data = await sharp(painted.data, rawOf(painted)).composite(inputs).raw().toBuffer()
  return blurred({ ...painted, data }, sigma)
}

async function rendered(inside: string, width: number, height: number): Promise<Sheet> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inside}</svg>`
  const { data } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return { data, width, height }
}

const blurred = async (sheet: Sheet, sigma: number): Promise<Sheet> =>
  sigma < 0.3 ? sheet : { ...sheet, data: await sharp(sheet.data, rawOf(sheet)).blur(sigma).raw().toBuffer() }

/** A thing in the light of the scene, cut to the picture. */
async function propInput(
  { emoji, x, foot, size, flip = false }: Prop,
  light: Light,
  w: number,
  h: number,
  dir: string,
): Promise<OverlayOptions> {
  const file = spriteFile(dir, emoji)
  if (file === null) throw new Error(`the sprite set has no picture of ${emoji}`)
  const side = Math.max(4, Math.round(size * Math.min(w, h)))
  const tint = rgbOf(light.ambient).map((part) => 0.12 + (0.88 * part) / 255)
  const { data, info } = await sharp(file)
    .resize(side, side)
    .flop(flip)
    .ensureAlpha()
    .linear([...tint, 1], [0, 0, 0, 0])
    .raw()
    .toBuffer({ resolveWithObject: true })
  const [left, top] = [Math.round(x * w - side / 2), Math.round(foot * h - side)]
  return { input: data, raw: { width: info.width, height: info.height, channels: 4 }, left, top }
}

/** Rays and spots of light between the place and the lens. */
function shineSvg(stage: Stage & { readonly aspect: number }): string {
  const { light, random } = stage
  const spots = times(light.bokeh.count, (at) => {
    const colour = light.bokeh.colours[at % light.bokeh.colours.length] ?? '#ffffff'
    const r = 0.012 + random() ** 2 * 0.05
    const [x, y] = [random(), random() * 0.75]
    return stage.dot(x, y, r, colour, 0.1 + random() * 0.2) + stage.dot(x, y, r * 0.8, colour, 0.07)
  })
  const from = light.key.from === 1 ? 1 : 0
  const rays = times(light.shafts > 0 ? 5 : 0, (at) => {
    const [start, end] = [0.12 + at * 0.11 + random() * 0.04, 0.3 + at * 0.24 + random() * 0.1]
    const across = from === 1 ? -1 : 1
    return stage.shape(
      [from, -0.05, from + across * start * 0.4, -0.05, from + across * end, 1.05, from + across * (end - 0.13), 1.05],
      light.key.colour,
      0.085 * light.shafts,
    )
  })
  return `<rect width="100%" height="100%" fill="#000"/>${rays}${spots}${stage.glow(from, 0.1, 0.9, light.key.colour, 0.3 * light.key.strength)}`
}
