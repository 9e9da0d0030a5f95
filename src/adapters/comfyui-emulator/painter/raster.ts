/** A picture of 3 bytes a pixel, row by row. */
export type Raster = { readonly width: number; readonly height: number; readonly rgb: Uint8Array }

/** 255 (or anything but 0) where something is to be drawn. */
export type Hole = Uint8Array

export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

/** The box around the hole, right and bottom exclusive; null for an empty one. */
export function boxOf(hole: Hole, width: number, height: number): Box | null {
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (hole[at] === 0) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = y + 1
    }
  }
  return right === 0 ? null : { left, top, right, bottom }
}

/** The box with room around it, within the picture, of even sides (pyramids halve them). */
export function padded(box: Box, room: number, width: number, height: number): Box {
  const left = Math.max(0, box.left - room)
  const top = Math.max(0, box.top - room)
  const right = Math.min(width, box.right + room)
  const bottom = Math.min(height, box.bottom + room)
  return { left, top, right: right - ((right - left) & 1), bottom: bottom - ((bottom - top) & 1) }
}

export function cropRaster({ width, rgb }: Raster, box: Box): Raster {
  const cut = { width: box.right - box.left, height: box.bottom - box.top }
  const out = new Uint8Array(cut.width * cut.height * 3)
  for (let y = 0; y < cut.height; y++) {
    const from = ((box.top + y) * width + box.left) * 3
    out.set(rgb.subarray(from, from + cut.width * 3), y * cut.width * 3)
  }
  return { ...cut, rgb: out }
}

export function cropHole(hole: Hole, width: number, box: Box): Hole {
  const cut = { width: box.right - box.left, height: box.bottom - box.top }
  const out = new Uint8Array(cut.width * cut.height)
  for (let y = 0; y < cut.height; y++) {
    const from = (box.top + y) * width + box.left
    out.set(hole.subarray(from, from + cut.width), y * cut.width)
  }
  return out
}

/** Steps to the nearest pixel that is not part of the hole; 0 outside of it (chamfer distance, 1 and √2). */
export function depthOf(hole: Hole, width: number, height: number): Float32Array {
  const depth = new Float32Array(hole.length)
  for (let at = 0; at < hole.length; at++) if (hole[at] !== 0) depth[at] = 1e6
  const relax = (at: number, x: number, step: 1 | -1): void => {
    if (depth[at] === 0) return
    const back = x - step >= 0 && x - step < width
    const forth = x + step >= 0 && x + step < width
    const row = at - step * width
    const inRow = row >= 0 && row < depth.length
    let least = depth[at] as number
    if (back) least = Math.min(least, (depth[at - step] as number) + 1)
    if (inRow) least = Math.min(least, (depth[row] as number) + 1)
    if (inRow && back) least = Math.min(least, (depth[row - step] as number) + Math.SQRT2)
    if (inRow && forth) least = Math.min(least, (depth[row + step] as number) + Math.SQRT2)
    depth[at] = least
  }
  for (let y = 0, at = 0; y < height; y++) for (let x = 0; x < width; x++, at++) relax(at, x, 1)
  for (let y = height - 1, at = depth.length - 1; y >= 0; y--) for (let x = width - 1; x >= 0; x--, at--) relax(at, x, -1)
  return depth
}
