import { describe, expect, it } from '@jest/globals'
import { executionOrder } from './execution-order.ts'
import type { Graph } from './graph.ts'

const node = (class_type: string, ...from: readonly string[]) => ({
  class_type,
  inputs: Object.fromEntries(from.map((id, at) => [`in${at}`, [id, 0]])),
})

function orderOf(graph: Graph, outputs: readonly string[], cached: readonly string[] = []): string {
  const order = executionOrder(
    graph,
    outputs,
    (id) => graph[id]?.class_type === 'Save',
    (id) => cached.includes(id),
  )
  const ids: string[] = []
  for (let id = order.next(); id !== null; id = order.next()) {
    ids.push(id)
    order.done(id)
  }
  return ids.join(' ')
}

describe('the order of nodes', () => {
  const two: Graph = {
    slow: node('Work'),
    slower: node('Work', 'slow'),
    last: node('Save', 'slower'),
    quick: node('Work'),
    preview: node('Save', 'quick'),
  }

  it('brings the picture that is nearest first', () => {
    expect(orderOf(two, ['last', 'preview'])).toBe('quick preview slow slower last')
  })

  it('runs nothing that no chosen output needs', () => {
    expect(orderOf(two, ['preview'])).toBe('quick preview')
  })

  it('waits for nothing that has a value, but visits an output even so', () => {
    expect(orderOf(two, ['last'], ['slow'])).toBe('slower last')
    expect(orderOf(two, ['last'], ['slow', 'slower', 'last'])).toBe('last')
  })

  it('takes a loader early when what it feeds feeds an output', () => {
    const graph: Graph = {
      a: node('Work'),
      b: node('Work', 'a'),
      c: node('Work', 'b'),
      loader: node('Work'),
      decode: node('Work', 'c', 'loader'),
      save: node('Save', 'decode'),
    }
    expect(orderOf(graph, ['save'])).toBe('loader a b c decode save')
  })
})
