import sharp from 'sharp'
import { cropMaskToEights, insideMask, mix, resizeMask } from '../pixels.ts'
import type { Mask, Picture } from '../pixels.ts'
import type { Painting, PaintRequest } from '../painter-port.ts'
import { withFace } from './pulid-nodes.ts'
import { NodeFailure, numberOf, only, outOfMemory, valueOf } from './node-class.ts'
import type { Guider, Inputs, Latent, NodeClass, NodeContext, NodeResult } from './node-class.ts'

/** Longer side of the pictures that show progress. */
const previewPx = 256

export const samplerNodes: Readonly<Record<string, NodeClass>> = {
  RandomNoise: (inputs) => only({ kind: 'noise', seed: numberOf(inputs, 'noise_seed') }),
  KSamplerSelect: () => only({ kind: 'sampler' }),
  BasicScheduler: (inputs) => only({ kind: 'sigmas', steps: numberOf(inputs, 'steps'), denoise: numberOf(inputs, 'denoise') }),
  BasicGuider: (inputs) => {
    const { text, mask } = valueOf(inputs, 'conditioning', 'conditioning')
    return only({ kind: 'guider', model: valueOf(inputs, 'model', 'model'), prompt: text, negativePrompt: '', mask })
  },
  CFGGuider: (inputs) => only(guided(inputs)),
  KSampler: async (inputs, context) => {
    const steps = numberOf(inputs, 'steps')
    const sampling = { ...guided(inputs), seed: numberOf(inputs, 'seed'), steps, denoise: numberOf(inputs, 'denoise') }
    return only(await sample(sampling, valueOf(inputs, 'latent_image', 'latent'), context))
  },
  SamplerCustomAdvanced: async (inputs, context): Promise<NodeResult> => {
    const { steps, denoise } = valueOf(inputs, 'sigmas', 'sigmas')
    const sampling = { ...valueOf(inputs, 'guider', 'guider'), seed: valueOf(inputs, 'noise', 'noise').seed, steps, denoise }
    const latent = await sample(sampling, valueOf(inputs, 'latent_image', 'latent'), context)
    return { values: [latent, latent] }
  },
}

type Sampling = Guider & { readonly seed: number; readonly steps: number; readonly denoise: number }

function guided(inputs: Inputs): Guider {
  const model = valueOf(inputs, 'model', 'model')
  const positive = valueOf(inputs, 'positive', 'conditioning')
  const negative = valueOf(inputs, 'negative', 'conditioning')
  return { kind: 'guider', model, prompt: positive.text, negativePrompt: negative.text, mask: positive.mask }
}

/** The painter draws once for each picture of the batch; then the steps are counted out, with previews that come out of noise. */
async function sample(sampling: Sampling, latent: Latent, context: NodeContext): Promise<Latent> {
  if (context.obeysWords && sampling.prompt.includes('FAULT:oom')) throw outOfMemory()
  if (context.obeysWords && sampling.prompt.includes('FAULT:error')) throw new NodeFailure('RuntimeError', 'stub model failed as asked\n')
  const size = { widthPx: latent.widthPx, heightPx: latent.heightPx }
  const given = latent.mask ?? sampling.mask
  const mask = given && resizeMask(cropMaskToEights(given), size.widthPx, size.heightPx)
  const pictures: Picture[] = []
  let preview: Picture | null = null
  for (let at = 0; at < latent.batchSize; at++) {
    const source = latent.pictures?.[at] ?? null
    const words = { prompt: sampling.prompt, negativePrompt: sampling.negativePrompt, seed: sampling.seed + at, ...size }
    const request: PaintRequest =
      source && mask ? { kind: 'inpaint', ...words, rgb: source.rgb, mask: hardened(mask) } : { kind: 'portrait', ...words }
    const painting = await context.paint(request)
    if (painting.rgb.length !== size.widthPx * size.heightPx * 3)
      throw new NodeFailure('RuntimeError', 'the painter kept to another size\n')
    const painted = withFace({ ...size, rgb: painting.rgb }, sampling.model.face)
    const drawn = source ? mix(source, painted, sampling.denoise) : painted
    pictures.push(source && mask ? insideMask(source, drawn, mask) : drawn)
    preview ??= await smallPicture(painting, size)
  }
  const small = preview ?? { widthPx: 1, heightPx: 1, rgb: new Uint8Array(3) }
  const noise = noiseLike(small, sampling.seed)
  for (let step = 1; step <= sampling.steps; step++) await context.tick(step, sampling.steps, mix(noise, small, step / sampling.steps))
  return { ...latent, pictures }
}

/** A painter knows no half: what is drawn there at least by half is drawn, and blended in by as much. */
const hardened = ({ values }: Mask): Uint8Array => values.map((value) => (value < 128 ? 0 : 255))

async function smallPicture(
  { preview, rgb }: Painting,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
): Promise<Picture> {
  const source = preview ? sharp(preview) : sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
  const { data, info } = await source
    .resize(previewPx, previewPx, { fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { widthPx: info.width, heightPx: info.height, rgb: data }
}

function noiseLike(picture: Picture, seed: number): Picture {
  let state = (seed % 4294967291) | 1
  const rgb = picture.rgb.map(() => {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x6d2b79f5
    return (state >>> 16) & 255
  })
  return { ...picture, rgb }
}
