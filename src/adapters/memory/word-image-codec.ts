import type { ImageCodec, MaskRefusal, NormalisedMask, Size } from '../../application/ports/image-codec.ts'
import type { Result } from '../../domain/decider.ts'

/**
 * Pictures as words, for tests of the rings above: `mask 64x64 100` is a mask of that size with 100 covered pixels, `picture 64x64 …` a
 * picture. What the real codec does to bytes is proven in imaging/.
 */
export function wordImageCodec(): ImageCodec {
  return {
    readMask: async (base64, source, allowFull) => readMask(base64, source, allowFull),
    areaOf: async () => ({ x: 8, y: 4, width: 32, height: 24 }),
    engineInput: async ({ source }) => ({ ...sizeOf(source), png: source }),
    cropOutput: async (png) => ({ ok: true, value: png }),
    pasteBack: async ({ source, generated, mask, growPx, featherPx, box }) => ({
      ...sizeOf(source),
      png: bytesOf(
        `${text(source)} with [${text(generated)}] under [${text(mask)}] grown ${growPx} feathered ${featherPx}${box ? ` at ${box.x},${box.y}` : ''}`,
      ),
      region: { x: 0, y: 0, width: 10, height: 10 },
    }),
    cleanOutput: async (png, wanted) => ({
      ok: true,
      value: { ...wanted, png: bytesOf(`picture ${wanted.widthPx}x${wanted.heightPx} of [${text(png)}]`) },
    }),
    normaliseUpload: async (bytes) =>
      text(bytes).startsWith('picture ')
        ? { ok: true, value: { ...sizeOf(bytes), png: bytes } }
        : { ok: false, rejection: { type: 'upload-not-an-image', expected: 'a PNG, JPEG or WebP', came: 'something else' } },
    thumbnail: async (png, longestPx) => bytesOf(`${longestPx} of ${text(png)}`),
    close: async () => undefined,
  }
}

const bytesOf = (words: string): Uint8Array => new TextEncoder().encode(words)
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function sizeOf(picture: Uint8Array): Size {
  const [, widthPx = '0', heightPx = '0'] = /(\d+)x(\d+)/.exec(text(picture)) ?? []
  return { widthPx: Number(widthPx), heightPx: Number(heightPx) }
}

function readMask(words: string, source: Size, allowFull: boolean): Result<NormalisedMask, MaskRefusal> {
  const refuse = (type: MaskRefusal['type'], expected: string, came: string) => ({
    ok: false as const,
    rejection: { type, expected, came },
  })
  const [, width, height, covered] = /^mask (\d+)x(\d+) (\d+)$/.exec(words) ?? []
  if (width === undefined || height === undefined) return refuse('mask-not-png', 'an RGBA PNG', 'something else')
  const size = { widthPx: Number(width), heightPx: Number(height) }
  if (size.widthPx !== source.widthPx || size.heightPx !== source.heightPx) {
    return refuse('mask-wrong-size', `${source.widthPx} × ${source.heightPx}`, `${width} × ${height}`)
  }
  const coveredPixels = Number(covered)
  const totalPixels = size.widthPx * size.heightPx
  if (coveredPixels === 0) return refuse('mask-empty', 'some alpha of at least 128', 'none')
  if (coveredPixels === totalPixels && !allowFull) return refuse('mask-full', 'something left as it is', 'a mask over everything')
  return { ok: true, value: { ...size, png: bytesOf(words), bbox: { x: 0, y: 0, width: 1, height: 1 }, coveredPixels, totalPixels } }
}
