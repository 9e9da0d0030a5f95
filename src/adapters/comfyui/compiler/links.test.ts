import { describe, expect, it } from '@jest/globals'
import {
  classOf,
  compiled,
  exportOf,
  graphOf,
  link,
  oldClasses,
  testClasses,
  widgetLink,
  type TestLink,
  type TestNode,
} from './test-exports.ts'

const source = (id: number, ...links: readonly number[]): TestNode => ({
  ...{ id, type: 'Source', widgets_values: ['a.safetensors'] },
  outputs: [
    { type: 'MODEL', links },
    { type: 'CLIP', links: [] },
  ],
})
const tune = (id: number, mode: number, model: number | null, clip: number | null): TestNode => ({
  ...{ id, type: 'Tune', mode, widgets_values: [1], inputs: [link('model', model), link('clip', clip)] },
  outputs: [
    { type: 'MODEL', links: [] },
    { type: 'CLIP', links: [] },
  ],
})
const draw = (id: number, model: number | null): TestNode => ({
  ...{ id, type: 'Draw', inputs: [link('model', model)], widgets_values: [7, 'fixed', 20, 8, 'euler'] },
})
const reroute = (id: number, input: number | null, type = 'Reroute'): TestNode => ({
  ...{ id, type, inputs: [{ name: '', type: '*', link: input }], outputs: [{ type: '*', links: [] }] },
})
const modelOf = (nodes: readonly TestNode[], links: readonly TestLink[]): unknown => graphOf(exportOf(nodes, links))['9']?.['model']

describe('where a link comes from', () => {
  it('given a link, then it is found by its id: the slot number that was stored with it drifts between versions', () => {
    expect(modelOf([source(1, 5), draw(9, 5)], [[5, 1, 0, 9, 77]])).toEqual(['1', 0])
  })

  it('given reroutes in a row, then the link comes from what feeds the first', () => {
    expect(
      modelOf(
        [source(1), reroute(2, 5), reroute(3, 6), draw(9, 7)],
        [
          [5, 1, 0, 2, 0],
          [6, 2, 0, 3, 0],
          [7, 3, 0, 9, 0],
        ],
      ),
    ).toEqual(['1', 0])
  })

  it('given a reroute that nothing feeds, then there is no link', () => {
    expect(modelOf([reroute(2, null), draw(9, 7)], [[7, 2, 0, 9, 0]])).toBeUndefined()
  })

  it('given a getter, then it is fed by what goes into the setter of its name', () => {
    const nodes = [
      source(1),
      { ...reroute(2, 5, 'SetNode'), widgets_values: ['m'] },
      { ...reroute(3, null, 'GetNode'), widgets_values: ['m'] },
    ]
    expect(
      modelOf(
        [...nodes, draw(9, 7)],
        [
          [5, 1, 0, 2, 0],
          [7, 3, 0, 9, 0],
        ],
      ),
    ).toEqual(['1', 0])
  })

  it('given a link to a node that is not there, then there is no link', () => {
    expect(modelOf([draw(9, 5)], [[5, 44, 0, 9, 0]])).toBeUndefined()
    expect(modelOf([draw(9, 5)], [])).toBeUndefined()
  })

  it('given reroutes in a ring, then the input is refused by name', () => {
    const nodes = [reroute(2, 6), reroute(3, 5), draw(9, 7)]
    const { faults } = compiled(
      exportOf(nodes, [
        [5, 2, 0, 3, 0],
        [6, 3, 0, 2, 0],
        [7, 2, 0, 9, 0],
      ]),
    )
    expect(faults.filter(({ reason }) => reason === 'cycle').map(({ place }) => place)).toEqual([
      { node: '9', title: 'Draw', nodeClass: 'Draw', input: 'model' },
    ])
  })

  it('given links as objects, as schema 1 has them, then they are read', () => {
    const json = { ...exportOf([source(1), draw(9, 5)], []), version: 1, state: { lastNodeId: 9 } }
    const links = [{ id: 5, origin_id: 1, origin_slot: 0, target_id: 9, target_slot: 0, type: 'MODEL' }]
    expect(graphOf({ ...json, links })['9']?.['model']).toEqual(['1', 0])
  })
})

describe('nodes that are switched off', () => {
  it('given a muted node, then it and its links are gone', () => {
    const graph = graphOf(
      exportOf(
        [source(1), tune(2, 2, 5, null), draw(9, 6)],
        [
          [5, 1, 0, 2, 0],
          [6, 2, 0, 9, 0],
        ],
      ),
    )
    expect(Object.keys(graph)).toEqual(['1', '9'])
    expect(graph['9']).not.toHaveProperty('model')
  })

  it('given a muted node that fed a widget, then what was typed there is sent, and with old servers dropped, as their front ends do', () => {
    const number: TestNode = { id: 1, type: 'Number', mode: 2, widgets_values: [5, 'fixed'], outputs: [{ type: 'INT', links: [5] }] }
    const fed: TestNode = { ...draw(9, null), inputs: [widgetLink('steps', 5)] }
    const json = exportOf([number, fed], [[5, 1, 0, 9, 0]])
    expect(graphOf(json)['9']).toMatchObject({ steps: 20 })
    expect(graphOf(json, oldClasses())['9']).not.toHaveProperty('steps')
  })

  it('given a bypassed node, then its output is the input of the same place and type', () => {
    const links: TestLink[] = [
      [5, 1, 0, 2, 0],
      [6, 1, 1, 2, 1],
      [7, 2, 0, 9, 0],
      [8, 2, 1, 4, 1],
    ]
    const text: TestNode = { id: 4, type: 'Text', inputs: [link('clip', 8)], widgets_values: ['x'] }
    const graph = graphOf(exportOf([source(1), tune(2, 4, 5, 6), draw(9, 7), text], links))
    expect(graph['9']?.['model']).toEqual(['1', 0])
    expect(graph['4']?.['clip']).toEqual(['1', 1])
    expect(graph).not.toHaveProperty('2')
  })

  it('given a bypassed node whose input of the place has another type, then the first of the wanted type is taken', () => {
    const classes = testClasses({ Swap: classOf({ required: { mask: ['MASK'], image: ['IMAGE'], model: ['MODEL'] } }, ['MODEL']) })
    const swap: TestNode = { id: 2, type: 'Swap', mode: 4, inputs: [link('model', 5)], outputs: [{ type: 'MODEL', links: [6] }] }
    const json = exportOf(
      [source(1), swap, draw(9, 6)],
      [
        [5, 1, 0, 2, 0],
        [6, 2, 0, 9, 0],
      ],
    )
    expect(graphOf(json, classes)['9']?.['model']).toEqual(['1', 0])
  })

  it('given a bypassed node with two of a type, then each output is the input of its own place', () => {
    const classes = testClasses({ Pair: classOf({ required: { one: ['MODEL'], two: ['MODEL'] } }, ['MODEL', 'MODEL']) })
    const pair: TestNode = {
      id: 2,
      type: 'Pair',
      mode: 4,
      inputs: [link('one', 4), link('two', 5)],
      outputs: [{ type: 'MODEL', links: [] }],
    }
    const links: TestLink[] = [
      [4, 1, 0, 2, 0],
      [5, 3, 0, 2, 1],
      [6, 2, 1, 9, 0],
    ]
    expect(graphOf(exportOf([source(1), source(3), pair, draw(9, 6)], links), classes)['9']?.['model']).toEqual(['3', 0])
  })

  it('given a bypassed node with no input of the type, then there is no link', () => {
    const load: TestNode = { id: 2, type: 'Load', mode: 4, widgets_values: ['x.png', 'image'], outputs: [{ type: 'IMAGE', links: [6] }] }
    expect(modelOf([load, draw(9, 6)], [[6, 2, 0, 9, 0]])).toBeUndefined()
  })

  it('given a bypassed node of a class that the target does not have, then it is passed by what the export knows of it', () => {
    const foreign: TestNode = { ...tune(2, 4, 5, null), type: 'NotHere', inputs: [{ name: 'model', type: 'MODEL', link: 5 }] }
    expect(
      modelOf(
        [source(1), foreign, draw(9, 6)],
        [
          [5, 1, 0, 2, 0],
          [6, 2, 0, 9, 0],
        ],
      ),
    ).toEqual(['1', 0])
  })
})

describe('primitives and comments', () => {
  const primitive = (value: unknown): TestNode => ({
    id: 1,
    type: 'PrimitiveNode',
    widgets_values: [value, 'fixed'],
    outputs: [{ type: '*', links: [5] }],
  })
  const fed = (input: string): TestNode => ({ ...draw(9, null), inputs: [widgetLink(input, 5)] })

  it('given a primitive, then its value is the widget’s and the node is gone', () => {
    const graph = graphOf(exportOf([primitive(33), fed('steps')], [[5, 1, 0, 9, 0]]))
    expect(Object.keys(graph)).toEqual(['9'])
    expect(graph['9']).toMatchObject({ seed: 7, steps: 33, cfg: 8 })
  })

  it('given a fraction for a whole number, and too fine a number, then they are rounded as the widget rounds', () => {
    expect(graphOf(exportOf([primitive(33.6), fed('steps')], [[5, 1, 0, 9, 0]]))['9']).toMatchObject({ steps: 34 })
    expect(graphOf(exportOf([primitive(2.31567), fed('cfg')], [[5, 1, 0, 9, 0]]))['9']).toMatchObject({ cfg: 2.3 })
  })

  it('given notes, then nothing of them is sent', () => {
    const notes = ['Note', 'MarkdownNote'].map((type, id): TestNode => ({ id: id + 1, type, widgets_values: ['hello'] }))
    expect(graphOf(exportOf([...notes, draw(9, null)], []))).toEqual({ '9': { seed: 7, steps: 20, cfg: 8, sampler: 'euler' } })
  })
})

describe('lists that grow', () => {
  it('given pictures in the places of a list, then each is linked under its place', () => {
    const load: TestNode = { id: 1, type: 'Load', widgets_values: ['x.png', 'image'], outputs: [{ type: 'IMAGE', links: [5, 6] }] }
    const batch: TestNode = {
      id: 9,
      type: 'Batch',
      inputs: [link('images.image0', 5), link('images.image1', 6), link('images.image2', null)],
    }
    expect(
      graphOf(
        exportOf(
          [load, batch],
          [
            [5, 1, 0, 9, 0],
            [6, 1, 0, 9, 1],
          ],
        ),
      )['9'],
    ).toEqual({ 'images.image0': ['1', 0], 'images.image1': ['1', 0] })
  })
})

describe('what cannot be compiled', () => {
  it('given a class that the target does not have, then it is named with its node and its title', () => {
    const { graph, faults } = compiled(exportOf([{ id: 3, type: 'NotHere', title: 'My node' }], []))
    expect(graph).toBeNull()
    expect(faults.map(({ reason, place }) => [reason, place])).toEqual([
      ['unknown-class', { node: '3', title: 'My node', nodeClass: 'NotHere', input: null }],
    ])
  })

  it.each(['workflow>My group', 'workflow/My group', 'Anything Everywhere'])(
    'given %s, whose work only a browser can do, then it is refused with a way out',
    (type) => {
      const { graph, faults } = compiled(exportOf([{ id: 3, type }], []))
      expect(graph).toBeNull()
      expect(faults.map(({ reason, place }) => [reason, place.node])).toEqual([['browser-node', '3']])
    },
  )

  it('given something that is no export, then it is refused with the place that does not fit', () => {
    const { faults } = compiled({ nodes: [{ id: 1 }], links: [] })
    expect(faults.map(({ reason, message }) => [reason, message.split(':')[0]])).toEqual([['not-a-workflow', 'nodes.0.type']])
  })
})
