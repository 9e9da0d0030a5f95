import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import type { Picture } from './pixels.ts'

/** Length of the PNG signature and the header chunk, behind which text may stand. */
const headerBytes = 33

/** An 8-bit RGB PNG with `texts` as tEXt chunks, which is where ComfyUI writes the whole graph. */
export async function pngWithTexts({ rgb, widthPx, heightPx }: Picture, texts: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const png = await sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .png({ compressionLevel: 4 })
    .toBuffer()
  const chunks = Object.entries(texts).map(([keyword, text]) => textChunk(keyword, text))
  return Buffer.concat([png.subarray(0, headerBytes), ...chunks, png.subarray(headerBytes)])
}

/** tEXt is Latin-1; like Python's `json.dumps`, everything beyond ASCII is written as an escape. */
function textChunk(keyword: string, text: string): Buffer {
  const ascii = text.replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const body = Buffer.from(`tEXt${keyword}\0${ascii}`, 'latin1')
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(body.length - 4, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return chunk
}
