import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'
import { tellOwnImage } from './tell-image.ts'

export const favouriteImage =
  (ports: Ports): UseCases['favouriteImage'] =>
  ({ assetId, favourite }, context) =>
    tellOwnImage(ports, assetId, { type: 'FavouriteImageAsset', data: { favourite } }, context)
