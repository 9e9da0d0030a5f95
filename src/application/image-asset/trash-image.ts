import { isoOf } from '../ports/clock.ts'
import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'
import { tellOwnImage } from './tell-image.ts'

/** Puts a picture into the trash. Its children stay, and so do its bytes. */
export const trashImage =
  (ports: Ports): UseCases['trashImage'] =>
  ({ assetId }, context) =>
    tellOwnImage(ports, assetId, { type: 'DeleteImageAsset', data: { deletedAt: isoOf(ports.clock.now()) } }, context)
