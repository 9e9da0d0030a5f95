import type { Hole, Raster } from './raster.ts'

type Level = { readonly width: number; readonly height: number; /** r, g, b and weight of each pixel. */ readonly sums: Float32Array }

/** Fills a hole with a smooth blend of what surrounds it (pull-push): averages are pulled up a pyramid and pushed back down. O(pixels). */
export function smoothFill({ width, height, rgb }: Raster, hole: Hole): Raster {
  const levels = [bottomLevel({ width, height, rgb }, hole)]
  for (let top = levels[0] as Level; top.width > 1 || top.height > 1;) {
    top = pulled(top)
    levels.push(top)
  }
  for (let level = levels.length - 2; level >= 0; level--) push(levels[level + 1] as Level, levels[level] as Level)
  const { sums } = levels[0] as Level
  const filled = new Uint8Array(rgb)
  for (let pixel = 0; pixel < hole.length; pixel++) {
    if (hole[pixel] === 0) continue
    for (let channel = 0; channel < 3; channel++) filled[pixel * 3 + channel] = (sums[pixel * 4 + channel] as number) + 0.5
  }
  return { width, height, rgb: filled }
}

function bottomLevel({ width, height, rgb }: Raster, hole: Hole): Level {
  const sums = new Float32Array(width * height * 4)
  for (let pixel = 0; pixel < hole.length; pixel++) {
    if (hole[pixel] !== 0) continue
    for (let channel = 0; channel < 3; channel++) sums[pixel * 4 + channel] = rgb[pixel * 3 + channel] as number
    sums[pixel * 4 + 3] = 1
  }
  return { width, height, sums }
}

function pulled({ width, height, sums }: Level): Level {
  const up = { width: (width + 1) >> 1, height: (height + 1) >> 1 }
  const out = new Float32Array(up.width * up.height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4
      const to = ((y >> 1) * up.width + (x >> 1)) * 4
      const weight = sums[from + 3] as number
      for (let channel = 0; channel < 3; channel++)
        out[to + channel] = (out[to + channel] as number) + (sums[from + channel] as number) * weight
      out[to + 3] = (out[to + 3] as number) + weight
    }
  }
  for (let at = 0; at < out.length; at += 4) {
    const weight = out[at + 3] as number
    if (weight === 0) continue
    for (let channel = 0; channel < 3; channel++) out[at + channel] = (out[at + channel] as number) / weight
    out[at + 3] = Math.min(1, weight)
  }
  return { ...up, sums: out }
}

/** Completes what a finer level does not know itself with the coarser one, bilinearly. */
function push(coarse: Level, fine: Level): void {
  for (let y = 0; y < fine.height; y++) {
    for (let x = 0; x < fine.width; x++) {
      const at = (y * fine.width + x) * 4
      const known = fine.sums[at + 3] as number
      if (known >= 1) continue
      const fx = Math.min(coarse.width - 1, Math.max(0, (x - 0.5) / 2))
      const fy = Math.min(coarse.height - 1, Math.max(0, (y - 0.5) / 2))
      for (let channel = 0; channel < 3; channel++) {
        fine.sums[at + channel] = (fine.sums[at + channel] as number) * known + bilinear(coarse, fx, fy, channel) * (1 - known)
      }
      fine.sums[at + 3] = 1
    }
  }
}

function bilinear({ width, height, sums }: Level, fx: number, fy: number, channel: number): number {
  const [x, y] = [Math.floor(fx), Math.floor(fy)]
  const [right, below] = [Math.min(width - 1, x + 1), Math.min(height - 1, y + 1)]
  const [tx, ty] = [fx - x, fy - y]
  const value = (column: number, row: number): number => sums[(row * width + column) * 4 + channel] as number
  return (value(x, y) * (1 - tx) + value(right, y) * tx) * (1 - ty) + (value(x, below) * (1 - tx) + value(right, below) * tx) * ty
}
