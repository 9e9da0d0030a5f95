import { describe, expect, it } from '@jest/globals'
import { readMask } from './read-mask.ts'
import { chunk, end, header, maskPng, noise, pixelData, png, signature } from './test-png.ts'

const codes = new Set([
  'mask-not-base64',
  'mask-not-png',
  'mask-truncated',
  'mask-not-rgba',
  'mask-16-bit',
  'mask-animated',
  'mask-wrong-size',
  'mask-empty',
  'mask-full',
  'mask-decode-failed',
])
const size = { widthPx: 16, heightPx: 16 }
const rgba = new Uint8Array(1024).map((_, at) => (at % 4 === 3 && at < 500 ? 255 : 0))

/** Dice with a memory: a failing round is named by its number and can be rolled again. */
function dice(seed: number) {
  const rolls = noise(4_000, seed * 2_654_435_761)
  let at = 0
  const byte = (): number => rolls[at++ % rolls.length] ?? 0
  const below = (limit: number): number => (byte() * 65_536 + byte() * 256 + byte()) % limit
  return {
    byte,
    below,
    pick: <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item,
    bytes: (length: number) => Buffer.from(Array.from({ length }, byte)),
  }
}
type Dice = ReturnType<typeof dice>

const someHeader = ({ pick, below }: Dice): Buffer =>
  header(pick([16, 16, 16, 0, 1, 65_535, 0xffffffff]), pick([16, 16, 16, 15, 4_097]), {
    bitDepth: pick([8, 8, 8, 1, 2, 4, 16, below(256)]),
    colourType: pick([6, 6, 6, 0, 2, 3, 4, below(256)]),
    interlace: pick([0, 0, 1, below(256)]),
  })

const somePixels = ({ pick, below, bytes }: Dice): Buffer =>
  pick([
    pixelData(rgba, 64),
    pixelData(rgba.subarray(0, 64 * below(16)), 64),
    chunk('IDAT', bytes(below(80))),
    chunk('IDAT'),
    pixelData(new Uint8Array(64_000), 64),
  ])

const someChunk = ({ pick, below, bytes }: Dice): Buffer =>
  chunk(
    pick(['tEXt', 'zTXt', 'iCCP', 'gAMA', 'cHRM', 'eXIf', 'tRNS', 'PLTE', 'sBIT', 'acTL', 'fcTL', 'XXXX', 'pHYs', 'iTXt', 'bKGD']),
    bytes(below(60)),
  )

/** Sound frames around nonsense: the checksums are right, so that the nonsense reaches the decoder. */
function madeUp(roll: Dice): Buffer {
  const parts = [someHeader(roll)]
  for (let n = roll.below(4); n > 0; n--) parts.push(someChunk(roll))
  for (let n = 1 + roll.below(2); n > 0; n--) parts.push(somePixels(roll))
  if (roll.below(5) > 0) parts.push(end)
  if (roll.below(4) === 0) parts.splice(roll.below(parts.length), 0, someChunk(roll))
  return Buffer.concat([signature, ...parts])
}

/** A good file with a few bytes changed, cut out or repeated. */
function damaged(roll: Dice): Buffer {
  let bytes = Buffer.from(roll.pick([png(16, 16, 4, rgba), maskPng(16, 16, (x) => x * 17)]))
  for (let n = 1 + roll.below(3); n > 0; n--) {
    const at = roll.below(bytes.length)
    const length = roll.below(20)
    bytes = roll.pick([
      () => Buffer.concat([bytes.subarray(0, at), roll.bytes(length), bytes.subarray(at + length)]),
      () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]),
      () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - length))]),
      () => bytes.subarray(0, at + 1),
    ])()
  }
  return bytes
}

describe('the gate of masks under mutated files', () => {
  it.each([
    ['sound frames around nonsense', madeUp, 2_500],
    ['good files with damage', damaged, 2_500],
  ])('given %s, then there is always an answer, and a refusal always has a known code and words', async (_kind, make, rounds) => {
    const seen = new Set<string>()
    for (let round = 1; round <= rounds; round++) {
      const answer = await readMask(make(dice(round)).toString('base64'), size, false)
      if (answer.ok) {
        expect([round, answer.value.widthPx, answer.value.heightPx, answer.value.totalPixels]).toEqual([round, 16, 16, 256])
        seen.add('ok')
        continue
      }
      const { type, expected, came } = answer.rejection
      if (!codes.has(type) || expected.length < 4 || came.length < 4) throw new Error(`round ${round} answered ${type}`)
      seen.add(type)
    }
    // Dice that never reach the decoder, or always do, would prove nothing.
    expect([...seen]).toEqual(expect.arrayContaining(['ok', 'mask-truncated', 'mask-decode-failed']))
  })
})
