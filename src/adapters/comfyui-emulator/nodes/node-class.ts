import type { EngineFiles } from '../engine-files.ts'
import type { Graph } from '../graph.ts'
import type { Painting, PaintRequest } from '../painter-port.ts'
import type { Mask, Picture } from '../pixels.ts'
import type { NodeOutput } from '../node-output.ts'

/** What flows along a link. Models stay symbols: only what the sampler needs to know is carried. */
export type Value =
  | { readonly kind: 'clip' | 'vae' | 'sampler' | 'pulid' }
  | Model
  | { readonly kind: 'conditioning'; readonly text: string; readonly mask: Mask | null }
  | { readonly kind: 'image'; readonly pictures: readonly Picture[] }
  | { readonly kind: 'mask'; readonly mask: Mask }
  | Latent
  | { readonly kind: 'noise'; readonly seed: number }
  | Guider
  | { readonly kind: 'sigmas'; readonly steps: number; readonly denoise: number }

/** With the face that it is to keep, if any. */
export type Model = { readonly kind: 'model'; readonly face: Picture | null }

export type Guider = {
  readonly kind: 'guider'
  readonly model: Model
  readonly prompt: string
  readonly negativePrompt: string
  readonly mask: Mask | null
}

export type Latent = {
  readonly kind: 'latent'
  readonly widthPx: number
  readonly heightPx: number
  readonly batchSize: number
  /** The encoded pictures, or `null` for an empty latent. */
  readonly pictures: readonly Picture[] | null
  readonly mask: Mask | null
}

export type Inputs = Readonly<Record<string, unknown>>

export type NodeContext = {
  readonly files: EngineFiles
  readonly graph: Graph
  readonly extraPngInfo: Readonly<Record<string, unknown>>
  /** The names of the client's prompt words that stand-in models obey, only while recordings are replayed. */
  readonly obeysWords: boolean
  readonly paint: (request: PaintRequest) => Promise<Painting>
  /** One sampling step done; rejects with `Interrupted` when the run is to stop. `preview` is a small picture of the state. */
  readonly tick: (step: number, steps: number, preview: Picture) => Promise<void>
}

export type NodeResult = { readonly values: readonly Value[]; readonly ui?: NodeOutput }

/** Inputs are validated literals, or the values that came along links. Throws `NodeFailure` for what a person can cause. */
export type NodeClass = (inputs: Inputs, context: NodeContext) => NodeResult | Promise<NodeResult>

/** A failure as ComfyUI reports it in `execution_error`. */
export class NodeFailure extends Error {
  override readonly name = 'NodeFailure'
  /** The Python exception's class. */
  readonly type: string

  constructor(type: string, message: string) {
    super(message)
    this.type = type
  }
}

export const outOfMemory = () =>
  new NodeFailure(
    'torch.OutOfMemoryError',
    'Allocation on device failed\nThis error means you ran out of memory on your GPU.\n\nTIPS: If the workflow worked before you might have accidentally set the batch_size to a large number.',
  )

export const only = (value: Value): NodeResult => ({ values: [value] })

/** The value of a link, whose type validation has already held against the declared one. */
export function valueOf<K extends Value['kind']>(inputs: Inputs, name: string, kind: K): Extract<Value, { readonly kind: K }> {
  const value = inputs[name] as Value | undefined
  if (value?.kind !== kind) throw new NodeFailure('TypeError', `${name} is no ${kind}`)
  return value as Extract<Value, { readonly kind: K }>
}

export const numberOf = (inputs: Inputs, name: string): number => Number(inputs[name])

export const textOf = (inputs: Inputs, name: string): string => String(inputs[name])
