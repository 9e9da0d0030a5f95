import type { ImageCodec, Size } from '../../application/ports/image-codec.ts'
import { ok, rejected, type Result } from '../../domain/decider.ts'
import { partOfPicture } from './part.ts'
import { decodeRgb, encodeRgb, inWords, longestSidePx, sameSize, type RgbPicture } from './pixels.ts'
import { readPngHeader, walkPng } from './png-walk.ts'

type OutputInvalid = { readonly type: 'output-invalid'; readonly expected: string; readonly came: string }

/** Cuts the padding off, at the right and bottom; any other size than the padded one is refused, never stretched. */
export async function cropOutput(png: Uint8Array, padded: Size, wanted: Size): ReturnType<ImageCodec['cropOutput']> {
  const decoded = await decodedOutput(png, padded)
  if (!decoded.ok) return decoded
  const cut = sameSize(padded, wanted)
    ? decoded.value
    : partOfPicture(decoded.value, { x: 0, y: 0, width: wanted.widthPx, height: wanted.heightPx })
  return ok(await encodeRgb(cut))
}

/** Decoded in full and encoded anew: what an engine wrote beside the pixels does not come along. */
export async function cleanOutput(png: Uint8Array, wanted: Size): ReturnType<ImageCodec['cleanOutput']> {
  const decoded = await decodedOutput(png, wanted)
  if (!decoded.ok) return decoded
  return ok({ widthPx: wanted.widthPx, heightPx: wanted.heightPx, png: await encodeRgb(decoded.value) })
}

async function decodedOutput(png: Uint8Array, expected: Size): Promise<Result<RgbPicture, OutputInvalid>> {
  const header = readPngHeader(png)
  if (!header.ok) return invalid('a PNG', header.rejection.came)
  const { widthPx, heightPx } = header.value
  if (!sameSize(header.value, expected) || widthPx > longestSidePx || heightPx > longestSidePx)
    return invalid(inWords(expected), inWords(header.value))
  const fault = walkPng(png)
  if (fault !== null) return invalid('a sound PNG of one frame', fault.came)
  try {
    return ok(await decodeRgb(png))
  } catch {
    // The decoder's own words are about bytes and help nobody; the refusal says what matters.
    return invalid('a PNG that can be decoded', 'pixels that cannot be read to the end')
  }
}

const invalid = (expected: string, came: string): Result<never, OutputInvalid> => rejected({ type: 'output-invalid', expected, came })
