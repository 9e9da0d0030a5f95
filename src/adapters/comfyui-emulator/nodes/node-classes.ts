import { conditioningNodes, modelNodes } from './conditioning-nodes.ts'
import { latentNodes } from './latent-nodes.ts'
import { maskNodes } from './mask-nodes.ts'
import type { NodeClass } from './node-class.ts'
import { pictureNodes } from './picture-nodes.ts'
import { pulidNodes } from './pulid-nodes.ts'
import { samplerNodes } from './sampler-nodes.ts'

/** Every class that can be executed: those that the recorded `object_info.json` of each version declares, and the custom nodes of a profile. */
export const nodeClasses: Readonly<Record<string, NodeClass>> = {
  ...modelNodes,
  ...conditioningNodes,
  ...latentNodes,
  ...maskNodes,
  ...pictureNodes,
  ...pulidNodes,
  ...samplerNodes,
}
