import { describe, expect, it } from '@jest/globals'
import { allSelected, chosenOf, nothingSelected, stretched, toggled } from './selection.ts'

const order = ['a', 'b', 'c', 'd', 'e']

describe('a selection', () => {
  it('takes one picture in, and out again', () => {
    const one = toggled(nothingSelected, 'b', false, order)
    expect(chosenOf(one, order)).toEqual(['b'])
    expect(chosenOf(toggled(one, 'b', false, order), order)).toEqual([])
  })
  it('takes a stretch with Shift, in either direction, ends included', () => {
    const from = toggled(nothingSelected, 'd', false, order)
    expect(chosenOf(toggled(from, 'b', true, order), order)).toEqual(['b', 'c', 'd'])
    const again = toggled(toggled(from, 'b', true, order), 'c', true, order)
    expect(chosenOf(again, order)).toEqual(['b', 'c', 'd'])
  })
  it('takes one with Shift where nothing was taken before', () => {
    expect(chosenOf(toggled(nothingSelected, 'c', true, order), order)).toEqual(['c'])
  })
  it('forgets pictures that are gone, also as the start of a stretch', () => {
    const chosen = toggled(nothingSelected, 'b', false, order)
    const left = order.filter((id) => id !== 'b')
    expect(chosenOf(chosen, left)).toEqual([])
    expect(chosenOf(toggled(chosen, 'd', true, left), left)).toEqual(['d'])
  })
  it('grows by what Shift and an arrow pass, from the picture that had the focus', () => {
    const one = stretched(nothingSelected, 'b', 'c', order)
    expect(chosenOf(one, order)).toEqual(['b', 'c'])
    expect(chosenOf(stretched(one, 'c', 'e', order), order)).toEqual(['b', 'c', 'd', 'e'])
    expect(chosenOf(stretched(toggled(nothingSelected, 'a', false, order), 'd', 'c', order), order)).toEqual(['a', 'c', 'd'])
  })
  it('takes all', () => {
    expect(chosenOf(allSelected(order), order)).toEqual(order)
  })
})
