import { describe, it } from '@jest/globals'
import fc from 'fast-check'
import { decodeRuns, encodeRuns } from './run-length.ts'
import { same } from './test-strokes.ts'

describe('run-length coding', () => {
  it('gives back what it took', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (values) => same(decodeRuns(encodeRuns(values), values.length), values)))
  })
})
