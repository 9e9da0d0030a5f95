import { describe, expect, it } from '@jest/globals'
import type { Graph } from '../workflow.ts'
import { diffGraphs } from './diff-graphs.ts'

const graph: Graph = {
  '1': { class_type: 'Source', inputs: { name: 'a' }, _meta: { title: 'The model' } },
  '2': { class_type: 'Draw', inputs: { model: ['1', 0], steps: 20 } },
}
const words = (one: Graph, other: Graph): readonly string[] => diffGraphs(one, other).map(({ message }) => message)

describe('the difference of two graphs', () => {
  it('given the same graph under other titles, then there is none', () => {
    expect(words(graph, { ...graph, '1': { class_type: 'Source', inputs: { name: 'a' } } })).toEqual([])
  })

  it('given the same graph under other ids, then there is none', () => {
    const renumbered: Graph = {
      '7:1': graph['1'] as Graph[string],
      '7:2': { class_type: 'Draw', inputs: { model: ['7:1', 0], steps: 20 } },
    }
    expect(words(graph, renumbered)).toEqual([])
  })

  it('given other values and links, then both sides are told', () => {
    const other: Graph = {
      '1': { class_type: 'Source', inputs: { name: 'b', extra: true } },
      '2': { class_type: 'Draw', inputs: { model: ['1', 1] } },
    }
    expect(words(graph, other)).toEqual([
      'node 1 "The model" (Source): name changes from "a" to "b"',
      'node 1 "The model" (Source): extra is new: true',
      'node 2 (Draw): model changes from a link to output 0 of node 1 to a link to output 1 of node 1',
      'node 2 (Draw): steps is gone (was 20)',
    ])
  })

  it('given a node on one side only, then it is named', () => {
    expect(words(graph, { ...graph, '3': { class_type: 'Save', inputs: {} } })).toEqual(['node 3 (Save) is only in the second'])
    expect(words({ ...graph, '3': { class_type: 'Save', inputs: {} } }, graph)).toEqual(['node 3 (Save) is only in the first'])
  })

  it('given an id that has become another class, then one node went and one came', () => {
    expect(words(graph, { ...graph, '1': { class_type: 'Other', inputs: {} } })).toEqual([
      'node 1 "The model" (Source) is only in the first',
      'node 1 (Other) is only in the second',
    ])
  })

  it('given lists and objects as values, then their contents count, not their order of names', () => {
    const boxed = (value: unknown): Graph => ({ '1': { class_type: 'Boxes', inputs: { value } } })
    expect(words(boxed({ x: 1, y: [1, 2] }), boxed({ y: [1, 2], x: 1 }))).toEqual([])
    expect(words(boxed({ x: 1 }), boxed({ x: 2 }))).toHaveLength(1)
  })
})
