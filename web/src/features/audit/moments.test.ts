import { describe, expect, it } from '@jest/globals'
import { eventAt, indexAt, placesOf, subjectOfStream } from './moments.ts'

const at = (...seconds: number[]) => seconds.map((second) => ({ recordedAt: new Date(second * 1000).toISOString() }))
const positions = ['3', '10', '200'].map((position) => ({ position }))

describe('moments of a history', () => {
  it('given times, then events stand as far apart as they happened', () => {
    expect(placesOf(at(10, 15, 20))).toEqual([0, 50, 100])
  })
  it('given one moment for all, then they stand evenly, and nothing is divided by nothing', () => {
    expect(placesOf(at(10, 10, 10))).toEqual([25, 50, 75])
  })
  it('given a place between two events, then the earlier one counts', () => {
    expect([0, 49, 50, 99, 100].map((place) => eventAt([0, 50, 100], place))).toEqual([0, 0, 1, 1, 2])
    expect(eventAt([25, 50], 3)).toBe(0)
  })
  it('given a position of the log, then it is compared as a number, and an unknown one means what was there by then', () => {
    expect(['3', '10', '11', '200', '9999', '1'].map((position) => indexAt(positions, position))).toEqual([0, 1, 1, 2, 2, 0])
    expect(indexAt(positions, null)).toBe(2)
  })
  it('knows what a stream is about', () => {
    expect(subjectOfStream('imageAsset-1-2')).toEqual({ of: 'image', id: '1-2' })
    expect(subjectOfStream('editJob-3')).toEqual({ of: 'job', id: '3' })
    expect(subjectOfStream('character-4')).toBeNull()
  })
})
