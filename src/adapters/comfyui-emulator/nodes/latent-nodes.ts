import { cropToEights, throughVae } from '../pixels.ts'
import { numberOf, only, outOfMemory, valueOf } from './node-class.ts'
import type { Inputs, NodeClass, NodeResult } from './node-class.ts'

/** More pixels than this in one run are refused as a card would: by running out of memory. */
const mostPixels = 4096 * 4096

export const latentNodes: Readonly<Record<string, NodeClass>> = {
  EmptyLatentImage: emptyLatent,
  EmptySD3LatentImage: emptyLatent,
  VAEEncode: (inputs) => {
    const pictures = valueOf(inputs, 'pixels', 'image').pictures.map((picture) => throughVae(cropToEights(picture)))
    const { widthPx = 0, heightPx = 0 } = pictures[0] ?? {}
    return only({ kind: 'latent', widthPx, heightPx, batchSize: pictures.length, pictures, mask: null })
  },
  SetLatentNoiseMask: (inputs) => only({ ...valueOf(inputs, 'samples', 'latent'), mask: valueOf(inputs, 'mask', 'mask').mask }),
  VAEDecode: (inputs) => {
    const latent = valueOf(inputs, 'samples', 'latent')
    const grey = { widthPx: latent.widthPx, heightPx: latent.heightPx, rgb: new Uint8Array(latent.widthPx * latent.heightPx * 3).fill(127) }
    return only({ kind: 'image', pictures: latent.pictures ?? [grey] })
  },
}

function emptyLatent(inputs: Inputs): NodeResult {
  const widthPx = numberOf(inputs, 'width') - (numberOf(inputs, 'width') % 8)
  const heightPx = numberOf(inputs, 'height') - (numberOf(inputs, 'height') % 8)
  const batchSize = numberOf(inputs, 'batch_size')
  if (widthPx * heightPx * batchSize > mostPixels) throw outOfMemory()
  return only({ kind: 'latent', widthPx, heightPx, batchSize, pictures: null, mask: null })
}
