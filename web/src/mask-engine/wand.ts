import type { Point, Size } from './box.ts'

/**
 * Pixels that hang together with the one at `at` and differ from its colour by at most `tolerance` (0..255, root mean square over red,
 * green and blue). `rgba` holds four bytes a pixel; the answer one byte a pixel, 1 = chosen.
 */
export function alikePixels(rgba: Uint8ClampedArray, size: Size, at: Point, tolerance: number): Uint8Array {
  const { widthPx, heightPx } = size
  const chosen = new Uint8Array(widthPx * heightPx)
  const start = Math.floor(at.y) * widthPx + Math.floor(at.x)
  const [red, green, blue] = [rgba[start * 4] ?? 0, rgba[start * 4 + 1] ?? 0, rgba[start * 4 + 2] ?? 0]
  const limit = tolerance * tolerance * 3
  const alike = (index: number): boolean => {
    const r = (rgba[index * 4] ?? 0) - red
    const g = (rgba[index * 4 + 1] ?? 0) - green
    const b = (rgba[index * 4 + 2] ?? 0) - blue
    return r * r + g * g + b * b <= limit
  }
  const waiting = new Int32Array(widthPx * heightPx)
  let count = 0
  const choose = (index: number): void => {
    if (chosen[index] === 0 && alike(index)) {
      chosen[index] = 1
      waiting[count++] = index
    }
  }
  choose(start)
  while (count > 0) {
    const index = waiting[--count] ?? 0
    const x = index % widthPx
    if (x > 0) choose(index - 1)
    if (x < widthPx - 1) choose(index + 1)
    if (index >= widthPx) choose(index - widthPx)
    if (index < widthPx * (heightPx - 1)) choose(index + widthPx)
  }
  return chosen
}
