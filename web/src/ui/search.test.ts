import { describe, expect, it } from '@jest/globals'
import { filtersOf, gallerySearch, insightsSearch, signInSearch, viewerSearch, withOrWithout } from './search.ts'

describe('the gallery’s address', () => {
  it('keeps what it knows and drops what it does not', () => {
    expect(gallerySearch({ q: 'hat', kind: 'edited', fav: true, sort: 'newest', scene: '', nonsense: 1 })).toEqual({
      q: 'hat',
      kind: 'edited',
      fav: true,
    })
    expect(gallerySearch({ kind: 'stolen', fav: 'yes' })).toEqual({})
  })
  it('takes numbers for words, because 2024 may be searched for', () => {
    expect(gallerySearch({ q: 2024 })).toEqual({ q: '2024' })
  })
  it('cuts words that are longer than the server searches for', () => {
    expect(gallerySearch({ q: 'x'.repeat(5_000) }).q).toHaveLength(400)
  })
  it('asks the server up to the end of the last day', () => {
    const { from, to } = filtersOf({ from: '2026-01-02', to: '2026-01-02' })
    expect(new Date(to ?? '').getTime() - new Date(from ?? '').getTime()).toBe(86_400_000)
  })
  it('asks from midnight to midnight on every day of the year, also where clocks are put forward and back', () => {
    const days = Array.from({ length: 365 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10))
    const ends = days.slice(0, -1).map((day) => filtersOf({ to: day }).to)
    expect(ends).toEqual(days.slice(1).map((day) => filtersOf({ from: day }).from))
  })
  it('drops a day that is none', () => {
    expect(gallerySearch({ from: 'soon', to: '2026-13-40' })).toEqual({})
    expect(gallerySearch({ from: '0026-01-02', to: '275760-09-13' })).toEqual({})
    expect(gallerySearch({ from: '2026-01-02' })).toEqual({ from: '2026-01-02' })
  })
  it('says several scenes in one order, and nothing once the last is taken away', () => {
    const two = withOrWithout('night_out', 'beach_day')
    expect(two).toBe(withOrWithout('beach_day', 'night_out'))
    expect(filtersOf(gallerySearch({ scene: two })).scene).toEqual(['beach_day', 'night_out'])
    expect(withOrWithout(two, 'beach_day')).toBe('night_out')
    expect(withOrWithout('night_out', 'night_out')).toBeUndefined()
  })
  const nova = '00000000-0000-4000-8000-00000000000a'
  it.each([
    [{ scene: 'nope' }, { dropped: true }],
    [
      { scene: 'beach_day.nope', q: 'hat' },
      { scene: 'beach_day', q: 'hat', dropped: true },
    ],
    [{ environment: 'moon', ratio: '16:9' }, { dropped: true }],
    [
      { environment: 'toString', ratio: '2:3' },
      { ratio: '2:3', dropped: true },
    ],
    [{ character: 'nope' }, { dropped: true }],
    [
      { character: nova, environment: 'cafe' },
      { character: nova, environment: 'cafe' },
    ],
  ])('of %j leaves %j: the server would refuse the rest', (asked, left) => {
    expect(gallerySearch(asked)).toEqual(left)
  })
  it('still says that something was dropped once it stands right, for the page to tell', () => {
    expect(gallerySearch(gallerySearch({ scene: 'nope' }))).toEqual({ dropped: true })
    expect(insightsSearch({ character: 'nope', days: 7 })).toEqual({ days: 7, dropped: true })
    expect(insightsSearch({ character: nova })).toEqual({ character: nova })
  })
  it('of a picture carries the list along', () => {
    expect(viewerSearch({ q: 'hat', compare: true })).toEqual({ q: 'hat', compare: true })
  })
})

describe('the way back after signing in', () => {
  it('leads to a page of this site', () => {
    expect(signInSearch({ back: '/images/1/edit?mask=2' })).toEqual({ back: '/images/1/edit?mask=2' })
  })
  it.each(['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', 'studio', 7])('never elsewhere: %s', (back) => {
    expect(signInSearch({ back })).toEqual({})
  })
})
