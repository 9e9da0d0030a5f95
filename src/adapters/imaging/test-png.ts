import { crc32, deflateSync, inflateSync } from 'node:zlib'

// A PNG writer of the tests' own, byte by byte, because the files that matter here are those that no library would write; and a
// reader of their own, because the one under test cannot be its own witness.

export const signature = Buffer.from('89504e470d0a1a0a', 'hex')

export function chunk(type: string, content: Uint8Array = Buffer.alloc(0)): Buffer {
  const framed = Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), content, Buffer.alloc(4)])
  framed.writeUInt32BE(content.length, 0)
  framed.writeUInt32BE(crc32(framed.subarray(4, -4)), framed.length - 4)
  return framed
}

export function header(widthPx: number, heightPx: number, { bitDepth = 8, colourType = 6, interlace = 0 } = {}): Buffer {
  const content = Buffer.alloc(13)
  content.writeUInt32BE(widthPx, 0)
  content.writeUInt32BE(heightPx, 4)
  content.set([bitDepth, colourType, 0, 0, interlace], 8)
  return chunk('IHDR', content)
}

/** Rows of equal length, each behind the filter byte 0, deflated. */
export function pixelData(values: Uint8Array, rowBytes: number): Buffer {
  const rows = values.length / rowBytes
  const filtered = Buffer.alloc(values.length + rows)
  for (let row = 0; row < rows; row++) filtered.set(values.subarray(row * rowBytes, (row + 1) * rowBytes), row * (rowBytes + 1) + 1)
  return chunk('IDAT', deflateSync(filtered, { level: 1 }))
}

export const file = (...chunks: readonly Uint8Array[]): Buffer => Buffer.concat([signature, ...chunks])
export const end = chunk('IEND')

const colourTypeOf = { 1: 0, 2: 4, 3: 2, 4: 6 } as const

/** An 8-bit PNG of raw values: 1 grey, 2 grey with alpha, 3 RGB, 4 RGB with alpha. */
export function png(widthPx: number, heightPx: number, channels: 1 | 2 | 3 | 4, values: Uint8Array): Buffer {
  return file(header(widthPx, heightPx, { colourType: colourTypeOf[channels] }), pixelData(values, widthPx * channels), end)
}

/** A mask as a client sends it: black, with this alpha. */
export function maskPng(widthPx: number, heightPx: number, alphaAt: (x: number, y: number) => number): Buffer {
  const values = new Uint8Array(widthPx * heightPx * 4)
  for (let pixel = 0; pixel < widthPx * heightPx; pixel++) values[pixel * 4 + 3] = alphaAt(pixel % widthPx, Math.floor(pixel / widthPx))
  return png(widthPx, heightPx, 4, values)
}

const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 }

/** An 8-bit PNG, not interlaced, without a palette; always four channels come back. */
export function rgbaOf(picture: Uint8Array): { readonly widthPx: number; readonly heightPx: number; readonly values: Uint8Array } {
  const bytes = Buffer.from(picture)
  const [widthPx, heightPx, channels] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), channelsOf[bytes[25] ?? 9] ?? 0]
  if (bytes[24] !== 8 || bytes[28] !== 0 || channels === 0) throw new Error('the tests read 8-bit PNGs without palette and interlace only')
  const raw = unfiltered(
    inflateSync(Buffer.concat(chunksOf(bytes).flatMap(({ type, content }) => (type === 'IDAT' ? [content] : [])))),
    widthPx * channels,
    channels,
  )
  const values = new Uint8Array(widthPx * heightPx * 4)
  const isGrey = channels < 3
  for (let from = 0, to = 0; to < values.length; from += channels, to += 4) {
    values[to] = raw[from] ?? 0
    values[to + 1] = raw[isGrey ? from : from + 1] ?? 0
    values[to + 2] = raw[isGrey ? from : from + 2] ?? 0
    values[to + 3] = channels % 2 === 0 ? (raw[from + channels - 1] ?? 0) : 255
  }
  return { widthPx, heightPx, values }
}

/** Undoes the five filters of the standard (PNG, chapter 9). */
function unfiltered(filtered: Uint8Array, rowBytes: number, channels: number): Uint8Array {
  const rows = filtered.length / (rowBytes + 1)
  const raw = new Uint8Array(rows * rowBytes)
  for (let row = 0; row < rows; row++) {
    const filter = filtered[row * (rowBytes + 1)] ?? 0
    for (let x = 0; x < rowBytes; x++) {
      const at = row * rowBytes + x
      const left = x >= channels ? (raw[at - channels] ?? 0) : 0
      const up = row > 0 ? (raw[at - rowBytes] ?? 0) : 0
      const upLeft = row > 0 && x >= channels ? (raw[at - rowBytes - channels] ?? 0) : 0
      raw[at] = (filtered[row * (rowBytes + 1) + 1 + x] ?? 0) + predicted(filter, left, up, upLeft)
    }
  }
  return raw
}

function predicted(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  const [toLeft, toUp, toUpLeft] = [distance(up, upLeft), distance(left, upLeft), distance(left + up, 2 * upLeft)]
  if (toLeft <= toUp && toLeft <= toUpLeft) return left
  return toUp <= toUpLeft ? up : upLeft
}

const distance = (one: number, other: number): number => (one > other ? one - other : other - one)

function chunksOf(bytes: Buffer): readonly { readonly type: string; readonly content: Buffer }[] {
  const chunks = []
  for (let at = signature.length; at < bytes.length;) {
    const length = bytes.readUInt32BE(at)
    chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), content: bytes.subarray(at + 8, at + 8 + length) })
    at += 12 + length
  }
  return chunks
}

/** The types of all chunks, in order, repeated ones once. */
export const chunkTypes = (picture: Uint8Array): readonly string[] => [...new Set(chunksOf(Buffer.from(picture)).map(({ type }) => type))]

/** Repeatable noise, so that every pixel differs from its neighbours and no byte can be right by luck. */
export function noise(length: number, seed: number): Uint8Array {
  let state = seed >>> 0 || 1
  return new Uint8Array(length).map(() => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state & 255
  })
}
