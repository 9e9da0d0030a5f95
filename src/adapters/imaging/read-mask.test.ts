import { describe, expect, it } from '@jest/globals'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import type { MaskRefusal } from '../../application/ports/image-codec.ts'
import { readMask } from './read-mask.ts'
import { chunk, chunkTypes, end, file, header, maskPng, noise, pixelData, png, rgbaOf, signature } from './test-png.ts'

const widthPx = 64
const heightPx = 48
const source = { widthPx, heightPx }
const rgba = new Uint8Array(widthPx * heightPx * 4).map((_, at) => (at % 4 === 3 && at < 4000 ? 255 : 0))
const good = png(widthPx, heightPx, 4, rgba)

const read = (bytes: Uint8Array | string, allowFull = false) =>
  readMask(typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('base64'), source, allowFull)
async function refusalOf(bytes: Uint8Array | string): Promise<MaskRefusal> {
  const answer = await read(bytes)
  if (answer.ok) throw new Error('the gate let it through')
  return answer.rejection
}

describe('the gate of masks: what it lets in', () => {
  it('given every soft value, then alpha arrives value for value, whatever lies in RGB', async () => {
    const alphaAt = (x: number, y: number): number => (x + y * widthPx) % 256
    const black = maskPng(widthPx, heightPx, alphaAt)
    const coloured = rgbaOf(black).values.map((value, at) => (at % 4 === 3 ? value : (noise(1, at + 1)[0] ?? 0)))
    const [fromBlack, fromColoured] = [await read(black), await read(png(widthPx, heightPx, 4, coloured))]
    if (!fromBlack.ok || !fromColoured.ok) throw new Error('refused')
    expect(Buffer.from(fromColoured.value.png).equals(fromBlack.value.png)).toBe(true)
    const greys = [...rgbaOf(fromBlack.value.png).values].filter((_, at) => at % 4 === 0)
    expect(greys).toEqual(Array.from({ length: widthPx * heightPx }, (_, at) => at % 256))
  })

  it('stores 8-bit grey with no chunk but header, pixels and end', async () => {
    const answer = await read(good)
    if (!answer.ok) throw new Error('refused')
    expect(chunkTypes(answer.value.png)).toEqual(['IHDR', 'IDAT', 'IEND'])
    expect([answer.value.png[24], answer.value.png[25]]).toEqual([8, 0])
  })

  it('given an interlaced PNG, one with text and a profile, or one in many chunks, then all are fine', async () => {
    const interlaced = await sharp(rgba, { raw: { width: widthPx, height: heightPx, channels: 4 } })
      .png({ progressive: true })
      .toBuffer()
    const withProfile = await sharp(good)
      .withIccProfile('p3')
      .withExif({ IFD0: { Artist: 'somebody' } })
      .png()
      .toBuffer()
    const withText = file(header(widthPx, heightPx), chunk('tEXt', Buffer.from('Comment\0hello')), pixelData(rgba, widthPx * 4), end)
    const deflated = deflateSync(
      Buffer.concat(Array.from({ length: heightPx }, (_, y) => Buffer.concat([Buffer.alloc(1), rgba.subarray(y * 256, y * 256 + 256)]))),
    )
    const inPieces = file(header(widthPx, heightPx), ...Array.from(deflated, (byte) => chunk('IDAT', Uint8Array.of(byte))), end)
    for (const variant of [interlaced, withProfile, withText, inPieces]) {
      const answer = await read(variant)
      expect(answer.ok && answer.value.coveredPixels).toBe(1000)
    }
  })

  it('given a full mask that is allowed, then it is let in', async () => {
    const full = maskPng(widthPx, heightPx, () => 128)
    expect((await refusalOf(full)).type).toBe('mask-full')
    expect((await read(full, true)).ok).toBe(true)
  })
})

const ihdr = header(widthPx, heightPx)
const pixels = pixelData(rgba, widthPx * 4)
const flipped = (bytes: Buffer, at: number): Buffer => {
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}
const twice = new Uint8Array(rgba.length * 2)
const unreadable = chunk('IDAT', Buffer.from('these bytes were never deflated'))
const shortPixels = pixelData(rgba.subarray(0, rgba.length / 2), widthPx * 4)

describe('the gate of masks: what it refuses', () => {
  it.each<[string, Uint8Array | string, MaskRefusal['type'], RegExp, RegExp]>([
    ['nothing', '', 'mask-not-base64', /base64/, /nothing/],
    ['text with spaces', 'iVBO Rw0K', 'mask-not-base64', /base64/, /place 5/],
    ['the URL-safe alphabet', 'iVBO_w0-', 'mask-not-base64', /base64/, /place 5/],
    ['padding in the middle', 'iV==Rw0K', 'mask-not-base64', /base64/, /place 3/],
    ['a cut base64 text', 'iVBORw0', 'mask-not-base64', /base64/, /7 characters/],
    ['an empty data URL', 'data:image/png;base64,', 'mask-not-base64', /base64/, /nothing/],
    ['a data URL of another kind', 'data:image/jpeg;base64,AAAA', 'mask-not-png', /data:image\/png/, /another kind/],
    ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'mask-not-png', /PNG/, /a JPEG/],
    ['an SVG', Buffer.from('<?xml version="1.0"?><svg/>'), 'mask-not-png', /PNG/, /SVG/],
    ['a GIF', Buffer.from('GIF89a........'), 'mask-not-png', /PNG/, /a GIF/],
    ['a WebP', Buffer.from('RIFF\x10\0\0\0WEBPVP8L'), 'mask-not-png', /PNG/, /a WebP/],
    ['noise', noise(5000, 7), 'mask-not-png', /PNG/, /5000 bytes/],
    ['the signature alone', signature, 'mask-truncated', /whole PNG/, /8 bytes/],
    ['another size', maskPng(48, 64, () => 255), 'mask-wrong-size', /64 × 48 px/, /48 × 64 px/],
    ['a bomb of 50,000² px', file(header(50_000, 50_000), unreadable, end), 'mask-wrong-size', /64 × 48/, /50000 × 50000/],
    ['a side of 2^32 - 1', file(header(0xffffffff, 48), pixels, end), 'mask-wrong-size', /64 × 48/, /4294967295/],
    ['no size at all', file(header(0, 0), pixels, end), 'mask-wrong-size', /64 × 48/, /0 × 0/],
    ['RGB', png(widthPx, heightPx, 3, rgba.subarray(0, widthPx * heightPx * 3)), 'mask-not-rgba', /alpha/, /RGB without alpha/],
    ['grey', png(widthPx, heightPx, 1, rgba.subarray(0, widthPx * heightPx)), 'mask-not-rgba', /alpha/, /grey without/],
    [
      'grey with alpha',
      png(widthPx, heightPx, 2, rgba.subarray(0, widthPx * heightPx * 2)),
      'mask-not-rgba',
      /RGB with alpha/,
      /grey with alpha/,
    ],
    [
      'a palette with transparency',
      file(
        header(widthPx, heightPx, { colourType: 3 }),
        chunk('PLTE', Buffer.alloc(6)),
        chunk('tRNS', Uint8Array.of(0, 255)),
        pixelData(new Uint8Array(widthPx * heightPx), widthPx),
        end,
      ),
      'mask-not-rgba',
      /alpha/,
      /palette/,
    ],
    ['16 bits', file(header(widthPx, heightPx, { bitDepth: 16 }), pixelData(twice, widthPx * 8), end), 'mask-16-bit', /8 bits/, /16 bits/],
    [
      'an animation',
      file(ihdr, chunk('acTL', Buffer.from('0000000200000000', 'hex')), pixels, end),
      'mask-animated',
      /one frame/,
      /animated/,
    ],
    ['no end chunk', file(ihdr, pixels), 'mask-truncated', /end chunk/, /without an end/],
    ['bytes after the end', Buffer.concat([good, Buffer.from('<script>')]), 'mask-decode-failed', /nothing behind/, /8 bytes after/],
    ['a flipped bit in the header', flipped(good, 19), 'mask-decode-failed', /sound PNG/, /header with a wrong checksum/],
    ['a flipped bit in the pixels', flipped(good, 60), 'mask-decode-failed', /sound PNG/, /IDAT with a wrong checksum/],
    ['two headers', file(ihdr, ihdr, pixels, end), 'mask-decode-failed', /sound PNG/, /second header/],
    ['a header in the second place', file(chunk('tEXt'), ihdr, pixels, end), 'mask-decode-failed', /sound PNG/, /first chunk/],
    ['no pixels', file(ihdr, end), 'mask-decode-failed', /sound PNG/, /without pixels/],
    ['pixels that do not inflate', file(ihdr, unreadable, end), 'mask-decode-failed', /decoded/, /cannot be read/],
    ['half of the rows', file(ihdr, shortPixels, end), 'mask-decode-failed', /decoded/, /cannot be read/],
    ['an end chunk that is not empty', file(ihdr, pixels, chunk('IEND', Buffer.alloc(1))), 'mask-decode-failed', /sound PNG/, /not empty/],
    ['a chunk without a name', file(ihdr, chunk('\0\0\0\0'), pixels, end), 'mask-decode-failed', /sound PNG/, /four letters/],
    [
      'a method that does not exist',
      file(header(widthPx, heightPx, { interlace: 7 }), pixels, end),
      'mask-decode-failed',
      /sound PNG/,
      /unknown method/,
    ],
    ['nothing painted', maskPng(widthPx, heightPx, () => 127), 'mask-empty', /128 or more/, /nothing was painted/],
    ['everything painted', maskPng(widthPx, heightPx, () => 255), 'mask-full', /below 128/, /everything/],
  ])('given %s, then the code and the words say so', async (_case, bytes, type, expected, came) => {
    const refusal = await refusalOf(bytes)
    expect(refusal.type).toBe(type)
    expect(refusal.expected).toMatch(expected)
    expect(refusal.came).toMatch(came)
  })

  it('given a good mask cut at any byte, then it is refused as truncated', async () => {
    for (let length = 1; length < good.length; length++) {
      expect([length, (await refusalOf(good.subarray(0, length))).type]).toEqual([length, 'mask-truncated'])
    }
  })

  it('given a good mask with any one bit flipped, then it is refused', async () => {
    for (let at = 0; at < good.length; at++) expect((await read(flipped(good, at))).ok).toBe(false)
  })

  it('given real pictures of another kind, then they are refused by their first bytes', async () => {
    const picture = sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: 'red' } })
    expect(await refusalOf(await picture.clone().jpeg().toBuffer())).toMatchObject({ type: 'mask-not-png', came: 'a JPEG' })
    expect(await refusalOf(await picture.clone().webp().toBuffer())).toMatchObject({ type: 'mask-not-png', came: 'a WebP' })
    expect(await refusalOf(await picture.clone().gif().toBuffer())).toMatchObject({ type: 'mask-not-png', came: 'a GIF' })
  })

  it('given 25 MB of noise, of base64 letters, or in a chunk that hides nothing, then there is a plain answer', async () => {
    expect((await refusalOf(noise(25_000_000, 3))).type).toBe('mask-not-png')
    expect((await refusalOf('A'.repeat(25_000_000))).type).toBe('mask-not-png')
    const padded = file(ihdr, chunk('prVt', Buffer.alloc(25_000_000)), pixels, end)
    expect((await read(padded)).ok).toBe(true)
  })

  it('given 200 MB of zeros deflated into a text chunk, then it is never inflated', async () => {
    const bomb = Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(200_000_000), { level: 9 })])
    const before = process.memoryUsage().rss
    expect((await read(file(ihdr, chunk('zTXt', bomb), pixels, end))).ok).toBe(true)
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000)
  })
})
