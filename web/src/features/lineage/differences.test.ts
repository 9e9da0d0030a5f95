import { describe, expect, it } from '@jest/globals'
import type { WireImage } from '../../api/images.ts'
import { changeLines, differencesOf } from './differences.ts'

const image = (over: Partial<WireImage>): WireImage =>
  ({
    origin: 'generated',
    editPrompt: null,
    prompt: 'a beach',
    negativePrompt: 'blurry',
    seed: 7,
    workflow: 'studio',
    maskCoveragePct: null,
    width: 832,
    height: 1472,
    params: { steps: 20 },
    ...over,
  }) as WireImage

describe('two pictures side by side', () => {
  it('show only what differs, with units, and how much is the same', () => {
    const edit = image({ origin: 'edited', editPrompt: 'a red hat', maskCoveragePct: 4.8, seed: 8, params: { steps: 20, growPx: 12 } })
    const { differing, same } = differencesOf(image({}), edit)
    expect(differing).toEqual([
      { name: 'Made by', a: 'Generated', b: 'Edit' },
      { name: 'Asked for', a: null, b: 'a red hat' },
      { name: 'Mask', a: null, b: '4.8%' },
      { name: 'Seed', a: '7', b: '8' },
      { name: 'Grow', a: null, b: '12 px' },
    ])
    expect(same).toBe(5)
  })
  it('that were made alike differ in nothing', () => {
    expect(differencesOf(image({}), image({})).differing).toEqual([])
  })
})

describe('an edge of the tree', () => {
  it('says nothing of the steps that another workflow brings with it', () => {
    expect(
      changeLines([
        { field: 'workflow', from: 'studio', to: 'fill' },
        { field: 'steps', from: 9, to: 20 },
        { field: 'seed', from: 7, to: 8 },
      ]),
    ).toEqual(['Seed 8', 'Workflow fill'])
    expect(changeLines([{ field: 'steps', from: 9, to: 20 }])).toEqual(['Steps 9 to 20'])
  })
  it('says nothing of settings that nobody touched, but of those that were set back', () => {
    expect(changeLines([{ field: 'growPx', from: null, to: 0 }])).toEqual([])
    expect(changeLines([{ field: 'growPx', from: 12, to: 0 }])).toEqual(['Grow 12 px to 0 px'])
  })
  it('says what changed in few words, and leaves out what the picture shows anyway', () => {
    expect(
      changeLines([
        { field: 'editPrompt', from: null, to: 'a hat' },
        { field: 'prompt', from: 'long', to: 'longer' },
        { field: 'seed', from: 7, to: 8 },
        { field: 'featherPx', from: 8, to: 16 },
        { field: 'strength', from: 1, to: 0.7 },
        { field: 'growPx', from: 4, to: null },
      ]),
    ).toEqual(['Prompt reworded', 'Seed 8', 'Soft edge 8 px to 16 px', 'Strength 100% to 70%', 'No grow'])
  })
})
