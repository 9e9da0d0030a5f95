import sharp from 'sharp'
import { rgbOf } from './colours.ts'
import { bustFoot, figureSvg, figureTop, figureWidth } from './figure/figure.ts'
import { labelSvg } from './label.ts'
import { lightOf, type Light } from './light.ts'
import { paintPlace } from './paint-place.ts'
import { readPortrait, type Portrait } from './prompt-reader.ts'
import type { Raster } from './raster.ts'

export type PortraitRequest = { readonly prompt: string; readonly seed: number; readonly width: number; readonly height: number }

/** A person before a place out of focus, in the light of the scene, as an illustration; labelled as a preview. */
export async function paintPortrait({ prompt, seed, width, height }: PortraitRequest, spritesDir: string): Promise<Raster> {
  const portrait = readPortrait(prompt)
  const light = lightOf(portrait.scene, portrait.environment)
  const place = await paintPlace({ ...portrait, light, seed, width, height, spritesDir })
  const figure = await figureSheet(portrait, seed, width, height)
  const soft = await softAlpha(figure)
  castShadow(place, figure, soft, light)
  layFigure(place, figure, soft, light, portrait.medium === 'anime')
  darkenEdges(place, width, height, light.vignette)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${labelSvg(width, height)}</svg>`
  const labelled = await sharp(place, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(svg) }])
    .removeAlpha()
    .raw()
    .toBuffer()
  return { width, height, rgb: new Uint8Array(labelled) }
}

/** RGBA as large as the picture. */
type Sheet = { readonly data: Buffer; readonly width: number; readonly height: number }

/** The bust stands on the lower edge; in tall pictures the body goes on below it, so that the face comes to the upper middle. */
async function figureSheet(portrait: Portrait, seed: number, width: number, height: number): Promise<Sheet> {
  const across = Math.round(Math.min(width * 1.04, height * 0.84))
  const unit = across / figureWidth
  const foot = Math.min(bustFoot + 80, Math.max(bustFoot, Math.round((height * 0.87) / unit)))
  const figure = await sharp(Buffer.from(figureSvg(portrait, seed, foot, across)))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const top = height - Math.round((foot - figureTop) * unit)
  const left = Math.round((width - across) / 2)
  const data = Buffer.alloc(width * height * 4)
  for (let y = Math.max(0, top); y < height; y++) {
    const row = y - top
    if (row >= figure.info.height) break
    const [from, to] = [Math.max(0, -left), Math.min(figure.info.width, width - left)]
    figure.data.copy(data, (y * width + left + from) * 4, (row * figure.info.width + from) * 4, (row * figure.info.width + to) * 4)
  }
  return { data, width, height }
}

/** How much of the figure lies around each pixel, at a quarter of the size. */
type Soft = { readonly data: Buffer; readonly width: number; readonly height: number }

async function softAlpha({ data, width, height }: Sheet): Promise<Soft> {
  const small = { width: Math.max(1, width >> 2), height: Math.max(1, height >> 2) }
  const soft = await sharp(data, { raw: { width, height, channels: 4 } })
    .extractChannel(3)
    .resize(small.width, small.height, { fit: 'fill' })
    .blur(Math.max(0.5, Math.min(width, height) / 150))
    .raw()
    .toBuffer()
  return { data: soft, ...small }
}

const softAt = ({ data, width, height }: Soft, x: number, y: number): number =>
  (data[Math.min(height - 1, Math.max(0, y >> 2)) * width + Math.min(width - 1, Math.max(0, x >> 2))] as number) / 255

/** The figure's soft shadow, away from the light. */
function castShadow(place: Buffer, { width, height }: Sheet, soft: Soft, { key }: Light): void {
  const shift = Math.round(Math.min(width, height) * 0.022) * key.from
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const shade = 1 - 0.4 * softAt(soft, x + shift, y - (Math.abs(shift) >> 1))
      for (let channel = 0; channel < 3; channel++) place[at + channel] = (place[at + channel] as number) * shade
    }
  }
}

/** Lays the figure over the place: toned by the ambient light, lit from the key's side, with an edge of light on both sides. */
function layFigure(place: Buffer, { data, width, height }: Sheet, soft: Soft, light: Light, flat: boolean): void {
  const ambient = rgbOf(light.ambient).map((part) => 1 - (1 - part / 255) * (flat ? 0.26 : 0.32))
  const [key, rim] = [rgbOf(light.key.colour), rgbOf(light.rim.colour)]
  const reach = Math.round(Math.min(width, height) * 0.022)
  const stroke = Math.max(1, Math.round(Math.min(width, height) / 300))
  const keyShare = light.key.strength * (flat ? 0.5 : 1)
  for (let y = 0; y < height; y++) {
    const fall = 1.03 - 0.13 * (y / height)
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x
      const alpha = (data[pixel * 4 + 3] as number) / 255
      if (alpha === 0) continue
      const toKey = 0.5 + (x / width - 0.5) * light.key.from
      const wash = keyShare * 0.2 * toKey * toKey
      const shade = fall * (1 - light.key.strength * 0.26 * (1 - toKey))
      const keyEdge = edgeLight(1 - softAt(soft, x + reach * light.key.from, y - (reach >> 1))) * keyShare * 0.75
      const rimEdge = edgeLight(1 - softAt(soft, x - reach * light.key.from, y)) * light.rim.strength * 0.7
      const line = flat && nearOutline(data, width, height, pixel, stroke) ? 0.32 : 1
      for (let channel = 0; channel < 3; channel++) {
        let value = (data[pixel * 4 + channel] as number) * (ambient[channel] as number) * shade
        value += ((key[channel] as number) - value) * (wash + keyEdge * (1 - wash))
        value += ((rim[channel] as number) - value) * rimEdge
        value *= line
        const under = place[pixel * 3 + channel] as number
        place[pixel * 3 + channel] = Math.max(0, Math.min(255, under + (value - under) * alpha))
      }
    }
  }
}

/** Drawn pictures have a dark line around the figure: a pixel of it that has open space within `reach` of it. */
function nearOutline(data: Buffer, width: number, height: number, pixel: number, reach: number): boolean {
  const [x, y] = [pixel % width, Math.floor(pixel / width)]
  const open = (at: number): boolean => (data[at * 4 + 3] as number) < 128
  return (
    (x >= reach && open(pixel - reach)) ||
    (x + reach < width && open(pixel + reach)) ||
    (y >= reach && open(pixel - reach * width)) ||
    (y + reach < height && open(pixel + reach * width))
  )
}

/** Nothing inside, rising quickly towards the outline. */
const edgeLight = (open: number): number => {
  const past = Math.max(0, open - 0.38) / 0.62
  return Math.min(1, past * past * 1.6)
}

function darkenEdges(place: Buffer, width: number, height: number, strength: number): void {
  for (let y = 0, at = 0; y < height; y++) {
    const down = (y / height - 0.48) * 1.5
    for (let x = 0; x < width; x++, at += 3) {
      const across = (x / width - 0.5) * 1.5
      const distance = Math.max(0, across * across + down * down - 0.22)
      const shade = 1 - strength * Math.min(1, distance * 1.1)
      for (let channel = 0; channel < 3; channel++) place[at + channel] = (place[at + channel] as number) * shade
    }
  }
}
