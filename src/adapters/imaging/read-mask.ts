import { ok, rejected, unreachable, type Result } from '../../domain/decider.ts'
import type { MaskRefusal, NormalisedMask, Size } from '../../application/ports/image-codec.ts'
import { coverageOf } from '../../domain/mask/coverage.ts'
import type { Plane } from '../../domain/mask/plane.ts'
import { decodeAlpha, encodePlane, inWords, sameSize } from './pixels.ts'
import { readPngHeader, walkPng, type PngFault, type PngHeader } from './png-walk.ts'

/**
 * The mask's gate (product.md §2.2), cheapest question first: alphabet, signature, size, kind, chunks; only then is anything inflated.
 * A bomb of 50,000² px is refused by its size, after 33 bytes. RGB is never looked at.
 */
export async function readMask(base64: string, source: Size, allowFull: boolean): Promise<Result<NormalisedMask, MaskRefusal>> {
  const decoded = decodeBase64(base64)
  if (!decoded.ok) return decoded
  const bytes = decoded.value
  const header = readPngHeader(bytes)
  if (!header.ok) return rejected(refusalOf(header.rejection))
  const refusal = refusedHeader(header.value, source)
  if (refusal !== null) return rejected(refusal)
  const fault = walkPng(bytes)
  if (fault !== null) return rejected(refusalOf(fault))
  const painted = await decodedAlpha(bytes)
  if (painted === null || !sameSize(painted, source)) {
    return rejected({
      type: 'mask-decode-failed',
      expected: 'a PNG that can be decoded without a warning',
      came: 'pixels that cannot be read to the end',
    })
  }
  return normalised(painted, allowFull)
}

const dataUrl = 'data:image/png;base64,'

function decodeBase64(base64: string): Result<Uint8Array, MaskRefusal> {
  const expected = `base64 as text, with or without "${dataUrl}" before it`
  if (base64.startsWith('data:') && !base64.startsWith(dataUrl)) {
    return rejected({ type: 'mask-not-png', expected: `a data URL that begins with "${dataUrl}"`, came: 'a data URL of another kind' })
  }
  const offset = base64.startsWith(dataUrl) ? dataUrl.length : 0
  const text = base64.slice(offset)
  if (text.length === 0) return rejected({ type: 'mask-not-base64', expected, came: 'nothing' })
  // Node's decoder skips what it does not know, so the alphabet must be looked at first.
  const stranger = text.search(/[^A-Za-z0-9+/]/)
  const isPadding = stranger >= 0 && /^={1,2}$/.test(text.slice(stranger))
  if (stranger >= 0 && !isPadding)
    return rejected({ type: 'mask-not-base64', expected, came: `another character at place ${offset + stranger + 1}` })
  if (text.length % 4 !== 0)
    return rejected({ type: 'mask-not-base64', expected, came: `${text.length} characters, which is no multiple of 4` })
  return ok(Buffer.from(text, 'base64'))
}

function refusedHeader(header: PngHeader, source: Size): MaskRefusal | null {
  if (!sameSize(header, source)) {
    return { type: 'mask-wrong-size', expected: `${inWords(source)}, as the source`, came: inWords(header) }
  }
  if (header.bitDepth === 16) return { type: 'mask-16-bit', expected: '8 bits a channel', came: '16 bits a channel' }
  if (header.colourType !== 6) return { type: 'mask-not-rgba', expected: 'RGB with alpha', came: colourInWords(header.colourType) }
  if (header.bitDepth !== 8) return { type: 'mask-decode-failed', expected: '8 bits a channel', came: `${header.bitDepth} bits a channel` }
  return null
}

function colourInWords(colourType: number): string {
  const words: Readonly<Record<number, string>> = {
    0: 'grey without alpha',
    2: 'RGB without alpha',
    3: 'a palette',
    4: 'grey with alpha',
  }
  return words[colourType] ?? `the unknown colour type ${colourType}`
}

function refusalOf({ fault, came }: PngFault): MaskRefusal {
  switch (fault) {
    case 'not-png':
      return { type: 'mask-not-png', expected: 'a PNG', came }
    case 'truncated':
      return { type: 'mask-truncated', expected: 'a whole PNG, up to its end chunk', came }
    case 'damaged':
      return { type: 'mask-decode-failed', expected: 'a sound PNG and nothing behind it', came }
    case 'animated':
      return { type: 'mask-animated', expected: 'a PNG of one frame', came }
    default:
      return unreachable(fault)
  }
}

/** `null` for what the decoder refuses: its own words are about bytes and help nobody. */
async function decodedAlpha(bytes: Uint8Array): Promise<Plane | null> {
  try {
    return await decodeAlpha(bytes)
  } catch {
    return null
  }
}

async function normalised(painted: Plane, allowFull: boolean): Promise<Result<NormalisedMask, MaskRefusal>> {
  // Written while it is counted, in a thread of the library: what is refused is seldom, and its file is thrown away.
  const [png, { coveredPixels, totalPixels, bbox }] = await Promise.all([encodePlane(painted), coverageOf(painted)])
  if (bbox === null) {
    return rejected({ type: 'mask-empty', expected: 'at least one pixel with alpha 128 or more', came: 'none: nothing was painted' })
  }
  if (coveredPixels === totalPixels && !allowFull) {
    return rejected({ type: 'mask-full', expected: 'at least one pixel with alpha below 128', came: 'none: everything was painted' })
  }
  const { widthPx, heightPx } = painted
  return ok({ widthPx, heightPx, png, bbox, coveredPixels, totalPixels })
}
