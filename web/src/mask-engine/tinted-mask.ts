import type { Box, Size } from './box.ts'
import type { Plane } from './plane.ts'
import type { Settled } from './settled.ts'

/** `opacity` 0..1 is how strong full strength looks. */
export type Tint = { readonly red: number; readonly green: number; readonly blue: number; readonly opacity: number }

/** The mask as people see it: one colour, as strong as what will be pasted. For the eyes only; the truth stays in the plane. */
export function tintedMask(size: Size) {
  const canvas = document.createElement('canvas')
  canvas.width = size.widthPx
  canvas.height = size.heightPx
  const context = canvas.getContext('2d')
  let tint: Tint = { red: 226, green: 44, blue: 190, opacity: 0.46 }
  let colours = coloursOf(tint)
  return {
    canvas,
    /** Whether the tint is another one than before. */
    setTint(next: Tint): boolean {
      const other = next.red !== tint.red || next.green !== tint.green || next.blue !== tint.blue || next.opacity !== tint.opacity
      tint = next
      if (other) colours = coloursOf(tint)
      return other
    },
    paint(plane: Plane, box: Box, settled: Settled | null): void {
      const width = box.x1 - box.x0
      const height = box.y1 - box.y0
      if (context === null || width <= 0 || height <= 0) return
      const image = context.createImageData(width, height)
      const pixels = new Uint32Array(image.data.buffer)
      const row = new Uint8Array(width)
      for (let y = 0; y < height; y += 1) {
        strengthsOf(row, plane, box, box.y0 + y, settled)
        for (let x = 0; x < width; x += 1) pixels[y * width + x] = colours[row[x] ?? 0] ?? 0
      }
      context.putImageData(image, box.x0, box.y0)
    },
  }
}

/** The colour of every strength, as the four bytes of a pixel in one number: one look-up a pixel is what keeps painting quick. */
function coloursOf({ red, green, blue, opacity }: Tint): Uint32Array {
  const bytes = new Uint8ClampedArray(256 * 4)
  for (let strength = 1; strength < 256; strength += 1) bytes.set([red, green, blue, strength * opacity], strength * 4)
  return new Uint32Array(bytes.buffer)
}

/** One row as it is shown: as it will be pasted where that is known, and as it was painted where the hand has been since. */
function strengthsOf(row: Uint8Array, plane: Plane, { x0, x1 }: Box, y: number, settled: Settled | null): void {
  row.set(plane.alpha.subarray(y * plane.widthPx + x0, y * plane.widthPx + x1))
  if (settled === null || y < settled.box.y0 || y >= settled.box.y1) return
  const from = Math.max(x0, settled.box.x0)
  const to = Math.min(x1, settled.box.x1)
  const known = (y - settled.box.y0) * (settled.box.x1 - settled.box.x0) - settled.box.x0
  for (let x = from; x < to; x += 1) if (row[x - x0] === settled.painted[known + x]) row[x - x0] = settled.pasted[known + x] ?? 0
}
