import type { Box, Size } from './box.ts'
import type { Plane } from './plane.ts'

export type Tint = { readonly red: number; readonly green: number; readonly blue: number }

const fillAlpha = 0.46

/** The mask as people see it: one colour, as strong as the mask. For the eyes only; the truth stays in the plane. */
export function tintedMask(size: Size) {
  const canvas = document.createElement('canvas')
  canvas.width = size.widthPx
  canvas.height = size.heightPx
  const context = canvas.getContext('2d')
  let tint: Tint = { red: 226, green: 44, blue: 190 }
  return {
    canvas,
    /** Whether the tint is another one than before. */
    setTint(next: Tint): boolean {
      const other = next.red !== tint.red || next.green !== tint.green || next.blue !== tint.blue
      tint = next
      return other
    },
    paint(plane: Plane, box: Box): void {
      const width = box.x1 - box.x0
      const height = box.y1 - box.y0
      if (context === null || width <= 0 || height <= 0) return
      const pixels = context.createImageData(width, height)
      for (let y = 0; y < height; y += 1) {
        const row = (box.y0 + y) * size.widthPx + box.x0
        for (let x = 0; x < width; x += 1) {
          const strength = plane.alpha[row + x] ?? 0
          if (strength === 0) continue
          const to = (y * width + x) * 4
          pixels.data[to] = tint.red
          pixels.data[to + 1] = tint.green
          pixels.data[to + 2] = tint.blue
          pixels.data[to + 3] = strength * fillAlpha
        }
      }
      context.putImageData(pixels, box.x0, box.y0)
    },
  }
}
