import { describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { thumbnail } from './thumbnail.ts'
import { chunk, chunkTypes, end, file, header, noise, pixelData, png, rgbaOf } from './test-png.ts'
import { normaliseUpload } from './upload.ts'

/** Left half red, right half blue, 60 × 40. */
const twoHalves = () =>
  sharp(Buffer.from(Array.from({ length: 60 * 40 }, (_, at) => (at % 60 < 30 ? [255, 0, 0] : [0, 0, 255])).flat()), {
    raw: { width: 60, height: 40, channels: 3 },
  })
async function normalised(bytes: Uint8Array) {
  const upload = await normaliseUpload(bytes)
  if (!upload.ok) throw new Error(upload.rejection.came)
  return {
    ...upload.value,
    at: (x: number, y: number) => [...rgbaOf(upload.value.png).values.subarray((y * upload.value.widthPx + x) * 4)].slice(0, 3),
  }
}

describe('an uploaded picture', () => {
  it('given PNG, JPEG or WebP, then it becomes 8-bit RGB PNG without any metadata', async () => {
    const marked = () =>
      twoHalves()
        .withExif({ IFD0: { Artist: 'CANARY' } })
        .withIccProfile('p3')
    for (const bytes of [
      await marked().png().toBuffer(),
      await marked().jpeg({ quality: 100 }).toBuffer(),
      await marked().webp({ lossless: true }).toBuffer(),
    ]) {
      const upload = await normalised(bytes)
      expect([upload.widthPx, upload.heightPx]).toEqual([60, 40])
      expect(chunkTypes(upload.png)).toEqual(['IHDR', 'IDAT', 'IEND'])
      expect([upload.png[24], upload.png[25]]).toEqual([8, 2])
      const [red = 0, green = 0, blue = 0] = upload.at(5, 20)
      expect(red - Math.max(green, blue)).toBeGreaterThan(200)
    }
  })

  it.each(['jpeg', 'png', 'webp'] as const)('given a %s that is to be turned by a quarter, then it is turned', async (format) => {
    const upload = await normalised(await twoHalves().withMetadata({ orientation: 6 }).toFormat(format, { quality: 100 }).toBuffer())
    expect([upload.widthPx, upload.heightPx]).toEqual([40, 60])
    const [top, bottom] = [upload.at(20, 5), upload.at(20, 55)]
    expect(top[0]).toBeGreaterThan(200)
    expect(bottom[2]).toBeGreaterThan(200)
  })

  it('given transparency, then it lies on white', async () => {
    expect((await normalised(png(1, 1, 4, Uint8Array.of(9, 9, 9, 0)))).at(0, 0)).toEqual([255, 255, 255])
    expect((await normalised(png(1, 1, 4, Uint8Array.of(9, 9, 9, 255)))).at(0, 0)).toEqual([9, 9, 9])
  })

  it('given grey, 16 bits or CMYK, then it becomes 8-bit RGB', async () => {
    expect((await normalised(png(2, 1, 1, Uint8Array.of(7, 200)))).at(1, 0)).toEqual([200, 200, 200])
    expect(
      (await normalised(file(header(1, 1, { bitDepth: 16, colourType: 2 }), pixelData(Uint8Array.of(10, 10, 20, 20, 30, 30), 6), end))).at(
        0,
        0,
      ),
    ).toEqual([10, 20, 30])
    const cmyk = await twoHalves().toColourspace('cmyk').jpeg().toBuffer()
    expect((await normalised(cmyk)).png[25]).toBe(2)
  })

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'upload-not-an-image'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'upload-not-an-image'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'upload-not-an-image'],
    ['a GIF', Buffer.from('GIF89a'), 'upload-not-an-image'],
    ['noise behind a JPEG signature', Buffer.concat([Buffer.from('ffd8ff', 'hex'), noise(500, 1)]), 'upload-not-an-image'],
    ['half a PNG', png(60, 40, 3, noise(7200, 3)).subarray(0, 3000), 'upload-not-an-image'],
    ['a bomb of 50,000² px', file(header(50_000, 50_000), chunk('IDAT', Buffer.alloc(20)), end), 'picture-too-large'],
    ['a picture that is too long by one pixel', png(4097, 1, 1, new Uint8Array(4097)), 'picture-too-large'],
  ])('given %s, then it is refused', async (_case, bytes, type) => {
    expect(await normaliseUpload(bytes)).toEqual({
      ok: false,
      rejection: { type, expected: expect.stringMatching(/.{4}/), came: expect.stringMatching(/.{4}/) },
    })
  })

  it('given the longest side, then it is let in', async () => {
    expect((await normalised(png(4096, 1, 1, new Uint8Array(4096)))).widthPx).toBe(4096)
  })
})

describe('a thumbnail', () => {
  it.each([
    [832, 1472, 256, 145, 256],
    [1024, 1024, 512, 512, 512],
    [896, 1344, 512, 341, 512],
    [60, 40, 256, 256, 171],
  ] as const)(
    'given %i × %i px and a longer side of %i, then %i × %i WebP',
    async (widthPx, heightPx, longestPx, thumbWidthPx, thumbHeightPx) => {
      const small = await thumbnail(png(widthPx, heightPx, 3, new Uint8Array(widthPx * heightPx * 3)), longestPx)
      expect(await sharp(small).metadata()).toMatchObject({ format: 'webp', width: thumbWidthPx, height: thumbHeightPx })
    },
  )
})
