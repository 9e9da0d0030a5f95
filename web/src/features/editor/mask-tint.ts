import type { Box } from '../../mask-engine/box.ts'
import type { Tint } from '../../mask-engine/tinted-mask.ts'
import type { EditorPrefs, MaskColour } from './editor-prefs.ts'

type Colour = Omit<Tint, 'opacity'>

const tints: Readonly<Record<Exclude<MaskColour, 'auto'>, Colour>> = {
  pink: { red: 226, green: 44, blue: 190 },
  green: { red: 46, green: 200, blue: 84 },
  blue: { red: 48, green: 110, blue: 255 },
}
const sample = 64

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

/** The mean colour under the box, from a small copy: looking at a whole big picture would be felt after every stroke. */
function averageOf(picture: HTMLImageElement, box: Box): Colour {
  const data = smallCopyOf(picture)
  const columns = span(box.x0, box.x1, picture.naturalWidth)
  const rows = span(box.y0, box.y1, picture.naturalHeight)
  const sums = [0, 0, 0]
  for (let y = rows.from; y < rows.to; y += 1) {
    for (let at = (y * sample + columns.from) * 4; at < (y * sample + columns.to) * 4; at += 4)
      for (const channel of [0, 1, 2]) sums[channel] = (sums[channel] ?? 0) + (data[at + channel] ?? 0)
  }
  const [red, green, blue] = sums.map((sum) => sum / ((rows.to - rows.from) * (columns.to - columns.from)))
  return { red: red ?? 0, green: green ?? 0, blue: blue ?? 0 }
}

/** Where a stretch of the picture lies in its small copy; never empty. */
function span(from: number, to: number, whole: number): { readonly from: number; readonly to: number } {
  const first = Math.min(sample - 1, Math.floor((from * sample) / whole))
  return { from: first, to: Math.max(first + 1, Math.min(sample, Math.ceil((to * sample) / whole))) }
}

const smallCopies = new WeakMap<HTMLImageElement, Uint8ClampedArray>()

function smallCopyOf(picture: HTMLImageElement): Uint8ClampedArray {
  const known = smallCopies.get(picture)
  if (known !== undefined) return known
  const canvas = document.createElement('canvas')
  canvas.width = sample
  canvas.height = sample
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context?.drawImage(picture, 0, 0, sample, sample)
  const made = context?.getImageData(0, 0, sample, sample).data ?? new Uint8ClampedArray(sample * sample * 4)
  smallCopies.set(picture, made)
  return made
}
