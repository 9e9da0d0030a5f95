import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'
import { tellOwnImage } from './tell-image.ts'

export const restoreImage =
  (ports: Ports): UseCases['restoreImage'] =>
  ({ assetId }, context) =>
    tellOwnImage(ports, assetId, { type: 'RestoreImageAsset', data: {} }, context)
