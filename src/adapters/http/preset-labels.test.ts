import { expect, it } from '@jest/globals'
import { adultAge } from '../../domain/presets/appearance.ts'
import { aspectRatios, environments, pixelsOf, scenes, studioDefaults } from '../../domain/presets/studio-settings.ts'
import { presets } from './contract/presets.ts'
import { presetOptions } from './preset-labels.ts'

it('the presets offer every value of the domain, its sizes, its ages and its defaults', () => {
  expect(presets.safeParse(presetOptions).error).toBeUndefined()
  expect(presetOptions.scenes.map(({ value }) => value)).toEqual(scenes)
  expect(presetOptions.environments.map(({ value }) => value)).toEqual(environments)
  expect(presetOptions.aspectRatios.map(({ value, width, height }) => [value, { widthPx: width, heightPx: height }])).toEqual(
    aspectRatios.map((ratio) => [ratio, pixelsOf[ratio]]),
  )
  expect(presetOptions.character.age).toEqual(adultAge)
  expect(presetOptions.defaults).toEqual(studioDefaults)
})
