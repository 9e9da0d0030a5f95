import sharp from 'sharp'
import type { ImageCodec, Size, UploadRefusal } from '../../application/ports/image-codec.ts'
import { ok, rejected, type Result } from '../../domain/decider.ts'
import { encodeRgb, inWords, longestSidePx, type RgbPicture } from './pixels.ts'

/** Phones write small faults that every viewer forgives, so only errors count here; profiles are honoured, unlike in our own files. */
const decoding = { limitInputPixels: longestSidePx * longestSidePx, failOn: 'error' } as const

const expectedKind = 'a PNG, JPEG or WebP picture'
const expectedSize = `at most ${longestSidePx} × ${longestSidePx} px`

export async function normaliseUpload(bytes: Uint8Array): ReturnType<ImageCodec['normaliseUpload']> {
  // By its first bytes and before any decoder is asked: one of them would draw an SVG and follow what it links to.
  if (!isKnownKind(bytes))
    return rejected({ type: 'upload-not-an-image', expected: expectedKind, came: `${bytes.length} bytes of another kind` })
  const size = await headerSize(bytes)
  if (!size.ok) return size
  const { widthPx, heightPx } = size.value
  if (widthPx > longestSidePx || heightPx > longestSidePx) {
    return rejected({ type: 'picture-too-large', expected: expectedSize, came: inWords(size.value) })
  }
  const decoded = await decodedUpload(bytes)
  if (decoded === null)
    return rejected({ type: 'upload-not-an-image', expected: expectedKind, came: 'a picture that cannot be read to its end' })
  return ok({ widthPx: decoded.widthPx, heightPx: decoded.heightPx, png: await encodeRgb(decoded) })
}

function isKnownKind(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  return (
    start.startsWith('\x89PNG\r\n\x1a\n') || start.startsWith('\xff\xd8\xff') || (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP')
  )
}

async function headerSize(bytes: Uint8Array): Promise<Result<Size, UploadRefusal>> {
  try {
    const { width, height } = await sharp(bytes, decoding).metadata()
    return ok({ widthPx: width, heightPx: height })
  } catch (error) {
    const isTooLarge = String(error).includes('pixel limit')
    if (isTooLarge) return rejected({ type: 'picture-too-large', expected: expectedSize, came: 'more pixels than that' })
    return rejected({ type: 'upload-not-an-image', expected: expectedKind, came: 'a picture whose header cannot be read' })
  }
}

/** Turned upright, in sRGB, transparency on white. `null` for what the decoder refuses. */
async function decodedUpload(bytes: Uint8Array): Promise<RgbPicture | null> {
  try {
    const upright = sharp(bytes, decoding).autoOrient().flatten({ background: 'white' }).toColourspace('srgb')
    const { data, info } = await upright.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
    return { widthPx: info.width, heightPx: info.height, values: data }
  } catch {
    return null
  }
}
