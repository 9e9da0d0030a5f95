import { describe, expect, it } from '@jest/globals'
import type { Box, Size } from '../../application/ports/image-codec.ts'
import { engineMask, pasteMask } from '../../domain/mask/masks.ts'
import type { Plane } from '../../domain/mask/plane.ts'
import { pixelsOf } from '../../domain/presets/studio-settings.ts'
import { engineInput } from './engine-input.ts'
import { areaOf } from './part.ts'
import { pasteBack } from './paste-back.ts'
import { encodePlane, encodeRgb, type RgbPicture } from './pixels.ts'
import { noise, rgbaOf } from './test-png.ts'
import { painted, prove, type Painting } from './test-proof.ts'

const dot =
  (atX: number, atY: number): Painting =>
  (x, y, widthPx, heightPx) =>
    x === Math.round((widthPx - 1) * atX) && y === Math.round((heightPx - 1) * atY) ? 255 : 0
const face: Painting = (x, y, widthPx, heightPx) =>
  Math.hypot((x - widthPx * 0.5) / (widthPx * 0.1), (y - heightPx * 0.25) / (heightPx * 0.06)) <= 1 ? 255 : 0
const softHand: Painting = (x, y, widthPx, heightPx) =>
  Math.max(0, Math.min(255, Math.round(510 - 6 * Math.hypot(x - widthPx * 0.7, y - heightPx * 0.8))))
const almostAll: Painting = (x, y) => (x > 2 && y > 2 ? 255 : 0)
const twoFarApart: Painting = (x, y, widthPx, heightPx) => ((x < 9 && y < 9) || (x > widthPx - 9 && y > heightPx - 9) ? 255 : 0)
const alongTheBottom: Painting = (_x, y, _widthPx, heightPx) => (y >= heightPx - 2 ? 255 : 0)

const masks: readonly (readonly [string, Painting])[] = [
  ['a face', face],
  ['a soft hand', softHand],
  ['one pixel in the middle', dot(0.5, 0.5)],
  ['one pixel in the first corner', dot(0, 0)],
  ['one pixel in the last corner', dot(1, 1)],
  ['one pixel at the right border', dot(1, 0.5)],
  ['two spots in opposite corners', twoFarApart],
  ['two rows at the bottom', alongTheBottom],
  ['all but a strip', almostAll],
]

/** One colour, so that no scaling changes it and every byte under the mask is known exactly. */
function plain({ widthPx, heightPx }: Size): RgbPicture {
  const values = new Uint8Array(widthPx * heightPx * 3)
  for (let at = 0; at < values.length; at++) values[at] = [211, 40, 97][at % 3] ?? 0
  return { widthPx, heightPx, values }
}

const noisy = ({ widthPx, heightPx }: Size): RgbPicture => ({ widthPx, heightPx, values: noise(widthPx * heightPx * 3, 7) })

async function pasted(source: RgbPicture, mask: Plane, drawn: Size, by: { readonly growPx: number; readonly featherPx: number }) {
  const [sourcePng, maskPng] = await Promise.all([encodeRgb(source), encodePlane(mask)])
  const box = await areaOf(maskPng, by.growPx)
  const { png } = await pasteBack({ source: sourcePng, generated: await encodeRgb(plain(drawn)), mask: maskPng, ...by, box })
  return { png, box }
}

const isWithin = ({ x, y, width, height }: Box, { widthPx, heightPx }: Size): boolean =>
  x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= widthPx && y + height <= heightPx

/** A quarter of each ratio's pixels a side: what is exact there is exact at every size, and nobody has to wait for it. */
const quarters = Object.entries(pixelsOf).map(
  ([ratio, { widthPx, heightPx }]) => [ratio, { widthPx: widthPx / 4, heightPx: heightPx / 4 }] as const,
)

describe.each([...quarters, ['of no even size', { widthPx: 301, heightPx: 199 }] as const])(
  'the masked area of a picture, %s',
  (_name, size) => {
    const source = noisy(size)

    it.each(masks)('given %s, then no byte changes where M is 0 and every byte inside is the exact mix', async (_mask, painting) => {
      const mask = painted(size, painting)
      for (const [by, drawn] of [
        [
          { growPx: 0, featherPx: 8 },
          { widthPx: 416, heightPx: 368 },
        ],
        [
          { growPx: 5, featherPx: 0 },
          { widthPx: 32, heightPx: 48 },
        ],
      ] as const) {
        const { png, box } = await pasted(source, mask, drawn, by)
        expect(isWithin(box, size)).toBe(true)
        const proof = prove(png, source, plain(size), pasteMask(mask, by.growPx, by.featherPx))
        expect(proof).toMatchObject({ changedOutside: 0, wrongInside: 0 })
        expect(proof.drawn).toBeGreaterThan(0)
      }
    })
  },
)

describe('what the engine gets of a masked area', () => {
  const size = { widthPx: 400, heightPx: 300 }
  const source = noisy(size)
  const mask = painted(size, face)

  it('given the part at its own size, then its colours are the source’s and its alpha the engine mask’s', async () => {
    const [sourcePng, maskPng] = await Promise.all([encodeRgb(source), encodePlane(mask)])
    const box = await areaOf(maskPng, 0)
    const part = { box, drawn: { widthPx: box.width, heightPx: box.height } }
    const sent = rgbaOf((await engineInput({ source: sourcePng, mask: maskPng, growPx: 0, multipleOf: 16, editAlpha: 0, part })).png)
    expect([sent.widthPx % 16, sent.heightPx % 16]).toEqual([0, 0])
    const drawable = engineMask(mask, 0)
    const wrong: string[] = []
    for (let y = 0; y < box.height; y++) {
      for (let x = 0; x < box.width; x++) {
        const from = (box.y + y) * size.widthPx + box.x + x
        const to = (y * sent.widthPx + x) * 4
        if ([0, 1, 2].some((channel) => sent.values[to + channel] !== source.values[from * 3 + channel])) wrong.push(`colour at ${x},${y}`)
        if (sent.values[to + 3] !== 255 - (drawable.values[from] ?? 0)) wrong.push(`alpha at ${x},${y}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it.each([
    ['larger', { widthPx: 1024, heightPx: 800 }],
    ['smaller', { widthPx: 48, heightPx: 32 }],
    ['smaller than a stroke can survive', { widthPx: 16, heightPx: 16 }],
  ])('given the part drawn %s, then all that the mask touches may be drawn on', async (_how, drawn) => {
    const [sourcePng, maskPng] = await Promise.all([encodeRgb(source), encodePlane(mask)])
    const box = await areaOf(maskPng, 0)
    const part = { box, drawn }
    const sent = rgbaOf((await engineInput({ source: sourcePng, mask: maskPng, growPx: 0, multipleOf: 16, editAlpha: 0, part })).png)
    let kept = 0
    for (let at = 0; at < mask.values.length; at++) {
      if (mask.values[at] === 0) continue
      const x = Math.floor((((at % size.widthPx) - box.x + 0.5) * drawn.widthPx) / box.width)
      const y = Math.floor(((Math.floor(at / size.widthPx) - box.y + 0.5) * drawn.heightPx) / box.height)
      if (sent.values[(y * sent.widthPx + x) * 4 + 3] !== 0) kept++
    }
    expect(kept).toBe(0)
  })

  it('given a drawing that shades from left to right, then it comes back in its place', async () => {
    const box = { x: 100, y: 60, width: 200, height: 150 }
    const drawn = { widthPx: 1000, heightPx: 750 }
    const shaded: RgbPicture = { ...drawn, values: new Uint8Array(drawn.widthPx * drawn.heightPx * 3) }
    for (let at = 0; at < shaded.values.length; at++)
      shaded.values[at] = Math.floor(((Math.floor(at / 3) % drawn.widthPx) * 200) / drawn.widthPx)
    const inside = painted(size, (x, y) => (x >= 110 && x < 290 && y >= 70 && y < 200 ? 255 : 0))
    const { png } = await pasteBack({
      source: await encodeRgb(source),
      generated: await encodeRgb(shaded),
      mask: await encodePlane(inside),
      growPx: 0,
      featherPx: 0,
      box,
    })
    const result = rgbaOf(png)
    for (const x of [110, 150, 200, 250, 289]) {
      expect(Math.abs((result.values[(100 * size.widthPx + x) * 4] ?? 0) - (x - box.x))).toBeLessThanOrEqual(1)
    }
  })

  it('given a part that reaches out of its picture, then it is refused, not guessed', async () => {
    const request = { source: await encodeRgb(source), mask: await encodePlane(mask), growPx: 0, multipleOf: 16, editAlpha: 0 as const }
    const part = { box: { x: 390, y: 0, width: 20, height: 20 }, drawn: { widthPx: 64, heightPx: 64 } }
    await expect(engineInput({ ...request, part })).rejects.toThrow(/reaches out/)
  })
})
