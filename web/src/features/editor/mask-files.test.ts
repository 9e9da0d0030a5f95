import { describe, expect, it } from '@jest/globals'
import type { WireImage } from '../../api/images.ts'
import { maskEngine } from '../../mask-engine/mask-engine.ts'
import type { MaskPng } from '../../mask-engine/mask-png.ts'
import { importMask, maskedRelatives, takeStoredMask } from './mask-files.ts'

const size = { widthPx: 2, heightPx: 1 }
/** A decoder that has already read the file; jsdom's blobs have no bytes to give. */
const decoded = (width: number, height: number, rgba: readonly number[]): MaskPng =>
  ({ pixels: () => Promise.resolve({ width, height, rgba: Uint8ClampedArray.from(rgba) }) }) as unknown as MaskPng
const file = { arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)) } as Blob

describe('a mask from a file', () => {
  it('is read by its alpha where it has any', async () => {
    const engine = maskEngine(size)
    await expect(importMask(file, engine, decoded(2, 1, [9, 9, 9, 255, 255, 255, 255, 0]))).resolves.toEqual({ kind: 'taken' })
    expect([...engine.plane.alpha]).toEqual([255, 0])
  })
  it('is read by its grey where all of it is opaque, and can be undone', async () => {
    const engine = maskEngine(size)
    await importMask(file, engine, decoded(2, 1, [255, 255, 255, 255, 0, 0, 0, 255]))
    expect([...engine.plane.alpha]).toEqual([255, 0])
    engine.undo()
    expect([...engine.plane.alpha]).toEqual([0, 0])
  })
  it('that comes while a stroke is under way waits for its end, and is not lost', async () => {
    const engine = maskEngine(size)
    engine.beginStroke({ sizePx: 1, hardness: 1 }, 'add', { x: 0.5, y: 0.5 })
    const taking = importMask(file, engine, decoded(2, 1, [0, 0, 0, 0, 0, 0, 0, 255]))
    await new Promise((next) => setTimeout(next))
    expect([...engine.plane.alpha]).toEqual([255, 0])
    engine.endStroke()
    await expect(taking).resolves.toEqual({ kind: 'taken' })
    expect([...engine.plane.alpha]).toEqual([0, 255])
  })
  it('of another size is refused, and the mask stays', async () => {
    const engine = maskEngine(size)
    engine.fillAll()
    await expect(importMask(file, engine, decoded(1, 1, [0, 0, 0, 0]))).resolves.toEqual({ kind: 'wrong-size', width: 1, height: 1 })
    expect([...engine.plane.alpha]).toEqual([255, 255])
  })
  it('that the server keeps is refused where the line is down', async () => {
    const before = globalThis.fetch
    globalThis.fetch = () => Promise.reject(new TypeError('no line'))
    await expect(takeStoredMask('/mask', maskEngine(size), decoded(2, 1, []))).resolves.toEqual({ kind: 'unreadable' })
    globalThis.fetch = before
  })
  it('that is no PNG is refused', async () => {
    const broken = { pixels: () => Promise.reject(new Error('not a PNG')) } as unknown as MaskPng
    await expect(importMask(file, maskEngine(size), broken)).resolves.toEqual({ kind: 'unreadable' })
  })
})

describe('masks to use again', () => {
  const image = (id: string, sourceImageId: string | null, over: Partial<WireImage> = {}): WireImage =>
    ({ id, sourceImageId, editMaskUrl: sourceImageId === null ? null : '/mask', hidden: false, width: 2, height: 1, ...over }) as WireImage
  const family = [
    image('root', null),
    image('first', 'root'),
    image('second', 'first'),
    image('aunt', 'root'),
    image('child', 'second'),
    image('other-size', 'second', { width: 9 }),
    image('hidden', 'second', { hidden: true }),
  ]
  it('are those of the picture, of its ancestors and of its own edits', () => {
    expect(maskedRelatives(image('second', 'first'), family).map(({ id }) => id)).toEqual(['second', 'first', 'child'])
  })
})
