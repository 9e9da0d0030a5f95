import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { starterCharacter } from '../../../domain/presets/outfits.ts'
import { composePrompt } from '../../../domain/presets/prompt.ts'
import { aspectRatios, environments, pixelsOf, scenes } from '../../../domain/presets/studio-settings.ts'
import { figureSvg } from './figure/figure.ts'
import { labelBox } from './label.ts'
import { createPainter } from './painter.ts'
import { readPortrait } from './prompt-reader.ts'

const painter = createPainter({
  spritesDir: join(dirname(require.resolve('@lobehub/fluent-emoji-3d/package.json')), 'assets'),
  library: JSON.parse(readFileSync(require.resolve('emojilib/dist/emoji-en-US.json'), 'utf8')) as Record<string, string[]>,
})
type Studio = Parameters<typeof composePrompt>[1]
const studio: Studio = {
  scene: 'professional_portrait',
  environment: 'studio',
  outfit: 'hoodie',
  aspectRatio: '1:1',
  qualityMode: 'draft',
  nsfw: false,
}
const promptOf = (settings: Partial<Studio> = {}, looks = {}): string =>
  composePrompt({ ...starterCharacter, ...looks }, { ...studio, ...settings }, '').prompt
const portrait = async (prompt: string, seed = 7, widthPx = 128, heightPx = 192): Promise<Uint8Array> =>
  (await painter.paint({ kind: 'portrait', prompt, negativePrompt: '', seed, widthPx, heightPx })).rgb

/** Compared instead of the bytes: a difference is told in one line. */
const print = (rgb: Uint8Array): string => createHash('sha256').update(rgb).digest('hex')

/** The mean and the spread of the values: a picture that is all one colour has no spread. */
function statistics(rgb: Uint8Array): { readonly mean: number; readonly spread: number } {
  const mean = rgb.reduce((sum, value) => sum + value, 0) / rgb.length
  return { mean, spread: Math.sqrt(rgb.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rgb.length) }
}

describe('portraits by the preview painter', () => {
  const all = environments.flatMap((environment) =>
    scenes.flatMap((scene) => aspectRatios.map((ratio) => [environment, scene, ratio] as const)),
  )

  it.each(all)('%s, %s, %s is painted as large as asked for and is a picture of something', async (environment, scene, ratio) => {
    const [widthPx, heightPx] = [pixelsOf[ratio].widthPx / 8, pixelsOf[ratio].heightPx / 8]
    const rgb = await portrait(promptOf({ environment, scene, aspectRatio: ratio }), 3, widthPx, heightPx)
    expect(rgb).toHaveLength(widthPx * heightPx * 3)
    const { mean, spread } = statistics(rgb)
    expect(mean).toBeGreaterThan(25)
    expect(mean).toBeLessThan(225)
    expect(spread).toBeGreaterThan(20)
  })

  it.each([
    [64, 64],
    [333, 211],
    [90, 400],
    [17, 16],
  ])('paints %d × %d too', async (widthPx, heightPx) => {
    expect(await portrait(promptOf(), 1, widthPx, heightPx)).toHaveLength(widthPx * heightPx * 3)
  })

  it('gives the same bytes for the same request and others for another seed or prompt', async () => {
    const one = print(await portrait(promptOf(), 21))
    expect(print(await portrait(promptOf(), 21))).toBe(one)
    expect(print(await portrait(promptOf(), 22))).not.toBe(one)
    expect(print(await portrait(promptOf({ outfit: 'evening gown' }), 21))).not.toBe(one)
  })

  it('seeds beyond 32 bits differ from one another', async () => {
    expect(print(await portrait(promptOf(), 2 ** 40 + 1))).not.toBe(print(await portrait(promptOf(), 1)))
  })

  it('night is darker than the day', async () => {
    const day = statistics(await portrait(promptOf({ environment: 'urban_street', scene: 'fitness_motivation' })))
    const night = statistics(await portrait(promptOf({ environment: 'urban_street', scene: 'night_out' })))
    expect(night.mean).toBeLessThan(day.mean - 30)
  })

  it('carries its label in the lower corner', async () => {
    const [widthPx, heightPx] = [512, 512]
    const rgb = await portrait(promptOf({ environment: 'beach', scene: 'beach_day' }), 7, widthPx, heightPx)
    const { left, top, width, height } = labelBox(widthPx, heightPx)
    const lights: number[] = []
    for (let y = Math.ceil(top + 1); y < top + height - 1; y++) {
      for (let x = Math.ceil(left + height / 2); x < left + width - height / 2; x++) lights.push(rgb[(y * widthPx + x) * 3 + 1] as number)
    }
    const bright = lights.filter((light) => light > 190).length / lights.length
    const dark = lights.filter((light) => light < 140).length / lights.length
    expect(bright).toBeGreaterThan(0.08)
    expect(dark).toBeGreaterThan(0.4)
  })
})

describe('the person in the portraits', () => {
  const figure = (prompt: string, seed: number): string => figureSvg(readPortrait(prompt), seed, 300, 280)
  const features = (svg: string): string[] => [...new Set(svg.match(/#[0-9a-f]{6}/g) ?? [])].sort()

  it('keeps the colours of skin, hair and eyes from picture to picture', () => {
    const one = features(figure(promptOf({ scene: 'cozy_home', environment: 'cafe' }), 1))
    for (const [at, scene] of scenes.entries()) {
      expect(features(figure(promptOf({ scene, environment: environments[at % environments.length] ?? 'cafe' }), 1))).toEqual(
        expect.arrayContaining(one.slice(0, 3)),
      )
    }
    expect(figure(promptOf({ environment: 'beach' }), 4)).toBe(figure(promptOf({ environment: 'office' }), 4))
  })

  it('another person looks different', () => {
    expect(figure(promptOf({}, { hairColor: 'black' }), 1)).not.toBe(figure(promptOf(), 1))
    expect(figure(promptOf({}, { eyeColor: 'blue' }), 1)).not.toBe(figure(promptOf(), 1))
  })

  it('gives a woman no beard and a man the one that the words tell', () => {
    const bearded = figure('a 40-year-old man with a full beard, short brown hair', 1)
    const shaven = figure('a 40-year-old man, clean-shaven, short brown hair', 1)
    expect(bearded.length).toBeGreaterThan(shaven.length + 400)
  })
})
