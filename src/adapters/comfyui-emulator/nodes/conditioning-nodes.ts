import { cropMaskToEights, cropToEights, resizeMask, throughVae } from '../pixels.ts'
import { only, textOf, valueOf } from './node-class.ts'
import type { NodeClass, Value } from './node-class.ts'

const patched: NodeClass = (inputs) => only(valueOf(inputs, 'model', 'model'))

/** Loaders and patches: the models themselves are symbols, so a patched one is as good as the one before. */
export const modelNodes: Readonly<Record<string, NodeClass>> = {
  UNETLoader: () => only({ kind: 'model', face: null }),
  DifferentialDiffusion: patched,
  ModelSamplingAuraFlow: patched,
  ModelSamplingFlux: patched,
  CLIPLoader: () => only({ kind: 'clip' }),
  DualCLIPLoader: () => only({ kind: 'clip' }),
  VAELoader: () => only({ kind: 'vae' }),
}

export const conditioningNodes: Readonly<Record<string, NodeClass>> = {
  CLIPTextEncode: (inputs) => only({ kind: 'conditioning', text: textOf(inputs, 'text'), mask: null }),
  FluxGuidance: (inputs) => only(valueOf(inputs, 'conditioning', 'conditioning')),
  ConditioningZeroOut: (inputs) => only({ ...valueOf(inputs, 'conditioning', 'conditioning'), text: '' }),
  InpaintModelConditioning: inpaintModelConditioning,
}

/** A fill model gets its mask with the conditioning; `noise_mask` only says whether the sampler keeps to it as well. */
function inpaintModelConditioning(inputs: Readonly<Record<string, unknown>>) {
  const { pictures } = valueOf(inputs, 'pixels', 'image')
  const first = pictures[0]
  const given = valueOf(inputs, 'mask', 'mask').mask
  const resized = first ? resizeMask(given, first.widthPx, first.heightPx) : given
  const mask = cropMaskToEights(resized)
  const encoded = pictures.map((picture) => throughVae(cropToEights(picture)))
  const conditioned = (name: string): Value => ({ ...valueOf(inputs, name, 'conditioning'), mask })
  const latent: Value = {
    kind: 'latent',
    widthPx: mask.widthPx,
    heightPx: mask.heightPx,
    batchSize: pictures.length,
    pictures: encoded,
    mask: inputs['noise_mask'] === true ? mask : null,
  }
  return { values: [conditioned('positive'), conditioned('negative'), latent] }
}
