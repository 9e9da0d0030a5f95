import { describe, expect, it } from '@jest/globals'
import type { Lineage } from '../../api/images.ts'
import { familyOf, membersOf, pickedWith, rowsOf, stepFrom } from './family.ts'

const image = (id: string, createdAt = `2026-01-01T00:00:0${id.length}Z`) => ({ id, createdAt })
const lineage = {
  rootImageId: 'root',
  images: [image('root'), image('later', '2026-01-03'), image('first', '2026-01-02'), image('grandchild')],
  edges: [
    { parentId: 'root', childId: 'later', changes: [] },
    { parentId: 'root', childId: 'first', changes: [{ field: 'seed', from: 1, to: 2 }] },
    { parentId: 'first', childId: 'grandchild', changes: [] },
  ],
} as unknown as Lineage
const family = familyOf(lineage)
const members = family === null ? [] : membersOf(family)

describe('a family of pictures', () => {
  it('stands as a tree, older edits first', () => {
    expect(members.map(({ image: { id }, level }) => [id, level])).toEqual([
      ['root', 1],
      ['first', 2],
      ['grandchild', 3],
      ['later', 2],
    ])
  })
  it('takes a row for each picture that nothing was made of', () => {
    const rows = ['root', 'first', 'later'].map((id) => members.find((member) => member.image.id === id)).map((one) => one && rowsOf(one))
    expect(rows).toEqual([2, 1, 1])
  })
  it('tells along each edge what was done otherwise', () => {
    expect(members[1]?.changes).toEqual([{ field: 'seed', from: 1, to: 2 }])
  })
  it('has no tree without its original', () => {
    expect(familyOf({ ...lineage, images: [] })).toBeNull()
  })
})

describe('the keyboard', () => {
  it('walks down and up in the order of the eye, and stops at the ends', () => {
    expect(stepFrom('ArrowDown', 'grandchild', members)).toBe('later')
    expect(stepFrom('ArrowUp', 'later', members)).toBe('grandchild')
    expect(stepFrom('ArrowUp', 'root', members)).toBeNull()
    expect(stepFrom('ArrowDown', 'later', members)).toBeNull()
  })
  it('goes to the parent and to the first edit', () => {
    expect(stepFrom('ArrowLeft', 'grandchild', members)).toBe('first')
    expect(stepFrom('ArrowRight', 'root', members)).toBe('first')
    expect(stepFrom('ArrowRight', 'later', members)).toBeNull()
  })
  it('goes to both ends', () => {
    expect(stepFrom('Home', 'later', members)).toBe('root')
    expect(stepFrom('End', 'root', members)).toBe('later')
  })
})

describe('picking', () => {
  it('keeps two: a third takes the place of the one picked first', () => {
    expect(pickedWith(['a', 'b'], 'c')).toEqual(['b', 'c'])
  })
  it('lets go of what is picked again', () => {
    expect(pickedWith(['a', 'b'], 'a')).toEqual(['b'])
  })
})
