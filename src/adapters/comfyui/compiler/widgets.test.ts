import { describe, expect, it } from '@jest/globals'
import { classOf, compiled, exportOf, graphOf, link, testClasses, widgetLink, type TestNode } from './test-exports.ts'

const alone = (node: Omit<TestNode, 'id'>): object => exportOf([{ id: 1, ...node }], [])
const inputsOf = (node: Omit<TestNode, 'id'>, classes = testClasses()) => graphOf(alone(node), classes)['1']

describe('the values of widgets', () => {
  it('given a seed, then the word behind it that says how it changes is not sent', () => {
    expect(inputsOf({ type: 'Draw', widgets_values: [7, 'randomize', 30, 2.5, 'heun'] })).toEqual({
      seed: 7,
      steps: 30,
      cfg: 2.5,
      sampler: 'heun',
    })
  })

  it('given a number that asks for a control under any name, then its word is not sent either', () => {
    expect(inputsOf({ type: 'Number', widgets_values: [7, 'fixed'] })).toEqual({ value: 7 })
  })

  it('given a seed that wants no control, then every value is its own', () => {
    const input = { required: { seed: ['INT', { control_after_generate: false }], steps: ['INT', {}] } }
    expect(inputsOf({ type: 'Plain', widgets_values: [7, 20] }, testClasses({ Plain: classOf(input, []) }))).toEqual({ seed: 7, steps: 20 })
  })

  it('given a combo with a control, then two values behind it are not sent', () => {
    const input = { required: { style: [['a', 'b'], { control_after_generate: true }], size: ['INT', {}] } }
    const classes = testClasses({ Styled: classOf(input, []) })
    expect(inputsOf({ type: 'Styled', widgets_values: ['b', 'increment', '/x/', 5] }, classes)).toEqual({ style: 'b', size: 5 })
  })

  it('given an upload, then the value of its button is not sent', () => {
    expect(inputsOf({ type: 'Load', widgets_values: ['x.png', 'image'] })).toEqual({ image: 'x.png' })
  })

  it('given a list as a value, then it is wrapped, or the server would take it for a link', () => {
    expect(inputsOf({ type: 'Boxes', widgets_values: [['#fff', '#000']] })).toEqual({ colors: { __value__: ['#fff', '#000'] } })
  })

  it('given values by name, as some packs store them, then they are taken by name', () => {
    expect(inputsOf({ type: 'Draw', widgets_values: { sampler: 'heun', steps: 3, seed: 1, cfg: 1 } })).toEqual({
      seed: 1,
      steps: 3,
      cfg: 1,
      sampler: 'heun',
    })
  })

  it('given an input that takes links only and a value that an old front end stored for it, then the value is passed over', () => {
    expect(inputsOf({ type: 'Forced', widgets_values: [512, 3] })).toEqual({ scale: 3 })
    expect(inputsOf({ type: 'Forced', widgets_values: [3] })).toEqual({ scale: 3 })
  })

  it('given a combo that shows inputs of its own, then their values follow it and carry its name', () => {
    expect(inputsOf({ type: 'Format', widgets_values: ['mp4', 18, 'clip'] })).toEqual({ format: 'mp4', 'format.crf': 18, name: 'clip' })
    expect(inputsOf({ type: 'Format', widgets_values: ['auto', 'clip'] })).toEqual({ format: 'auto', name: 'clip' })
  })

  it('given a linked widget, then the link is sent in place of the value', () => {
    const nodes = [
      { id: 1, type: 'Number', widgets_values: [5, 'fixed'], outputs: [{ type: 'INT', links: [9] }] },
      { id: 2, type: 'Draw', inputs: [link('model', null), widgetLink('steps', 9)], widgets_values: [7, 'fixed', 30, 2, 'euler'] },
    ]
    expect(graphOf(exportOf(nodes, [[9, 1, 0, 2, 1]]))['2']).toMatchObject({ seed: 7, steps: ['1', 0], cfg: 2 })
  })
})

describe('a class that is not what it was when the export was made', () => {
  const withMore = testClasses({
    Tune: classOf({ required: { method: [['fast', 'good']], strength: ['FLOAT', { default: 1 }] } }, ['MODEL', 'CLIP']),
  })

  it('given a new widget at the end, then the default of the target is taken and told', () => {
    const { graph, notes } = compiled(alone({ type: 'Draw', widgets_values: [7, 'fixed', 30, 2.5] }))
    expect(graph?.['1']?.inputs['sampler']).toBe('euler')
    expect(notes).toEqual([
      {
        kind: 'default-taken',
        place: { node: '1', title: 'Draw', nodeClass: 'Draw', input: 'sampler' },
        message: 'the export holds no value for it: the target\'s default "euler" was taken',
      },
    ])
  })

  it('given a new widget before the others and an export that names its values, then each value stays with its name', () => {
    const node = { type: 'Tune', widgets_values: [0.5], widgets_values_named: { strength: 0.5 } }
    expect(inputsOf(node, withMore)).toEqual({ method: 'fast', strength: 0.5 })
  })

  it('given a new widget before the others and an export that lists their sockets, then each value stays with its name', () => {
    const node = { type: 'Tune', widgets_values: [0.5], inputs: [{ ...widgetLink('strength', null), type: 'FLOAT' }] }
    expect(inputsOf(node, withMore)).toEqual({ method: 'fast', strength: 0.5 })
  })

  it('given an export with one more widget than the target, then the others keep their values', () => {
    const inputs = [
      widgetLink('seed', null),
      widgetLink('extra', null),
      widgetLink('steps', null),
      widgetLink('cfg', null),
      widgetLink('sampler', null),
    ]
    expect(inputsOf({ type: 'Draw', widgets_values: [7, 'fixed', 'new', 30, 2.5, 'heun'], inputs })).toEqual({
      ...{ seed: 7, steps: 30, cfg: 2.5, sampler: 'heun' },
    })
  })

  it('given a link into a widget that the target does not have, then nothing of it is sent', () => {
    const number: TestNode = { id: 2, type: 'Number', widgets_values: [5, 'fixed'], outputs: [{ type: 'INT', links: [9] }] }
    const draw: TestNode = { id: 1, type: 'Draw', inputs: [widgetLink('gone', 9)], widgets_values: [7, 'fixed', 20, 8, 'euler'] }
    expect(graphOf(exportOf([number, draw], [[9, 2, 0, 1, 0]]))['1']).toEqual({ seed: 7, steps: 20, cfg: 8, sampler: 'euler' })
  })

  it('given values that nothing takes, then it is told how many were dropped', () => {
    const { notes } = compiled(alone({ type: 'Number', widgets_values: [7, 'fixed', 'what', 'is', 'this'] }))
    expect(notes.map(({ kind, message }) => [kind, message])).toEqual([
      ['value-dropped', 'the export holds 3 more values than the target has widgets: dropped'],
    ])
  })
})
