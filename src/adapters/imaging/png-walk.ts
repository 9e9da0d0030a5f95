import { crc32 } from 'node:zlib'
import { ok, rejected, type Result } from '../../domain/decider.ts'

export type PngHeader = {
  readonly widthPx: number
  readonly heightPx: number
  readonly bitDepth: number
  /** 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. */
  readonly colourType: number
}

export type PngFault = { readonly fault: 'not-png' | 'truncated' | 'damaged' | 'animated'; readonly came: string }

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
/** Length, type and checksum around a chunk's content. */
const frameBytes = 12
const headerBytes = signature.length + frameBytes + 13

/** Size and kind of a PNG from its first 33 bytes; nothing is inflated. */
export function readPngHeader(bytes: Uint8Array): Result<PngHeader, PngFault> {
  const start = bytes.subarray(0, signature.length)
  if (!start.every((byte, at) => byte === signature[at]) || bytes.length === 0) return rejected({ fault: 'not-png', came: kindOf(bytes) })
  if (bytes.length < headerBytes) return rejected({ fault: 'truncated', came: `${bytes.length} bytes, which end within the header` })
  const view = viewOf(bytes)
  if (view.getUint32(8) !== 13 || typeAt(view, 12) !== 'IHDR')
    return rejected({ fault: 'damaged', came: 'a first chunk that is not the header' })
  if (crc32(bytes.subarray(12, 29)) !== view.getUint32(29)) return rejected({ fault: 'damaged', came: 'a header with a wrong checksum' })
  const header = { widthPx: view.getUint32(16), heightPx: view.getUint32(20), bitDepth: view.getUint8(24), colourType: view.getUint8(25) }
  // Compression, filter and interlace methods that do not exist; decoders differ in what they make of them.
  if (view.getUint8(26) !== 0 || view.getUint8(27) !== 0 || view.getUint8(28) > 1) {
    return rejected({ fault: 'damaged', came: 'a header with an unknown method' })
  }
  return ok(header)
}

/**
 * Walks over all chunks of a PNG whose header was read: lengths, checksums, order, end. `null` when all is well. Image libraries
 * forgive a missing end and bytes behind it; we do not, because two readers could then see two pictures.
 */
export function walkPng(bytes: Uint8Array): PngFault | null {
  const view = viewOf(bytes)
  let hasPixels = false
  for (let at = signature.length; at < bytes.length;) {
    if (at + frameBytes > bytes.length) return { fault: 'truncated', came: `${bytes.length} bytes, which end within a chunk` }
    const length = view.getUint32(at)
    const end = at + frameBytes + length
    if (end > bytes.length) return { fault: 'truncated', came: `${bytes.length} bytes where at least ${end} were announced` }
    const type = typeAt(view, at + 4)
    if (!/^[A-Za-z]{4}$/.test(type)) return { fault: 'damaged', came: 'a chunk whose type is not four letters' }
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4))
      return { fault: 'damaged', came: `a chunk ${type} with a wrong checksum` }
    if (type === 'acTL') return { fault: 'animated', came: 'an animated PNG' }
    if (type === 'IHDR' && at > signature.length) return { fault: 'damaged', came: 'a second header' }
    if (type === 'IDAT') hasPixels = true
    if (type === 'IEND') return faultOfEnd(length, hasPixels, bytes.length - end)
    at = end
  }
  return { fault: 'truncated', came: `${bytes.length} bytes without an end chunk` }
}

function faultOfEnd(length: number, hasPixels: boolean, trailingBytes: number): PngFault | null {
  if (length > 0) return { fault: 'damaged', came: 'an end chunk that is not empty' }
  if (!hasPixels) return { fault: 'damaged', came: 'a PNG without pixels' }
  return trailingBytes > 0 ? { fault: 'damaged', came: `${trailingBytes} bytes after the end of the PNG` } : null
}

/** A sound PNG with nothing but its header, palette, pixels and end: no text, no profile, no resolution. */
export function onlyPixels(png: Uint8Array): Uint8Array {
  const view = viewOf(png)
  const kept = [png.subarray(0, signature.length)]
  for (let at = signature.length; at < png.length;) {
    const end = at + frameBytes + view.getUint32(at)
    // A capital first letter marks what a picture cannot be drawn without.
    if (/^[A-Z]/.test(typeAt(view, at + 4))) kept.push(png.subarray(at, end))
    at = end
  }
  return Buffer.concat(kept)
}

/** In words, for people who named another kind of file ".png". */
function kindOf(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1')
  if (start.length === 0) return 'nothing'
  if (start.startsWith('\xff\xd8\xff')) return 'a JPEG'
  if (start.startsWith('GIF8')) return 'a GIF'
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return 'a WebP'
  if (/^(\xef\xbb\xbf)?\s*</.test(start)) return 'an SVG, XML or HTML text'
  return `${bytes.length} bytes without the signature of a PNG`
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const typeAt = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))
