import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ImagingFailed, type ImageCodec } from './image-codec.ts'

/** How the contract makes and reads pictures, by other means than the codec under test. */
export type PictureTools = {
  readonly png: (widthPx: number, heightPx: number, channels: 1 | 3 | 4, values: Uint8Array) => Uint8Array
  /** Always four channels. */
  readonly rgbaOf: (png: Uint8Array) => { readonly widthPx: number; readonly heightPx: number; readonly values: Uint8Array }
}

const size = { widthPx: 20, heightPx: 12 }
const pixels = size.widthPx * size.heightPx
const colours = (offset: number): Uint8Array => Uint8Array.from({ length: pixels * 3 }, (_, at) => (at * 7 + offset) % 256)
/** Columns 5 to 9 are painted, the first of them softly. */
const painted = Uint8Array.from({ length: pixels }, (_, at) => {
  const x = at % size.widthPx
  return x === 5 ? 90 : x > 5 && x < 10 ? 255 : 0
})

/** What every image codec does; run by the adapter's tests, in process and through its children. */
export function imageCodecContract(name: string, make: () => ImageCodec, { png, rgbaOf }: PictureTools): void {
  const source = png(size.widthPx, size.heightPx, 3, colours(0))
  const generated = png(size.widthPx, size.heightPx, 3, colours(101))
  const mask = png(size.widthPx, size.heightPx, 1, painted)
  const withAlpha = (alpha: Uint8Array): Uint8Array =>
    png(
      size.widthPx,
      size.heightPx,
      4,
      Uint8Array.from({ length: pixels * 4 }, (_, at) => (at % 4 === 3 ? (alpha[(at - 3) / 4] ?? 0) : 200)),
    )
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
  const rgb = (picture: Uint8Array): number[] => [...rgbaOf(picture).values].filter((_, at) => at % 4 !== 3)

  describe(`${name} keeps the contract of ImageCodec`, () => {
    let codec: ImageCodec
    beforeAll(() => {
      codec = make()
    })
    afterAll(() => codec.close())

    it.each(['', 'data:image/png;base64,'])(
      'given a painted mask behind %j, then its alpha comes back as grey, with box and coverage',
      async (prefix) => {
        const read = await codec.readMask(prefix + base64(withAlpha(painted)), size, false)
        if (!read.ok) throw new Error(read.rejection.type)
        const { png: normalised, ...facts } = read.value
        expect(facts).toEqual({ ...size, bbox: { x: 6, y: 0, width: 4, height: 12 }, coveredPixels: 48, totalPixels: 240 })
        expect(rgb(normalised)).toEqual([...painted].flatMap((value) => [value, value, value]))
      },
    )

    it('given a mask that cannot be used, then it is refused with what was expected and what came', async () => {
      const none = new Uint8Array(pixels)
      const all = new Uint8Array(pixels).fill(255)
      const good = withAlpha(painted)
      const cases = [
        ['not base64!', 'mask-not-base64'],
        [base64(Buffer.from('<svg/>')), 'mask-not-png'],
        [base64(good.subarray(0, good.length - 20)), 'mask-truncated'],
        [base64(source), 'mask-not-rgba'],
        [base64(png(12, 20, 4, new Uint8Array(pixels * 4))), 'mask-wrong-size'],
        [base64(withAlpha(none)), 'mask-empty'],
        [base64(withAlpha(all)), 'mask-full'],
      ] as const
      for (const [text, type] of cases) {
        const read = await codec.readMask(text, size, false)
        expect(read).toEqual({
          ok: false,
          rejection: { type, expected: expect.stringMatching(/.{4}/), came: expect.stringMatching(/.{4}/) },
        })
      }
      expect((await codec.readMask(base64(withAlpha(all)), size, true)).ok).toBe(true)
    })

    it('given a masked area, then it is told, goes out at the size it is drawn at, and comes back in its place', async () => {
      expect(await codec.areaOf(mask, 0)).toEqual({ x: 0, y: 0, width: 20, height: 12 })
      const box = { x: 4, y: 0, width: 8, height: 12 }
      const part = { box, drawn: { widthPx: 16, heightPx: 24 } }
      const sent = await codec.engineInput({ source, mask, growPx: 0, multipleOf: 16, editAlpha: 0, part })
      expect([sent.widthPx, sent.heightPx]).toEqual([16, 32])
      const drawing = png(16, 24, 3, new Uint8Array(16 * 24 * 3).fill(50))
      const pasted = await codec.pasteBack({ source, generated: drawing, mask, growPx: 0, featherPx: 0, box })
      const { values } = rgbaOf(pasted.png)
      const before = rgbaOf(source).values
      for (let at = 0; at < values.length; at += 4) {
        const share = painted[at / 4] ?? 0
        if (share === 0) expect(values[at]).toBe(before[at])
        if (share === 255) expect(values[at]).toBe(50)
      }
    })

    it.each([0, 255] as const)(
      'given edit alpha %s, then the engine gets every colour of the source, and that alpha where it may draw',
      async (editAlpha) => {
        const stroke = png(
          size.widthPx,
          size.heightPx,
          1,
          Uint8Array.from({ length: pixels }, (_, at) => (at % size.widthPx === 0 ? 255 : 0)),
        )
        const input = await codec.engineInput({ source, mask: stroke, growPx: 0, multipleOf: 16, editAlpha })
        expect([input.widthPx, input.heightPx]).toEqual([32, 16])
        const { values } = rgbaOf(input.png)
        for (let y = 0; y < 16; y++) {
          for (let x = 0; x < 32; x++) {
            const from = (Math.min(y, 11) * 20 + Math.min(x, 19)) * 3
            const isEdited = x <= 8 && y < 12
            const expected = [...colours(0).subarray(from, from + 3), isEdited ? editAlpha : 255 - editAlpha]
            expect([...values.subarray((y * 32 + x) * 4, (y * 32 + x) * 4 + 4)]).toEqual(expected)
          }
        }
      },
    )

    it('given a mask, then paste-back takes the generated picture inside, mixes where it is soft, and leaves every other byte', async () => {
      const pasted = await codec.pasteBack({ source, generated, mask, growPx: 0, featherPx: 0 })
      const expected = [...colours(0)].map((from, at) => {
        const share = painted[Math.floor(at / 3)] ?? 0
        return Math.round((from * (255 - share) + (colours(101)[at] ?? 0) * share) / 255)
      })
      expect(rgb(pasted.png)).toEqual(expected)
      expect([pasted.widthPx, pasted.heightPx]).toEqual([20, 12])
      // The soft column too, which does not count as covered.
      expect(pasted.region).toEqual({ x: 5, y: 0, width: 5, height: 12 })
    })

    it('given pictures of different sizes, then paste-back and engine input fail instead of stretching', async () => {
      const other = png(12, 20, 3, colours(0))
      const request = { source, generated, mask, growPx: 0, featherPx: 0 }
      await expect(codec.pasteBack({ ...request, generated: other })).rejects.toThrow(ImagingFailed)
      await expect(codec.pasteBack({ ...request, source: other })).rejects.toThrow(ImagingFailed)
      await expect(codec.engineInput({ source: other, mask, growPx: 0, multipleOf: 16, editAlpha: 0 })).rejects.toThrow(ImagingFailed)
    })

    it("given a padded engine's picture, then the padding is cut off and nothing else changes", async () => {
      const values = Uint8Array.from({ length: 32 * 16 * 3 }, (_, at) => (at * 11) % 256)
      const cropped = await codec.cropOutput(png(32, 16, 3, values), { widthPx: 32, heightPx: 16 }, size)
      if (!cropped.ok) throw new Error(cropped.rejection.came)
      const rows = Array.from({ length: 12 }, (_, y) => [...values.subarray(y * 32 * 3, (y * 32 + 20) * 3)])
      expect(rgb(cropped.value)).toEqual(rows.flat())
    })

    it("given an engine's picture of another size, or no picture, then it is refused", async () => {
      const invalid = { ok: false, rejection: { type: 'output-invalid', expected: expect.any(String), came: expect.any(String) } }
      expect(await codec.cropOutput(source, { widthPx: 32, heightPx: 16 }, size)).toEqual(invalid)
      expect(await codec.cleanOutput(source, { widthPx: 21, heightPx: 12 })).toEqual(invalid)
      expect(await codec.cleanOutput(new Uint8Array(0), size)).toEqual(invalid)
      expect(await codec.cleanOutput(source.subarray(0, source.length - 30), size)).toEqual(invalid)
    })

    it("given an engine's picture, then it is stored with the same pixels", async () => {
      const clean = await codec.cleanOutput(generated, size)
      if (!clean.ok) throw new Error(clean.rejection.came)
      expect(rgb(clean.value.png)).toEqual([...colours(101)])
    })

    it('given an upload, then it becomes a PNG of the same pixels; given another kind of file, then it is refused', async () => {
      const upload = await codec.normaliseUpload(source)
      if (!upload.ok) throw new Error(upload.rejection.type)
      expect(rgb(upload.value.png)).toEqual([...colours(0)])
      expect(await codec.normaliseUpload(Buffer.from('GIF89a and more'))).toMatchObject({
        ok: false,
        rejection: { type: 'upload-not-an-image' },
      })
    })

    it('given a picture, then its thumbnail is a WebP', async () => {
      const small = Buffer.from(await codec.thumbnail(source, 256))
      expect([small.toString('latin1', 0, 4), small.toString('latin1', 8, 12)]).toEqual(['RIFF', 'WEBP'])
    })

    it('given many pictures at once, then each gets its own answer', async () => {
      const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => codec.cleanOutput(n % 2 === 0 ? source : generated, size)))
      answers.forEach((answer, n) => expect(answer.ok ? rgb(answer.value.png) : null).toEqual([...colours(n % 2 === 0 ? 0 : 101)]))
    })
  })
}
