import { PNG } from 'pngjs'

export type Pixels = { readonly width: number; readonly height: number; /** RGBA, row by row. */ readonly data: Uint8Array }

export function decodePng(bytes: Uint8Array): Pixels {
  const { width, height, data } = PNG.sync.read(Buffer.from(bytes))
  return { width, height, data }
}

/** An RGBA PNG whose alpha is the mask: an ellipse where a hand would hold something. RGB is constant, as the contract allows. */
export function ellipseMask(width: number, height: number): Uint8Array {
  const png = new PNG({ width, height })
  const ellipse = { x: width * 0.7, y: height * 0.83, rx: width * 0.2, ry: height * 0.11 }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inside = ((x - ellipse.x) / ellipse.rx) ** 2 + ((y - ellipse.y) / ellipse.ry) ** 2 <= 1
      png.data[(y * width + x) * 4 + 3] = inside ? 255 : 0
    }
  }
  return PNG.sync.write(png)
}

export type Difference = { readonly outsideChangedBytes: number; readonly insideChangedPercent: number }

/** Compares two pictures under a grey mask: RGB bytes that changed where the mask is 0, and the share of pixels that changed where it is 255. */
export function differenceUnderMask(source: Pixels, result: Pixels, mask: Pixels): Difference {
  if (source.width !== result.width || source.height !== result.height || mask.width !== source.width || mask.height !== source.height) {
    throw new Error(`sizes differ: ${[source, result, mask].map(({ width, height }) => `${width} × ${height}`).join(', ')}`)
  }
  let outsideChangedBytes = 0
  let inside = 0
  let insideChanged = 0
  for (let at = 0; at < source.data.length; at += 4) {
    let changed = 0
    for (let channel = at; channel < at + 3; channel++) if (source.data[channel] !== result.data[channel]) changed++
    if (mask.data[at] === 0) outsideChangedBytes += changed
    if (mask.data[at] !== 255) continue
    inside++
    if (changed > 0) insideChanged++
  }
  return { outsideChangedBytes, insideChangedPercent: inside === 0 ? 0 : Math.round((1000 * insideChanged) / inside) / 10 }
}

/** Source, source with the mask tinted over it, and result, side by side. */
export function comparison(source: Pixels, mask: Pixels, result: Pixels): Uint8Array {
  const gap = 16
  const { width, height } = source
  const sheet = new PNG({ width: width * 3 + gap * 2, height, fill: true })
  sheet.data.fill(255)
  const tint = [232, 60, 140]
  const tinted = new Uint8Array(source.data)
  for (let at = 0; at < tinted.length; at++) {
    const share = ((mask.data[at - (at % 4)] ?? 0) / 255) * 0.55
    tinted[at] = at % 4 === 3 ? 255 : Math.round((tinted[at] ?? 0) * (1 - share) + (tint[at % 4] ?? 0) * share)
  }
  for (const [index, data] of [source.data, tinted, result.data].entries()) {
    for (let y = 0; y < height; y++) {
      sheet.data.set(data.subarray(y * width * 4, (y + 1) * width * 4), (y * sheet.width + index * (width + gap)) * 4)
    }
  }
  return PNG.sync.write(sheet)
}
