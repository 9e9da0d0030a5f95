import { existsSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { luma, type Rgb } from './colours.ts'
import type { Random } from './random.ts'
import { spotsFor, type Cutout, type Spot } from './place-sprite.ts'
import type { Hole, Raster } from './raster.ts'
import type { SpriteChoice, SpriteIndex } from './sprite-index.ts'

/** `dir` holds one WebP per emoji, named by its code points (`1f34c.webp`). */
export type Sprites = { readonly index: SpriteIndex; readonly dir: string }

export function spriteFile(dir: string, emoji: string): string | null {
  const bare = [...emoji].filter((sign) => sign !== '\ufe0f')
  const names = [[...emoji], bare, [...bare, '\ufe0f']].map((signs) =>
    signs.map((sign) => (sign.codePointAt(0) ?? 0).toString(16)).join('-'),
  )
  return names.map((name) => join(dir, `${name}.webp`)).find((file) => existsSync(file)) ?? null
}

/** Places the chosen thing in the hole: as large as fits, a little turned, with a shadow, in the light of what surrounds it. */
export async function drawSprite(
  filled: Raster,
  hole: Hole,
  choice: SpriteChoice,
  colour: Rgb | null,
  random: Random,
  { dir }: Sprites,
): Promise<Raster> {
  const file = spriteFile(dir, choice.emoji)
  if (file === null) return filled
  const canvas = { ...filled, rgb: new Uint8Array(filled.rgb) }
  const light = lightAround(filled, hole)
  const shape = await cutoutOf(file, random)
  for (const spot of spotsFor(shape, { hole, width: filled.width, height: filled.height }, choice.count, random)) {
    const cutout = await sized(shape, spot)
    for (const [spread, drop, darkness] of shadows) {
      const size = Math.min(spot.width, spot.height)
      const shadow = await softened(cutout, Math.max(0.6, size * spread))
      lay(canvas, shadow, { ...spot, x: spot.x + size * drop * 0.5, y: spot.y + size * drop }, hole, (under) => under * darkness)
    }
    lay(
      canvas,
      cutout,
      spot,
      hole,
      (_under, own, channel) =>
        (colour === null ? own : own * 0.45 + toned(own, colour[channel] as number) * 0.55) * (light[channel] as number),
    )
  }
  return canvas
}

/** Degrees from the most to the left to the most to the right: enough to tell the variants of one request apart. */
const turnRange = 26

/** The thing alone, a little turned, cut to its outline. */
async function cutoutOf(file: string, random: Random): Promise<Cutout> {
  const clear = { r: 0, g: 0, b: 0, alpha: 0 }
  const turned = await sharp(file)
    .ensureAlpha()
    .rotate((random() - 0.5) * turnRange, { background: clear })
    .png({ compressionLevel: 0 })
    .toBuffer()
  const { data, info } = await sharp(turned).trim({ background: clear, threshold: 8 }).raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}

async function sized({ width, height, data }: Cutout, spot: Spot): Promise<Cutout> {
  const resized = await sharp(data, { raw: { width, height, channels: 4 } })
    .resize(spot.width, spot.height, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer()
  return { width: spot.width, height: spot.height, data: resized }
}

/** A close, dark shadow and a wide, faint one: how soft, how far down, what is left of the light. */
const shadows = [
  [0.1, 0.09, 0.72],
  [0.035, 0.045, 0.66],
] as const

/** With room around it, so that the blur is not cut off. */
async function softened({ width, height, data }: Cutout, sigma: number): Promise<Cutout> {
  const room = Math.ceil(sigma * 2.5)
  const clear = { r: 0, g: 0, b: 0, alpha: 0 }
  const wide = await sharp(data, { raw: { width, height, channels: 4 } })
    .extend({ top: room, bottom: room, left: room, right: room, background: clear })
    .raw()
    .toBuffer()
  const size = { width: width + 2 * room, height: height + 2 * room }
  const soft = await sharp(wide, { raw: { ...size, channels: 4 } })
    .blur(sigma)
    .raw()
    .toBuffer()
  return { ...size, data: soft }
}

function lay(
  canvas: Raster & { readonly rgb: Uint8Array },
  { width, height, data }: Cutout,
  spot: Spot,
  hole: Hole,
  mix: (under: number, own: number, channel: number) => number,
): void {
  const [left, top] = [Math.round(spot.x - width / 2), Math.round(spot.y - height / 2)]
  for (let y = Math.max(0, -top); y < height && top + y < canvas.height; y++) {
    for (let x = Math.max(0, -left); x < width && left + x < canvas.width; x++) {
      const pixel = (top + y) * canvas.width + left + x
      const share = (data[(y * width + x) * 4 + 3] as number) / 255
      if (hole[pixel] === 0 || share === 0) continue
      for (let channel = 0; channel < 3; channel++) {
        const under = canvas.rgb[pixel * 3 + channel] as number
        const own = data[(y * width + x) * 4 + channel] as number
        canvas.rgb[pixel * 3 + channel] = Math.max(0, Math.min(255, under * (1 - share) + mix(under, own, channel) * share))
      }
    }
  }
}

/** A colour word tones a thing: its own light and shade in that colour. */
const toned = (own: number, colour: number): number => (own < 128 ? (own * colour) / 128 : colour + ((own - 128) * (255 - colour)) / 127)

/** How the light around the hole tints what is put there, a factor for each channel. */
function lightAround({ rgb }: Raster, hole: Hole): Rgb {
  const sum = [0, 0, 0]
  let count = 0
  for (let pixel = 0; pixel < hole.length; pixel += 7) {
    if (hole[pixel] !== 0) continue
    for (let channel = 0; channel < 3; channel++) sum[channel] = (sum[channel] as number) + (rgb[pixel * 3 + channel] as number)
    count++
  }
  const mean = sum.map((value) => value / Math.max(1, count)) as [number, number, number]
  const bright = luma(mean)
  const factor = (value: number): number =>
    (0.8 + 0.2 * Math.min(1.3, value / Math.max(20, bright))) * (0.8 + 0.26 * Math.min(1, bright / 150))
  return [factor(mean[0]), factor(mean[1]), factor(mean[2])]
}
