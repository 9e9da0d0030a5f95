import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { createPainter } from './painter.ts'
import { randomFrom } from './random.ts'

const painter = createPainter({
  spritesDir: join(dirname(require.resolve('@lobehub/fluent-emoji-3d/package.json')), 'assets'),
  library: JSON.parse(readFileSync(require.resolve('emojilib/dist/emoji-en-US.json'), 'utf8')) as Record<string, string[]>,
})
const [widthPx, heightPx] = [160, 120]

/** Sky over ground with a red square cloth, in a fine noise. */
const picture = (): Uint8Array => {
  const random = randomFrom(5)
  return Uint8Array.from({ length: widthPx * heightPx * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3)
    const [x, y] = [pixel % widthPx, Math.floor(pixel / widthPx)]
    const cloth = x > 60 && x < 110 && y > 40 && y < 90
    const colour = cloth ? [180, 40, 40] : y < 60 ? [120, 170, 220] : [190, 170, 120]
    return (colour[at % 3] as number) + Math.floor(random() * 12)
  })
}
const ellipse = (x: number, y: number, rx: number, ry: number): Uint8Array =>
  Uint8Array.from({ length: widthPx * heightPx }, (_, at) =>
    (((at % widthPx) - x) / rx) ** 2 + ((Math.floor(at / widthPx) - y) / ry) ** 2 <= 1 ? 255 : 0,
  )
const edit = async (prompt: string, mask: Uint8Array, seed = 7): Promise<Uint8Array> =>
  (await painter.paint({ kind: 'inpaint', prompt, negativePrompt: '', seed, widthPx, heightPx, rgb: picture(), mask })).rgb
/** Compared instead of the bytes: a difference is told in one line. */
const print = (rgb: Uint8Array): string => createHash('sha256').update(rgb).digest('hex')
const changed = (rgb: Uint8Array, pixel: number, before: Uint8Array): boolean =>
  [0, 1, 2].some((channel) => rgb[pixel * 3 + channel] !== before[pixel * 3 + channel])
const pixels = (mask: Uint8Array, value: number): number[] => [...mask.keys()].filter((at) => (mask[at] !== 0 ? 255 : 0) === value)
const mean = (rgb: Uint8Array, mask: Uint8Array, channel: number): number => {
  const inside = pixels(mask, 255)
  return inside.reduce((sum, pixel) => sum + (rgb[pixel * 3 + channel] as number), 0) / inside.length
}

describe('edits by the preview painter', () => {
  const masks = {
    'in the middle': ellipse(80, 60, 34, 30),
    'at a corner': ellipse(0, 0, 40, 40),
    'a thin stroke': Uint8Array.from({ length: widthPx * heightPx }, (_, at) => (Math.abs(Math.floor(at / widthPx) - 50) < 2 ? 255 : 0)),
    everything: new Uint8Array(widthPx * heightPx).fill(255),
    'a single pixel': Uint8Array.from({ length: widthPx * heightPx }, (_, at) => (at === 5000 ? 255 : 0)),
  }
  const prompts = ['add a banana', 'three red apples', 'remove it', '', 'make the cloth red', 'blue hair', 'qwzx']

  it.each(Object.entries(masks).flatMap(([name, mask]) => prompts.map((prompt) => [prompt, name, mask] as const)))(
    '"%s" with a mask %s changes nothing outside of it',
    async (prompt, _name, mask) => {
      const before = picture()
      const after = await edit(prompt, mask)
      expect(after).toHaveLength(before.length)
      expect(pixels(mask, 0).filter((pixel) => changed(after, pixel, before))).toHaveLength(0)
    },
  )

  it('changes most of what is inside', async () => {
    const mask = masks['in the middle']
    for (const prompt of ['a banana', 'remove it', 'make the cloth blue']) {
      const after = await edit(prompt, mask)
      const [inside, before] = [pixels(mask, 255), picture()]
      expect(inside.filter((pixel) => changed(after, pixel, before)).length / inside.length).toBeGreaterThan(0.4)
    }
  })

  it('gives the same bytes for the same seed and others for another', async () => {
    const mask = masks['in the middle']
    const one = print(await edit('a banana', mask, 11))
    expect(print(await edit('a banana', mask, 11))).toBe(one)
    expect(print(await edit('a banana', mask, 12))).not.toBe(one)
    expect(print(await edit('a pumpkin', mask, 11))).not.toBe(one)
  })

  it('an empty mask changes nothing', async () => {
    expect(print(await edit('a banana', new Uint8Array(widthPx * heightPx)))).toBe(print(picture()))
  })

  it('removes a thing: what surrounded it is there instead', async () => {
    const mask = ellipse(85, 65, 44, 44)
    const after = await edit('remove the cloth', mask)
    expect(mean(picture(), mask, 0) - mean(picture(), mask, 1)).toBeGreaterThan(40)
    expect(mean(after, mask, 0) - mean(after, mask, 1)).toBeLessThan(20)
  })

  it('shows a thing of the colours that the word says', async () => {
    const mask = ellipse(30, 30, 26, 26)
    const banana = await edit('a banana', mask)
    expect(mean(banana, mask, 0)).toBeGreaterThan(mean(banana, mask, 2) + 20)
  })

  it('"add" leaves the ground as it is beside the thing; without it the thing takes the place of all that is masked', async () => {
    const round = ellipse(30, 90, 24, 24)
    const mask = round.map((value, at) =>
      Math.abs(Math.floor(at / widthPx) - 80) < 4 && at % widthPx > 30 && at % widthPx < 120 ? 255 : value,
    )
    const before = picture()
    const arm = pixels(mask, 255).filter((pixel) => pixel % widthPx > 66)
    const touched = async (prompt: string): Promise<number> => {
      const after = await edit(prompt, mask)
      return arm.filter((pixel) => changed(after, pixel, before)).length
    }
    expect(await touched('add a pumpkin')).toBe(0)
    expect(await touched('a pumpkin')).toBeGreaterThan(arm.length / 2)
  })

  it('recolours the cloth and keeps its light and shade, and leaves what is not cloth', async () => {
    const mask = ellipse(85, 65, 30, 30)
    const after = await edit('make the jacket blue', mask)
    const before = picture()
    const cloth = pixels(mask, 255).filter((pixel) => (before[pixel * 3 + 1] as number) < 60)
    const other = pixels(mask, 255).filter((pixel) => (before[pixel * 3 + 1] as number) > 140)
    expect(cloth.every((pixel) => (after[pixel * 3 + 2] as number) >= (before[pixel * 3 + 2] as number))).toBe(true)
    expect(mean(after, mask, 2)).toBeGreaterThan(mean(before, mask, 2) + 40)
    expect(other.filter((pixel) => changed(after, pixel, before))).toHaveLength(0)
  })
})
