import { PNG } from 'pngjs'
import type { ImageCodec, Size } from '../../application/ports/image-codec.ts'

/** Planes as PNG for tests: 8-bit RGB or RGBA. */
export function pngOf(size: Size, pixel: (x: number, y: number) => readonly number[]): Uint8Array {
  const channels = pixel(0, 0).length
  const png = new PNG({ width: size.widthPx, height: size.heightPx })
  for (let at = 0; at < size.widthPx * size.heightPx; at += 1) {
    const values = pixel(at % size.widthPx, Math.floor(at / size.widthPx))
    for (let channel = 0; channel < 4; channel += 1) png.data[at * 4 + channel] = values[channel] ?? 255
  }
  return new Uint8Array(PNG.sync.write(png, { colorType: channels === 4 ? 6 : 2 }))
}

/** RGBA of every pixel, row by row. */
export function pixelsOf(png: Uint8Array): Size & { readonly rgba: Uint8Array } {
  const { width, height, data } = PNG.sync.read(Buffer.from(png))
  return { widthPx: width, heightPx: height, rgba: new Uint8Array(data) }
}

const unused = (): never => {
  throw new Error('the engine does not use this')
}

/** The parts of the codec that an engine uses, in the open: what they mean can be read here and is checked pixel by pixel. */
export function testCodec(): ImageCodec {
  return {
    readMask: unused,
    pasteBack: unused,
    areaOf: unused,
    normaliseUpload: unused,
    thumbnail: unused,
    close: async () => undefined,
    engineInput: async ({ source, mask, multipleOf, editAlpha }) => {
      const picture = pixelsOf(source)
      const edit = pixelsOf(mask)
      const size = {
        widthPx: Math.ceil(picture.widthPx / multipleOf) * multipleOf,
        heightPx: Math.ceil(picture.heightPx / multipleOf) * multipleOf,
      }
      const png = pngOf(size, (x, y) => {
        const at = (Math.min(y, picture.heightPx - 1) * picture.widthPx + Math.min(x, picture.widthPx - 1)) * 4
        const isInside = x < picture.widthPx && y < picture.heightPx
        const isEdited = isInside && (edit.rgba[at] ?? 0) > 0
        return [...picture.rgba.subarray(at, at + 3), isEdited ? editAlpha : 255 - editAlpha]
      })
      return { ...size, png }
    },
    cropOutput: async (png, padded, wanted) => {
      const picture = sizeCheck(png, padded)
      if (!picture.ok) return picture
      const { rgba, widthPx } = picture.value
      return { ok: true, value: pngOf(wanted, (x, y) => [...rgba.subarray((y * widthPx + x) * 4, (y * widthPx + x) * 4 + 3)]) }
    },
    cleanOutput: async (png, wanted) => {
      const picture = sizeCheck(png, wanted)
      return picture.ok ? { ok: true, value: { ...wanted, png } } : picture
    },
  }
}

function sizeCheck(png: Uint8Array, wanted: Size) {
  const expected = `${wanted.widthPx}×${wanted.heightPx}`
  try {
    const picture = pixelsOf(png)
    const came = `${picture.widthPx}×${picture.heightPx}`
    if (came === expected) return { ok: true as const, value: picture }
    return { ok: false as const, rejection: { type: 'output-invalid' as const, expected, came } }
  } catch {
    return { ok: false as const, rejection: { type: 'output-invalid' as const, expected, came: 'something that cannot be decoded' } }
  }
}
