import decode from '@jsquash/png/decode.js'
import encode from '@jsquash/png/encode.js'
import type { PngRequest, PngReply } from './mask-png.ts'

/** PNG from bytes and back, off the main thread. No canvas touches the mask on its way: canvases round soft alpha values. */
self.onmessage = async ({ data }: MessageEvent<PngRequest>): Promise<void> => {
  const reply = await answer(data).catch((error: unknown): PngReply => ({ id: data.id, failed: String(error) }))
  self.postMessage(reply)
}

async function answer(asked: PngRequest): Promise<PngReply> {
  if (asked.what === 'encode') {
    const png = await encode(new ImageData(asked.rgba, asked.width, asked.height))
    return { id: asked.id, base64: toBase64(new Uint8Array(png)) }
  }
  const picture = await decode(asked.png)
  return { id: asked.id, rgba: picture.data, width: picture.width, height: picture.height }
}

const chunk = 0x8000

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += chunk) text += String.fromCharCode(...bytes.subarray(at, at + chunk))
  return btoa(text)
}
