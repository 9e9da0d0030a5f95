import { describe, expect, it } from '@jest/globals'
import { heapPop, heapPush, heapify } from './python-heap.ts'
import { parsePythonJson, printPythonJson } from './python-json.ts'
import { pythonBool, pythonFloat, pythonInt, pythonRepr, pythonStr } from './python-values.ts'

describe('Python values', () => {
  it.each([
    ['20', { value: 20 }],
    [' 1_000 ', { value: 1000 }],
    [20.7, { value: 20 }],
    [true, { value: 1 }],
    ['18446744073709551616', { value: 18446744073709551616n }],
    ['20.5', { refusal: "invalid literal for int() with base 10: '20.5'" }],
    [NaN, { refusal: 'cannot convert float NaN to integer' }],
    [null, { refusal: "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'" }],
  ])('int(%p)', (given, expected) => expect(pythonInt(given)).toEqual(expected))

  it.each([
    ['nan', { value: NaN }],
    ['-Infinity', { value: -Infinity }],
    ['.5e1', { value: 5 }],
    ['high', { refusal: "could not convert string to float: 'high'" }],
  ])('float(%p)', (given, expected) => expect(pythonFloat(given)).toEqual(expected))

  it('finds the word false true', () => expect([pythonBool('false'), pythonBool(''), pythonBool({})]).toEqual([true, false, false]))

  it('prints as Python does', () => {
    expect(pythonRepr([null, true, "it's", 'a', { b: 1 }])).toBe(`[None, True, "it's", 'a', {'b': 1}]`)
    expect([pythonStr(1, 'float'), pythonStr(1), pythonStr(1.5, 'float'), pythonStr(NaN)]).toEqual(['1.0', '1', '1.5', 'nan'])
  })
})

describe('Python JSON', () => {
  it('keeps long whole numbers and bare words, and leaves strings alone', () => {
    const text = '{"seed":18446744073709551615,"cfg":NaN,"low":-Infinity,"text":"NaN 18446744073709551615 \\" NaN"}'
    expect(parsePythonJson(text)).toEqual({ seed: 18446744073709551615n, cfg: NaN, low: -Infinity, text: 'NaN 18446744073709551615 " NaN' })
    expect(printPythonJson(parsePythonJson(text))).toBe(text)
  })

  it('refuses what is no JSON', () => expect(() => parsePythonJson('{not json')).toThrow(SyntaxError))
})

describe('a Python heap', () => {
  const before = (a: number, b: number) => a < b
  const given = [9, 4, 7, 1, 8, 2, 6, 3, 5, 0]

  // The expected orders are those of CPython 3.11's heapq.
  it('keeps the raw order of heapq', () => {
    const heap: number[] = []
    for (const item of given) heapPush(heap, item, before)
    expect(heap).toEqual([0, 1, 2, 4, 3, 7, 6, 9, 5, 8])
    expect(heapPop(heap, before)).toBe(0)
    expect(heap).toEqual([1, 3, 2, 4, 8, 7, 6, 9, 5])
    const made = [...given]
    heapify(made, before)
    expect(made).toEqual([0, 1, 2, 3, 4, 7, 6, 9, 5, 8])
  })
})
