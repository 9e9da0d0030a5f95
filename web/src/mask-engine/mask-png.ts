import { alphaOf, greyPixels, maskPixels } from './mask-pixels.ts'
import type { Plane } from './plane.ts'

export type PngRequest =
  | {
      readonly id: number
      readonly what: 'encode'
      readonly rgba: Uint8ClampedArray<ArrayBuffer>
      readonly width: number
      readonly height: number
    }
  | { readonly id: number; readonly what: 'decode'; readonly png: ArrayBuffer }
export type PngReply =
  | { readonly id: number; readonly base64: string }
  | { readonly id: number; readonly rgba: Uint8ClampedArray; readonly width: number; readonly height: number }
  | { readonly id: number; readonly failed: string }

/** `alpha`: constant black whose alpha is the mask. `grey`: opaque, white = edit. */
export type MaskLook = 'alpha' | 'grey'

/** The worker that codes masks; asked one thing at a time or many at once. */
export type MaskPng = {
  /** PNG as base64; by its alpha unless told otherwise, as the server takes it. */
  encode(plane: Plane, look?: MaskLook): Promise<string>
  /** The alpha of a PNG of exactly this size; null for any other size. */
  decode(base64: string, size: { readonly widthPx: number; readonly heightPx: number }): Promise<Uint8Array | null>
  /** The bare pixels of a PNG. */
  pixels(png: ArrayBuffer): Promise<{ readonly rgba: Uint8ClampedArray; readonly width: number; readonly height: number }>
  close(): void
}

/**
 * Opens its worker with the first question. Whoever asks before or after `close` gets the answer; the worker ends with the last one. One
 * that failed answers what it was asked and is not asked again: its code may not have come over the line, and the next one's may.
 */
export function lazyMaskPng(open: () => Worker): MaskPng {
  type Opened = { readonly png: MaskPng; asked: number }
  let current: Opened | null = null
  let closed = false
  const endIfDone = (opened: Opened): void => {
    if (opened.asked > 0 || (opened === current && !closed)) return
    opened.png.close()
    if (opened === current) current = null
  }
  const ask = async <Answer>(question: (png: MaskPng) => Promise<Answer>): Promise<Answer> => {
    const opened = (current ??= { png: maskPng(open()), asked: 0 })
    opened.asked += 1
    try {
      return await question(opened.png)
    } catch (error) {
      if (opened === current) current = null
      throw error
    } finally {
      opened.asked -= 1
      endIfDone(opened)
    }
  }
  return {
    encode: (plane, look) => ask((one) => one.encode(plane, look)),
    decode: (base64, size) => ask((one) => one.decode(base64, size)),
    pixels: (png) => ask((one) => one.pixels(png)),
    close() {
      closed = true
      if (current !== null) endIfDone(current)
    },
  }
}

export function maskPng(worker: Worker): MaskPng {
  let next = 0
  const waiting = new Map<number, { readonly done: (reply: PngReply) => void; readonly failed: (error: Error) => void }>()
  worker.onmessage = ({ data }: MessageEvent<PngReply>) => {
    const asker = waiting.get(data.id)
    waiting.delete(data.id)
    if ('failed' in data) asker?.failed(new Error(data.failed))
    else asker?.done(data)
  }
  worker.onerror = (event) => {
    waiting.forEach(({ failed }) => failed(new Error(event.message)))
    waiting.clear()
  }
  const ask = (request: PngRequest, moved: readonly ArrayBuffer[]): Promise<PngReply> =>
    new Promise((done, failed) => {
      waiting.set(request.id, { done, failed })
      worker.postMessage(request, [...moved])
    })
  const pixels: MaskPng['pixels'] = async (png) => {
    const reply = await ask({ id: next++, what: 'decode', png }, [png])
    if (!('rgba' in reply)) throw new Error('The worker answered another question')
    return reply
  }
  return {
    async encode(plane, look = 'alpha') {
      const rgba = look === 'grey' ? greyPixels(plane) : maskPixels(plane)
      const reply = await ask({ id: next++, what: 'encode', rgba, width: plane.widthPx, height: plane.heightPx }, [rgba.buffer])
      if (!('base64' in reply)) throw new Error('The worker answered another question')
      return reply.base64
    },
    async decode(base64, size) {
      const picture = await pixels(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer)
      return picture.width === size.widthPx && picture.height === size.heightPx ? alphaOf(picture.rgba) : null
    },
    pixels,
    close: () => worker.terminate(),
  }
}
