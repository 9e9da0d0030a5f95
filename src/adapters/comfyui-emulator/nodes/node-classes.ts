import { conditioningNodes, modelNodes } from './conditioning-nodes.ts'
import { latentNodes } from './latent-nodes.ts'
import type { NodeClass } from './node-class.ts'
import { pictureNodes } from './picture-nodes.ts'
import { samplerNodes } from './sampler-nodes.ts'

/** Every class that can be executed: exactly those that the recorded `object_info.json` of each version declares. */
export const nodeClasses: Readonly<Record<string, NodeClass>> = {
  ...modelNodes,
  ...conditioningNodes,
  ...latentNodes,
  ...pictureNodes,
  ...samplerNodes,
}
