import { describe, expect, it } from '@jest/globals'
import { compileWorkflow } from './compile-workflow.ts'
import { classOf, exportOf, graphOf, link, subgraphOf, testClasses, widgetLink, type TestNode } from './test-exports.ts'

/** A subgraph with one Draw inside whose model, steps and cfg come from outside. */
const drawing = (id: string, inner: Partial<TestNode> = {}): object =>
  subgraphOf(
    id,
    [
      {
        ...{ id: 3, type: 'Draw', widgets_values: [7, 'fixed', 20, 8, 'euler'] },
        inputs: [link('model', 1), widgetLink('steps', 2), widgetLink('cfg', 3)],
        ...inner,
      },
    ],
    [
      [1, -10, 0, 3, 0],
      [2, -10, 1, 3, 1],
      [3, -10, 2, 3, 2],
      [4, 3, 0, -20, 0],
    ],
    {
      inputs: [
        { name: 'model', type: 'MODEL', linkIds: [1] },
        { name: 'steps', type: 'INT', linkIds: [2] },
        { name: 'cfg', type: 'FLOAT', linkIds: [3] },
      ],
      outputs: [{ name: 'LATENT', type: 'LATENT', linkIds: [4] }],
    },
  )

const source: TestNode = { id: 1, type: 'Source', widgets_values: ['a.safetensors'], outputs: [{ type: 'MODEL', links: [5] }] }
const instance = (id: number, more: Partial<TestNode> = {}): TestNode => ({
  ...{ id, type: 'drawing', inputs: [link('model', 5), widgetLink('steps', null), widgetLink('cfg', null)] },
  outputs: [{ type: 'LATENT', links: [6] }],
  ...more,
})
const save: TestNode = { id: 50, type: 'Save', inputs: [link('latent', 6)], widgets_values: ['out'] }
const around = (one: TestNode, subgraph = drawing('drawing')): object =>
  exportOf(
    [source, one, save],
    [
      [5, 1, 0, one.id, 0],
      [6, one.id, 0, 50, 0],
    ],
    [subgraph],
  )

describe('subgraphs', () => {
  it('given an instance, then its nodes are sent under its id, linked outwards and inwards', () => {
    const graph = graphOf(around(instance(20)))
    expect(Object.keys(graph)).toEqual(['1', '50', '20:3'])
    expect(graph['20:3']).toMatchObject({ model: ['1', 0], seed: 7, steps: 20, cfg: 8 })
    expect(graph['50']?.['latent']).toEqual(['20:3', 0])
  })

  it('given values on the instance, then they win over those inside, by position', () => {
    expect(graphOf(around(instance(20, { widgets_values: [33, 2] })))['20:3']).toMatchObject({ steps: 33, cfg: 2 })
  })

  it('given a list of the widgets that it shows, then its values go with the list', () => {
    const properties = {
      proxyWidgets: [
        ['3', 'cfg'],
        ['-1', 'steps'],
      ],
    }
    expect(graphOf(around(instance(20, { widgets_values: [2, 33], properties })))['20:3']).toMatchObject({ steps: 33, cfg: 2 })
  })

  it('given such a list without values, then the values inside count', () => {
    const properties = {
      proxyWidgets: [
        ['3', 'cfg'],
        ['3', 'steps'],
      ],
    }
    expect(graphOf(around(instance(20, { widgets_values: [], properties })))['20:3']).toMatchObject({ steps: 20, cfg: 8 })
  })

  it('given a shown widget that no input leads to, then its value reaches it all the same', () => {
    const properties = {
      proxyWidgets: [
        ['3', 'seed'],
        ['3', 'steps'],
      ],
    }
    expect(graphOf(around(instance(20, { widgets_values: [99, 33], properties })))['20:3']).toMatchObject({ seed: 99, steps: 33, cfg: 8 })
  })

  it('given values that a front end had to set aside, then they are found by the name of the input', () => {
    const properties = { proxyWidgetErrorQuarantine: [{ originalEntry: ['-1', 'cfg'], reason: 'missingSourceNode', hostValue: 3 }] }
    expect(graphOf(around(instance(20, { properties })))['20:3']).toMatchObject({ steps: 20, cfg: 3 })
  })

  it('given a class that lost a shown widget since, then the values behind it keep their places', () => {
    const order = { required: { model: ['MODEL'], seed: ['INT', {}], cfg: ['FLOAT', { max: 10 }], sampler: [['euler', 'heun']] } }
    const graph = graphOf(around(instance(20, { widgets_values: [33, 2] })), testClasses({ Draw: classOf(order, ['LATENT']) }))
    expect(graph['20:3']).toMatchObject({ cfg: 2 })
    expect(graph['20:3']).not.toHaveProperty('steps')
  })

  it('given two instances, then each has its own values', () => {
    const json = exportOf(
      [source, instance(20, { widgets_values: [11, 1] }), instance(21, { widgets_values: [22, 2], inputs: [] })],
      [[5, 1, 0, 20, 0]],
      [drawing('drawing')],
    )
    const graph = graphOf(json)
    expect(graph['20:3']).toMatchObject({ model: ['1', 0], steps: 11, cfg: 1 })
    expect(graph['21:3']).toMatchObject({ steps: 22, cfg: 2 })
    expect(graph['21:3']).not.toHaveProperty('model')
  })

  it('given a subgraph in a subgraph, then ids and values go all the way in', () => {
    const outer = subgraphOf(
      'outer',
      [{ ...instance(8), inputs: [link('model', 1), widgetLink('steps', 2)], widgets_values: [44, 4] }],
      [
        [1, -10, 0, 8, 0],
        [2, -10, 1, 8, 1],
        [6, 8, 0, -20, 0],
      ],
      {
        inputs: [
          { name: 'model', type: 'MODEL', linkIds: [1] },
          { name: 'steps', type: 'INT', linkIds: [2] },
        ],
        outputs: [{ name: 'LATENT', type: 'LATENT', linkIds: [6] }],
      },
    )
    const host: TestNode = { ...instance(20), type: 'outer', inputs: [link('model', 5), widgetLink('steps', null)], widgets_values: [55] }
    const json = exportOf(
      [source, host, save],
      [
        [5, 1, 0, 20, 0],
        [6, 20, 0, 50, 0],
      ],
      [outer, drawing('drawing')],
    )
    const graph = graphOf(json)
    expect(graph['20:8:3']).toMatchObject({ model: ['1', 0], steps: 55, cfg: 4 })
    expect(graph['50']?.['latent']).toEqual(['20:8:3', 0])
  })

  it('given a bypassed instance, then what is inside is left out and its output is what goes in', () => {
    const tuning = subgraphOf(
      'drawing',
      [{ id: 3, type: 'Tune', inputs: [link('model', 1)] }],
      [
        [1, -10, 0, 3, 0],
        [4, 3, 0, -20, 0],
      ],
      {
        inputs: [{ name: 'model', type: 'MODEL', linkIds: [1] }],
        outputs: [{ name: 'MODEL', type: 'MODEL', linkIds: [4] }],
      },
    )
    const host: TestNode = {
      ...instance(20),
      mode: 4,
      inputs: [{ name: 'model', type: 'MODEL', link: 5 }],
      outputs: [{ type: 'MODEL', links: [6] }],
    }
    const draw: TestNode = { id: 9, type: 'Draw', inputs: [link('model', 6)] }
    const graph = graphOf(
      exportOf(
        [source, host, draw],
        [
          [5, 1, 0, 20, 0],
          [6, 20, 0, 9, 0],
        ],
        [tuning],
      ),
    )
    expect(Object.keys(graph)).toEqual(['1', '9'])
    expect(graph['9']?.['model']).toEqual(['1', 0])
  })

  it('given an output node inside what is switched off, then it is never sent: it would run unasked', () => {
    const saving = subgraphOf('saving', [save], [], {})
    const outer = subgraphOf('outer', [{ id: 8, type: 'saving', mode: 4 }], [], {})
    expect(
      graphOf(
        exportOf(
          [
            { id: 20, type: 'outer' },
            { id: 1, type: 'Source' },
          ],
          [],
          [outer, saving],
        ),
      ),
    ).not.toHaveProperty('20:8:50')
  })

  it('given an id inside that a node outside has too, then the inner one gets the next free number, as current front ends do', () => {
    const graph = graphOf(around(instance(20), drawing('drawing', { id: 3 })))
    expect(Object.keys(graph)).toContain('20:3')
    const clashing = exportOf([{ ...source, id: 3 }, instance(20)], [[5, 3, 0, 20, 0]], [drawing('drawing')])
    expect(Object.keys(graphOf(clashing))).toEqual(['3', '20:101'])
    expect(graphOf(clashing)['20:101']).toMatchObject({ model: ['3', 0] })
  })

  it('given a subgraph that holds itself, then compiling ends', () => {
    const loop = subgraphOf(
      'loop',
      [
        { id: 3, type: 'loop' },
        { id: 4, type: 'Source' },
      ],
      [],
      {},
    )
    expect(compileWorkflow(exportOf([{ id: 20, type: 'loop' }], [], [loop]), testClasses()).graph).toHaveProperty('20:4')
  })
})
