import sharp from 'sharp'
import { decoding } from './pixels.ts'

/** WebP whose longer side is `longestPx`, small pictures enlarged; the shape is kept. */
export const thumbnail = (png: Uint8Array, longestPx: 256 | 512): Promise<Uint8Array> =>
  sharp(png, decoding).resize({ width: longestPx, height: longestPx, fit: 'inside' }).webp({ quality: 80, effort: 4 }).toBuffer()
