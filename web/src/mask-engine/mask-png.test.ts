import { describe, expect, it } from '@jest/globals'
import { lazyMaskPng, type PngReply, type PngRequest } from './mask-png.ts'

/** A worker in the hands of the test: it has the code that it needs, or none. */
class WorkerInHand {
  onmessage: ((event: { readonly data: PngReply }) => void) | null = null
  onerror: ((event: { readonly message: string }) => void) | null = null
  ended = false
  readonly #isWhole: boolean
  constructor(isWhole: boolean) {
    this.#isWhole = isWhole
  }
  postMessage({ id }: PngRequest): void {
    queueMicrotask(() => {
      if (this.#isWhole) this.onmessage?.({ data: { id, base64: 'drawn' } })
      else this.onerror?.({ message: 'its code did not come' })
    })
  }
  terminate(): void {
    this.ended = true
  }
}

const plane = { widthPx: 1, heightPx: 1, alpha: new Uint8Array(1) }

function pngWith(...wholes: readonly boolean[]) {
  const opened: WorkerInHand[] = []
  const png = lazyMaskPng(() => {
    const worker = new WorkerInHand(wholes[opened.length] ?? true)
    opened.push(worker)
    return worker as unknown as Worker
  })
  return { png, opened }
}

describe('the worker that codes masks', () => {
  it('is opened once, and ends with the last answer after the closing', async () => {
    const { png, opened } = pngWith()
    await png.encode(plane)
    const last = png.encode(plane)
    png.close()
    expect(opened.map(({ ended }) => ended)).toEqual([false])
    expect(await last).toBe('drawn')
    expect(opened.map(({ ended }) => ended)).toEqual([true])
  })
  it('is another one after it failed, and all who had asked it hear of that', async () => {
    const { png, opened } = pngWith(false, true)
    const asked = await Promise.allSettled([png.encode(plane), png.encode(plane)])
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await png.encode(plane)).toBe('drawn')
    expect(opened.map(({ ended }) => ended)).toEqual([true, false])
  })
})
