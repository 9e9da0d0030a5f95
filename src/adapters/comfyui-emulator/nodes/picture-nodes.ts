import { basename } from 'node:path'
import { printPythonJson } from '../python-json.ts'
import { emptyMask, loadPicture, resizeMask } from '../pixels.ts'
import type { Mask, Picture } from '../pixels.ts'
import { pngWithTexts } from '../png-text.ts'
import { channelOf } from './mask-nodes.ts'
import { NodeFailure, numberOf, only, textOf, valueOf } from './node-class.ts'
import type { Inputs, NodeClass, NodeContext, NodeResult } from './node-class.ts'

export const pictureNodes: Readonly<Record<string, NodeClass>> = {
  LoadImage: async (inputs, context) => {
    const { picture, mask } = await load(inputs, context)
    return {
      values: [
        { kind: 'image', pictures: [picture] },
        { kind: 'mask', mask },
      ],
    }
  },
  LoadImageMask: async (inputs, context) => {
    const { picture, mask } = await load(inputs, context)
    return only({ kind: 'mask', mask: alphaOrChannel(picture, mask, textOf(inputs, 'channel')) })
  },
  ImageCompositeMasked: compositeMasked,
  SaveImage: (inputs, context) => write(inputs, context, 'output', expandedPrefix(inputs)),
  PreviewImage: (inputs, context) => write(inputs, context, 'temp', 'ComfyUI_temp_preview'),
}

async function load(inputs: Inputs, { files }: NodeContext) {
  const name = textOf(inputs, 'image')
  const file = files.annotated(name)
  if (file === null) throw new NodeFailure('FileNotFoundError', `[Errno 2] No such file or directory: ${basename(name)}\n`)
  try {
    return await loadPicture(file)
  } catch {
    // Whatever the decoder has against the bytes, Pillow would say it in these words.
    throw new NodeFailure('PIL.UnidentifiedImageError', `cannot identify image file '${basename(file)}'\n`)
  }
}

function alphaOrChannel(picture: Picture, alpha: Mask, channel: string): Mask {
  const { widthPx, heightPx } = picture
  if (channel !== 'alpha') return channelOf(picture, channel)
  return alpha.widthPx === widthPx && alpha.heightPx === heightPx ? alpha : emptyMask(widthPx, heightPx)
}

function compositeMasked(inputs: Inputs): NodeResult {
  const destination = valueOf(inputs, 'destination', 'image').pictures
  const source = valueOf(inputs, 'source', 'image').pictures
  const given = inputs['mask'] === undefined ? null : valueOf(inputs, 'mask', 'mask').mask
  const offset = { xPx: numberOf(inputs, 'x'), yPx: numberOf(inputs, 'y') }
  const pictures = destination.map((under, at) => {
    const over = source[at % source.length]
    return over ? composite(under, over, given && resizeMask(given, over.widthPx, over.heightPx), offset) : under
  })
  return only({ kind: 'image', pictures })
}

function composite(under: Picture, over: Picture, mask: Mask | null, offset: { readonly xPx: number; readonly yPx: number }): Picture {
  const rgb = under.rgb.slice()
  for (let y = 0; y < over.heightPx && y + offset.yPx < under.heightPx; y++) {
    for (let x = 0; x < over.widthPx && x + offset.xPx < under.widthPx; x++) {
      const share = mask ? (mask.values[y * over.widthPx + x] ?? 0) / 255 : 1
      const from = (y * over.widthPx + x) * 3
      const to = ((y + offset.yPx) * under.widthPx + x + offset.xPx) * 3
      for (let channel = 0; channel < 3; channel++) {
        rgb[to + channel] = Math.round((over.rgb[from + channel] ?? 0) * share + (under.rgb[to + channel] ?? 0) * (1 - share))
      }
    }
  }
  return { ...under, rgb }
}

async function write(inputs: Inputs, context: NodeContext, type: 'output' | 'temp', prefix: string): Promise<NodeResult> {
  const image = valueOf(inputs, 'images', 'image')
  // What a node gives as a list may be empty, and whoever takes from it then falls over its end.
  if (image.pictures.length === 0) throw new NodeFailure('IndexError', 'list index out of range\n')
  const extra = Object.entries(context.extraPngInfo).map(([key, value]) => [key, printPythonJson(value)] as const)
  const texts = { prompt: printPythonJson(context.graph), ...Object.fromEntries(extra) }
  const images = []
  for (const [at, picture] of image.pictures.entries()) {
    const name = prefix
      .replaceAll('%batch_num%', String(at))
      .replaceAll('%width%', String(picture.widthPx))
      .replaceAll('%height%', String(picture.heightPx))
    const saved = context.files.save(type, name, await pngWithTexts(picture, texts))
    if (!saved) throw new NodeFailure('Exception', '**** ERROR: Saving image outside the output folder is not allowed.\n')
    images.push(saved)
  }
  return { values: [image], ui: { images } }
}

function expandedPrefix(inputs: Inputs): string {
  const now = new Date()
  const words: Readonly<Record<string, number>> = {
    year: now.getFullYear(),
    month: now.getMonth() + 1,
    day: now.getDate(),
    hour: now.getHours(),
    minute: now.getMinutes(),
    second: now.getSeconds(),
  }
  return textOf(inputs, 'filename_prefix').replace(/%(year|month|day|hour|minute|second)%/g, (_found, word: string) =>
    String(words[word]).padStart(2, '0'),
  )
}
