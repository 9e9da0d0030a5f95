import { ok, rejected } from '../../domain/decider.ts'
import { visibleImage } from '../authority.ts'
import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'

/**
 * An address at the blob store for a picture of one's own or its mask. `null`: it is to be streamed, because no client reaches the store,
 * or because the picture is one that its owner may not want to find in a cache tomorrow.
 */
export const linkImageFile =
  (ports: Pick<Ports, 'eventStore' | 'blobLinks'>): UseCases['linkImageFile'] =>
  async ({ assetId, what, downloadAs }, caller) => {
    const image = await visibleImage(ports.eventStore, assetId, caller.user)
    if (!image.ok) return image
    const { sha256, maskSha256, studio } = image.value.facts
    if (what === 'mask' && maskSha256 === undefined) return rejected({ type: 'not-found' })
    if (ports.blobLinks === undefined || studio.nsfw) return ok(null)
    const links = ports.blobLinks
    return ok(await (what === 'file' ? links.linkTo('image', sha256, downloadAs) : links.linkTo('mask', maskSha256 ?? '', downloadAs)))
  }
