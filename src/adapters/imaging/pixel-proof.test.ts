import { beforeAll, describe, expect, it } from '@jest/globals'
import { pasteMask } from '../../domain/mask/masks.ts'
import { planeOf, type Plane } from '../../domain/mask/plane.ts'
import { pixelsOf, type AspectRatio } from '../../domain/presets/studio-settings.ts'
import { engineInput } from './engine-input.ts'
import { mixed, pasteBack } from './paste-back.ts'
import { encodePlane, encodeRgb, type RgbPicture } from './pixels.ts'
import { readMask } from './read-mask.ts'
import { chunkTypes, noise, png, rgbaOf } from './test-png.ts'
import { painted, prove, type Painting } from './test-proof.ts'

const { round, hypot } = Math

const ellipse: Painting = (x, y, widthPx, heightPx) =>
  hypot((x - widthPx * 0.45) / (widthPx * 0.2), (y - heightPx * 0.4) / (heightPx * 0.15)) <= 1 ? 255 : 0
const softEllipse: Painting = (x, y, widthPx, heightPx) => {
  const value = round(510 - 340 * hypot((x - widthPx * 0.45) / (widthPx * 0.2), (y - heightPx * 0.4) / (heightPx * 0.15)))
  return value < 0 ? 0 : value > 255 ? 255 : value
}
const strokeOf3Px: Painting = (x, y, _widthPx, heightPx) => (x + y >= heightPx - 1 && x + y <= heightPx + 1 ? 255 : 0)
const alongTheBorder: Painting = (x, y, widthPx) => (x < 40 || y < 3 || x === widthPx - 1 ? 255 : 0)

/** As a client sends it: alpha over colours that nobody reads. */
function asSent({ widthPx, heightPx, values }: Plane): string {
  const rgba = new Uint8Array(values.length * 4).fill(77)
  for (let pixel = 0; pixel < values.length; pixel++) rgba[pixel * 4 + 3] = values[pixel] ?? 0
  return png(widthPx, heightPx, 4, rgba).toString('base64')
}

describe.each(Object.entries(pixelsOf) as [AspectRatio, { widthPx: number; heightPx: number }][])(
  'pixels of a %s picture',
  (_ratio, size) => {
    const source: RgbPicture = { ...size, values: noise(size.widthPx * size.heightPx * 3, 1) }
    const generated: RgbPicture = { ...size, values: noise(size.widthPx * size.heightPx * 3, 99) }
    let sourcePng: Uint8Array
    let generatedPng: Uint8Array
    beforeAll(async () => {
      sourcePng = await encodeRgb(source)
      generatedPng = await encodeRgb(generated)
    })

    it.each([
      ['a hard ellipse', ellipse, 0, 0],
      ['a hard ellipse with the default feather', ellipse, 0, 8],
      ['a soft ellipse, grown and feathered', softEllipse, 12, 24],
      ['an ellipse grown and feathered to the utmost', ellipse, 64, 64],
      ['a mask along three borders', alongTheBorder, 0, 8],
      ['a stroke of 3 px', strokeOf3Px, 0, 8],
    ] as const)(
      'given %s, then no byte changes where M is 0 and every byte inside is the exact mix',
      async (_mask, painting, growPx, featherPx) => {
        const plane = painted(size, painting)
        const read = await readMask(asSent(plane), size, false)
        if (!read.ok) throw new Error(read.rejection.type)
        const pasted = await pasteBack({ source: sourcePng, generated: generatedPng, mask: read.value.png, growPx, featherPx })
        const proof = prove(pasted.png, source, generated, pasteMask(plane, growPx, featherPx))
        expect(proof).toMatchObject({ changedOutside: 0, wrongInside: 0 })
        expect(proof.drawn).toBeGreaterThan(1_000)
        expect(chunkTypes(pasted.png)).toEqual(['IHDR', 'IDAT', 'IEND'])
        expect([pasted.png[24], pasted.png[25]]).toEqual([8, 2])
      },
    )

    it('given a stroke of 3 px, then the engine may draw on whole squares of 8 px along it, and gets every colour of the source', async () => {
      const mask = await encodePlane(painted(size, strokeOf3Px))
      const input = await engineInput({ source: sourcePng, mask, growPx: 0, multipleOf: 16, editAlpha: 0 })
      const { values, widthPx, heightPx } = rgbaOf(input.png)
      expect([widthPx, heightPx]).toEqual([size.widthPx, size.heightPx])
      // The stroke falls by 45°, so it meets one square in each row of squares for as long as it is in the picture.
      expect(wholeSquares(values, widthPx, heightPx)).toBeGreaterThanOrEqual(Math.min(widthPx, heightPx) / 8 - 2)
      let otherColours = 0
      for (let pixel = 0; pixel < widthPx * heightPx; pixel++) {
        for (let channel = 0; channel < 3; channel++) if (values[pixel * 4 + channel] !== source.values[pixel * 3 + channel]) otherColours++
      }
      expect(otherColours).toBe(0)
    })

    it('given a mask read upside down, then the proof fails: it can tell', async () => {
      const plane = painted(size, ellipse)
      const flipped = planeOf(
        size.widthPx,
        size.heightPx,
        plane.values.map((value) => 255 - value),
      )
      const pasted = await pasteBack({
        source: sourcePng,
        generated: generatedPng,
        mask: await encodePlane(flipped),
        growPx: 0,
        featherPx: 0,
      })
      const proof = prove(pasted.png, source, generated, plane)
      expect(proof.changedOutside).toBeGreaterThan(1_000_000)
      expect(proof.wrongInside).toBeGreaterThan(100_000)
    })
  },
)

/** Squares of 8 × 8 px whose alpha is 0 throughout: the least that a model at an eighth of the size can see. */
function wholeSquares(rgba: Uint8Array, widthPx: number, heightPx: number): number {
  const kept = new Uint8Array((widthPx / 8) * (heightPx / 8))
  for (let y = 0, at = 3; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, at += 4) if (rgba[at] !== 0) kept[(y >> 3) * (widthPx / 8) + (x >> 3)] = 1
  }
  return kept.filter((isKept) => isKept === 0).length
}

describe('the mix of two values', () => {
  it('given every pair of values and every share, then it is the quotient rounded to the nearest', () => {
    let wrong = 0
    for (let share = 1; share <= 255; share++) {
      for (let source = 0; source <= 255; source++) {
        for (let generated = 0; generated <= 255; generated += source % 5 === 0 ? 1 : 17) {
          if (mixed(source, generated, share) !== round((source * (255 - share) + generated * share) / 255)) wrong++
        }
      }
    }
    expect(wrong).toBe(0)
    expect([mixed(10, 200, 255), mixed(10, 200, 1), mixed(0, 255, 128)]).toEqual([200, 11, 128])
  })
})
