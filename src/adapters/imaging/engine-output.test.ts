import { describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { cleanOutput, cropOutput } from './engine-output.ts'
import { chunk, chunkTypes, end, file, header, noise, pixelData, png, rgbaOf } from './test-png.ts'

const size = { widthPx: 24, heightPx: 16 }
const pixels = 24 * 16
const rgb = noise(pixels * 3, 5)
const colours = (picture: Uint8Array): Buffer => Buffer.from(rgbaOf(picture).values.filter((_, at) => at % 4 !== 3))
async function cleaned(picture: Uint8Array): Promise<Uint8Array> {
  const clean = await cleanOutput(picture, size)
  if (!clean.ok) throw new Error(clean.rejection.came)
  return clean.value.png
}

describe("an engine's picture on its way into the store", () => {
  it('given the texts that engines write beside the pixels, then the pixels come and the texts do not', async () => {
    const workflow = chunk('tEXt', Buffer.from(`prompt\0${JSON.stringify({ text: 'CANARY' })}`))
    const clean = await cleaned(
      file(header(24, 16, { colourType: 2 }), workflow, chunk('pHYs', Buffer.alloc(9)), pixelData(rgb, 24 * 3), workflow, end),
    )
    expect(chunkTypes(clean)).toEqual(['IHDR', 'IDAT', 'IEND'])
    expect(Buffer.from(clean).includes('CANARY')).toBe(false)
    expect(colours(clean).equals(rgb)).toBe(true)
  })

  it('given colours under alpha 0, then they stay as they are and the alpha goes', async () => {
    const rgba = new Uint8Array(pixels * 4).map((_, at) => (at % 4 === 3 ? at % 256 : (rgb[Math.floor(at / 4) * 3 + (at % 4)] ?? 0)))
    const clean = await cleaned(png(24, 16, 4, rgba))
    expect(colours(clean).equals(rgb)).toBe(true)
    expect(clean[25]).toBe(2)
  })

  it('given grey, with and without alpha, then it becomes RGB of the same values', async () => {
    const grey = noise(pixels, 9)
    const asRgb = Buffer.from([...grey].flatMap((value) => [value, value, value]))
    expect(colours(await cleaned(png(24, 16, 1, grey))).equals(asRgb)).toBe(true)
    const withAlpha = new Uint8Array(pixels * 2).map((_, at) => (at % 2 === 0 ? (grey[at / 2] ?? 0) : at % 256))
    expect(colours(await cleaned(png(24, 16, 2, withAlpha))).equals(asRgb)).toBe(true)
  })

  it('given 16 bits or a palette, then it becomes 8-bit RGB', async () => {
    const wide = Buffer.from([...rgb].flatMap((value) => [value, value]))
    expect(colours(await cleaned(file(header(24, 16, { bitDepth: 16, colourType: 2 }), pixelData(wide, 24 * 6), end))).equals(rgb)).toBe(
      true,
    )
    const palette = file(
      header(24, 16, { colourType: 3 }),
      chunk('PLTE', Uint8Array.of(9, 8, 7)),
      pixelData(new Uint8Array(pixels), 24),
      end,
    )
    expect(new Set(colours(await cleaned(palette)))).toEqual(new Set([9, 8, 7]))
  })

  it('given a profile or a gamma, then the numbers are kept: they are what was drawn', async () => {
    const tagged = await sharp(png(24, 16, 3, rgb))
      .withIccProfile('p3')
      .png()
      .toBuffer()
    const numbers = await sharp(tagged, { ignoreIcc: true }).raw().toBuffer()
    expect(colours(await cleaned(tagged)).equals(numbers)).toBe(true)
    const withGamma = file(header(24, 16, { colourType: 2 }), chunk('gAMA', Uint8Array.of(0, 1, 0, 0)), pixelData(rgb, 24 * 3), end)
    expect(colours(await cleaned(withGamma)).equals(rgb)).toBe(true)
  })

  it.each([
    ['a JPEG', Buffer.from('ffd8ffe000104a46', 'hex'), /a JPEG/],
    ['an error page', Buffer.from('<html>502</html>'), /HTML/],
    ['a picture of another size', png(16, 24, 3, rgb), /16 × 24/],
    ['a picture that claims to be huge', file(header(50_000, 50_000, { colourType: 2 }), chunk('IDAT'), end), /50000/],
    ['half a picture', png(24, 16, 3, rgb).subarray(0, 500), /announced/],
    ['an animation', file(header(24, 16, { colourType: 2 }), chunk('acTL', Buffer.alloc(8)), pixelData(rgb, 72), end), /animated/],
    ['pixels that do not inflate', file(header(24, 16, { colourType: 2 }), chunk('IDAT', Buffer.from('no')), end), /cannot be read/],
  ])('given %s, then it is refused in words', async (_case, bytes, came) => {
    const answer = await cleanOutput(bytes, size)
    expect(answer).toEqual({
      ok: false,
      rejection: { type: 'output-invalid', expected: expect.any(String), came: expect.stringMatching(came) },
    })
  })

  it('given no padding to cut, then the picture is only cleaned', async () => {
    const cropped = await cropOutput(png(24, 16, 3, rgb), size, size)
    expect(cropped.ok && colours(cropped.value).equals(rgb)).toBe(true)
  })
})
