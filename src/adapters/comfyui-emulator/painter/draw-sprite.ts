import { existsSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { luma, type Rgb } from './colours.ts'
import type { Random } from './random.ts'
import { boxOf, depthOf, type Hole, type Raster } from './raster.ts'
import type { SpriteChoice, SpriteIndex } from './sprite-index.ts'

/** `dir` holds one WebP per emoji, named by its code points (`1f34c.webp`). */
export type Sprites = { readonly index: SpriteIndex; readonly dir: string }

type Cutout = { readonly width: number; readonly height: number; /** RGBA. */ readonly data: Uint8Array }
type Place = { readonly x: number; readonly y: number; readonly size: number }

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
  for (const place of placesFor(hole, filled, choice.count, random)) {
    const cutout = await cutoutOf(file, place.size, random)
    const soft = await softened(cutout, Math.max(0.6, place.size / 26))
    lay(canvas, soft, { ...place, x: place.x + place.size * 0.03, y: place.y + place.size * 0.06 }, hole, (under) => under * 0.6)
    lay(
      canvas,
      cutout,
      place,
      hole,
      (_under, own, channel) =>
        (colour === null ? own : own * 0.45 + toned(own, colour[channel] as number) * 0.55) * (light[channel] as number),
    )
  }
  return canvas
}

/** The deepest place of the hole takes a single thing; several stand side by side. */
function placesFor(hole: Hole, { width, height }: Raster, count: number, random: Random): readonly Place[] {
  const box = boxOf(hole, width, height)
  if (box === null) return []
  const across = box.right - box.left
  const down = box.bottom - box.top
  const nudge = (): number => random() - 0.5
  if (count === 1) {
    const depth = depthOf(hole, width, height)
    const deepest = depth.reduce((best, value, at) => (value > (depth[best] as number) ? at : best), 0)
    const size = Math.min(across, down, Math.max((depth[deepest] as number) * 2.5, Math.min(across, down) * 0.6)) * (0.94 + random() * 0.06)
    const drift = (depth[deepest] as number) * 0.08
    return [
      { x: (deepest % width) + nudge() * drift, y: Math.floor(deepest / width) + nudge() * drift, size: Math.max(8, Math.round(size)) },
    ]
  }
  const size = Math.max(8, Math.round(Math.min((across / count) * 1.3, down * 0.85)))
  return Array.from({ length: count }, (_, index) => ({
    x: box.left + (across * (index + 0.5)) / count + nudge() * size * 0.1,
    y: box.top + down * 0.52 + nudge() * size * 0.16,
    size: Math.round(size * (0.92 + random() * 0.14)),
  }))
}

async function cutoutOf(file: string, size: number, random: Random): Promise<Cutout> {
  const clear = { r: 0, g: 0, b: 0, alpha: 0 }
  const turned = sharp(file)
    .resize(size, size, { fit: 'contain', background: clear, kernel: 'lanczos3' })
    .rotate(Math.round((random() - 0.5) * 22), { background: clear })
  const { data, info } = await turned.ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}

async function softened({ width, height, data }: Cutout, sigma: number): Promise<Cutout> {
  const soft = await sharp(data, { raw: { width, height, channels: 4 } })
    .blur(sigma)
    .raw()
    .toBuffer()
  return { width, height, data: soft }
}

function lay(
  canvas: Raster & { readonly rgb: Uint8Array },
  { width, height, data }: Cutout,
  place: Place,
  hole: Hole,
  mix: (under: number, own: number, channel: number) => number,
): void {
  const [left, top] = [Math.round(place.x - width / 2), Math.round(place.y - height / 2)]
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
