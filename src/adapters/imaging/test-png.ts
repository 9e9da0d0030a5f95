import { crc32, deflateSync } from 'node:zlib'
import { PNG } from 'pngjs'

// A PNG writer of the tests' own, byte by byte, because the files that matter here are those that no library would write.

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

/** Read by another decoder than the one under test; always four channels. */
export function rgbaOf(picture: Uint8Array): { readonly widthPx: number; readonly heightPx: number; readonly values: Uint8Array } {
  const { width, height, data } = PNG.sync.read(Buffer.from(picture))
  return { widthPx: width, heightPx: height, values: data }
}

/** The types of all chunks, in order, repeated ones once. */
export function chunkTypes(picture: Uint8Array): readonly string[] {
  const bytes = Buffer.from(picture)
  const types = new Set<string>()
  for (let at = signature.length; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) types.add(bytes.toString('latin1', at + 4, at + 8))
  return [...types]
}

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
