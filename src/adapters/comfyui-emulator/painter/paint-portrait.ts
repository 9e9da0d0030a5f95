import sharp from 'sharp'
import { environmentSvg } from './environments.ts'
import { figureSvg } from './figure.ts'
import { labelSvg } from './label.ts'
import { readPortrait } from './prompt-reader.ts'
import type { Raster } from './raster.ts'

export type PortraitRequest = { readonly prompt: string; readonly seed: number; readonly width: number; readonly height: number }

/** A person before a blurred place, in the light of the scene, as an illustration; labelled as a preview. */
export async function paintPortrait({ prompt, seed, width, height }: PortraitRequest): Promise<Raster> {
  const portrait = readPortrait(prompt)
  const place = await sharp(svg(width, height, environmentSvg(portrait.environment, width, height)))
    .blur(Math.max(0.5, width / 120))
    .toBuffer()
  const side = Math.round(Math.min(width * 1.3, height))
  const figure = await sharp(Buffer.from(figureSvg(portrait, seed)), { density: 300 })
    .resize(side, side)
    .png()
    .toBuffer()
  const left = Math.round((width - side) / 2)
  const cut = { left: Math.max(0, -left), top: 0, width: Math.min(side, width), height: side }
  const { data } = await sharp(place)
    .composite([
      { input: await sharp(figure).extract(cut).png().toBuffer(), left: Math.max(0, left), top: height - side },
      { input: svg(width, height, labelSvg(width, height)), left: 0, top: 0 },
    ])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width, height, rgb: new Uint8Array(data) }
}

const svg = (width: number, height: number, inside: string): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inside}</svg>`)
