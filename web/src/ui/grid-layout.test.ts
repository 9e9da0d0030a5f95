import { describe, expect, it } from '@jest/globals'
import type { Outline } from '../api/outline.ts'
import { laidOut, monthsOf, rowWith } from './grid-layout.ts'

const hour = 3_600
const noon = new Date(2026, 4, 31, 12).getTime() / 1000
const outlineOf = (hoursBefore: readonly number[]): Outline => ({
  ids: hoursBefore.map((_, at) => `picture-${at}`),
  aspects: hoursBefore.map((_, at) => [1, 0.667, 0.565][at % 3] ?? 1),
  createdAtSeconds: hoursBefore.map((hours) => noon - hours * hour),
})
/** Three pictures a day for two months. */
const gallery = outlineOf(Array.from({ length: 180 }, (_, at) => at * 8))

describe('the layout of a gallery', () => {
  it('holds every picture once and in order, each day under its name', () => {
    const rows = laidOut(gallery, 1_000, 200, 6, true)
    const places = rows.flatMap((row) =>
      row.kind === 'pictures' ? Array.from({ length: row.to - row.from }, (_, at) => row.from + at) : [],
    )
    expect(places).toEqual(gallery.ids.map((_, at) => at))
    const days = rows.filter(({ kind }) => kind === 'day')
    const named = new Set(gallery.createdAtSeconds.map((second) => new Date(second * 1000).toDateString()))
    expect(days.length).toBe(named.size)
    for (const { from, to } of days) {
      const names = gallery.createdAtSeconds.slice(from, to).map((second) => new Date(second * 1000).toDateString())
      expect(new Set(names).size).toBe(1)
    }
  })
  it('lets pictures of one day come back after another one, as an oldest-first list of late arrivals does', () => {
    const rows = laidOut(outlineOf([0, 30, 1]), 1_000, 200, 6, true)
    expect(rows.filter(({ kind }) => kind === 'day').length).toBe(3)
  })
  it('finds the row of any place', () => {
    const rows = laidOut(gallery, 700, 150, 4, true)
    for (const at of gallery.ids.keys()) {
      const row = rows[rowWith(rows, at)]
      expect(row?.kind === 'pictures' && row.from <= at && at < row.to).toBe(true)
    }
    expect(rowWith(rows, -1)).toBe(-1)
    expect(rowWith(rows, gallery.ids.length)).toBe(-1)
  })
  it('waits for a width', () => {
    expect(laidOut(gallery, 0, 200, 6, true)).toEqual([])
  })
})

describe('the months of a gallery', () => {
  it('follow each other without a gap', () => {
    const months = monthsOf(gallery.createdAtSeconds)
    expect(months.map(({ from }) => new Date((gallery.createdAtSeconds[from] ?? 0) * 1000).getMonth())).toEqual([4, 3])
    expect(months[0]?.from).toBe(0)
    expect(months[1]?.from).toBe(months[0]?.to)
    expect(months.at(-1)?.to).toBe(gallery.ids.length)
  })
})
