import sharp from 'sharp'
import { growMask } from '../grow-mask.ts'
import type { Mask, Picture } from '../pixels.ts'
import { numberOf, only, textOf, valueOf } from './node-class.ts'
import type { NodeClass } from './node-class.ts'

export const maskNodes: Readonly<Record<string, NodeClass>> = {
  GrowMask: (inputs) =>
    only({
      kind: 'mask',
      mask: growMask(valueOf(inputs, 'mask', 'mask').mask, numberOf(inputs, 'expand'), inputs['tapered_corners'] === true),
    }),
  InvertMask: (inputs) => {
    const { mask } = valueOf(inputs, 'mask', 'mask')
    return only({ kind: 'mask', mask: { ...mask, values: mask.values.map((value) => 255 - value) } })
  },
  MaskToImage: (inputs) => only({ kind: 'image', pictures: [greyOf(valueOf(inputs, 'mask', 'mask').mask)] }),
  ImageToMask: (inputs) => {
    const [picture = { widthPx: 0, heightPx: 0, rgb: new Uint8Array() }] = valueOf(inputs, 'image', 'image').pictures
    return only({ kind: 'mask', mask: channelOf(picture, textOf(inputs, 'channel')) })
  },
  ImageBlur: async (inputs) => {
    const { pictures } = valueOf(inputs, 'image', 'image')
    return only({ kind: 'image', pictures: await Promise.all(pictures.map((picture) => blurred(picture, numberOf(inputs, 'sigma')))) })
  },
}

function greyOf({ widthPx, heightPx, values }: Mask): Picture {
  const rgb = new Uint8Array(values.length * 3)
  for (let at = 0; at < rgb.length; at++) rgb[at] = values[Math.floor(at / 3)] as number
  return { widthPx, heightPx, rgb }
}

/** Red, green or blue of every pixel; a picture along a link has no alpha, so that asks for nothing. */
export function channelOf({ widthPx, heightPx, rgb }: Picture, channel: string): Mask {
  const offset = ['red', 'green', 'blue'].indexOf(channel)
  const values = new Uint8Array(widthPx * heightPx)
  if (offset !== -1) for (let at = 0; at < values.length; at++) values[at] = rgb[at * 3 + offset] as number
  return { widthPx, heightPx, values }
}

/** In the library's own threads: the protocol must not wait for it. The radius only says where the bell is cut off. */
async function blurred({ widthPx, heightPx, rgb }: Picture, sigma: number): Promise<Picture> {
  const soft = await sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .blur({ sigma: Math.max(0.3, sigma), precision: 'float' })
    .raw({ depth: 'uchar' })
    .toBuffer()
  return { widthPx, heightPx, rgb: soft }
}
