import type { Box } from '../../mask-engine/box.ts'
import type { Tint } from '../../mask-engine/tinted-mask.ts'
import type { EditorPrefs, MaskColour } from './editor-prefs.ts'

type Colour = Omit<Tint, 'opacity'>

const tints: Readonly<Record<Exclude<MaskColour, 'auto'>, Colour>> = {
  pink: { red: 226, green: 44, blue: 190 },
  green: { red: 46, green: 200, blue: 84 },
  blue: { red: 48, green: 110, blue: 255 },
}
const sample = 24

/** The chosen colour, or by itself the one that is farthest from what lies under the mask. */
export function tintFor({ colour, opacityPct }: EditorPrefs, picture: HTMLImageElement, under: Box | null): Tint {
  return { ...colourFor(colour, picture, under), opacity: opacityPct / 100 }
}

function colourFor(colour: MaskColour, picture: HTMLImageElement, under: Box | null): Colour {
  if (colour !== 'auto') return tints[colour]
  if (under === null) return tints.pink
  const beneath = averageOf(picture, under)
  const far = (tint: Colour): number => (tint.red - beneath.red) ** 2 + (tint.green - beneath.green) ** 2 + (tint.blue - beneath.blue) ** 2
  return Object.values(tints).reduce((best, tint) => (far(tint) > far(best) ? tint : best))
}

function averageOf(picture: HTMLImageElement, box: Box): Colour {
  const canvas = document.createElement('canvas')
  canvas.width = sample
  canvas.height = sample
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) return tints.green
  context.drawImage(picture, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0, 0, 0, sample, sample)
  const { data } = context.getImageData(0, 0, sample, sample)
  const mean = (channel: number): number => {
    let sum = 0
    for (let at = channel; at < data.length; at += 4) sum += data[at] ?? 0
    return sum / (sample * sample)
  }
  return { red: mean(0), green: mean(1), blue: mean(2) }
}
