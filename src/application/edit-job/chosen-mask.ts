import { ok, rejected, type Result } from '../../domain/decider.ts'
import type { MaskStored } from '../../domain/edit-job/edit-job-events.ts'
import type { AssetId, Sha256 } from '../../domain/ids.ts'
import { ownImage } from '../authority.ts'
import { loadJob } from '../job/load-job.ts'
import type { Size } from '../ports/image-codec.ts'
import type { Refusal } from '../refusals.ts'
import { keepBytes, whileStoring } from '../storage-check.ts'
import type { Ports } from '../ports/ports.ts'
import type { RequestInpaint } from './edit-request.ts'
import type { Context } from '../use-cases.ts'

/** A mask that passed the gate but is stored nowhere yet: a refusal later on must leave nothing behind. */
export type ChosenMask = {
  /** Its bytes; `null` when a stored one is gone. */
  read(): Promise<Result<Uint8Array | null, Refusal>>
  store(): Promise<Result<Omit<MaskStored['data'], 'jobId'>, Refusal>>
  /** Once the request is recorded: see `keepBytes`. */
  keep(sha256: Sha256): Promise<void>
}

/** The mask that came with the request, or the stored one of an edited picture of one's own. */
export async function chosenMask(
  ports: Ports,
  input: RequestInpaint,
  source: Size,
  context: Context,
): Promise<Result<ChosenMask, Refusal>> {
  if (input.maskFromImageId !== undefined) return storedMask(ports, input.maskFromImageId, source, input.allowFullMask, context)
  const read = await ports.imageCodec.readMask(input.maskedImageBase64Png ?? '', source, input.allowFullMask)
  if (!read.ok) return read
  const { png, bbox, coveredPixels, totalPixels, widthPx, heightPx } = read.value
  return ok({
    read: () => Promise.resolve(ok(png)),
    async store() {
      const stored = await whileStoring(() => ports.blobStorage.put('mask', png))
      if (!stored.ok) return stored
      return ok({
        maskSha256: stored.value.sha256,
        bytes: stored.value.bytes,
        width: widthPx,
        height: heightPx,
        coveredPixels,
        totalPixels,
        bbox,
      })
    },
    keep: (sha256) => keepBytes(ports.blobStorage, 'mask', sha256, png),
  })
}

async function storedMask(
  ports: Ports,
  imageId: AssetId,
  source: Size,
  allowFull: boolean,
  context: Context,
): Promise<Result<ChosenMask, Refusal>> {
  const image = await ownImage(ports.eventStore, imageId, context.caller.user.id)
  if (!image.ok) return image
  const job = image.value.facts.jobId === undefined ? null : await loadJob(ports.eventStore, image.value.facts.jobId, 'edit')
  if (job?.kind !== 'edit' || job.job.request.mask === null) return rejected({ type: 'no-stored-mask' })
  const { maskSha256, bytes, width, height, coveredPixels, totalPixels, bbox } = job.job.request.mask
  if (width !== source.widthPx || height !== source.heightPx) {
    return rejected({ type: 'mask-wrong-size', expected: `${source.widthPx} × ${source.heightPx}`, came: `${width} × ${height}` })
  }
  if (coveredPixels === totalPixels && !allowFull) {
    return rejected({
      type: 'mask-full',
      expected: 'a mask that leaves something as it is, or allowFullMask',
      came: 'a stored mask that covers the whole picture',
    })
  }
  return ok({
    read: () => whileStoring(() => ports.blobStorage.get('mask', maskSha256)),
    store: () => Promise.resolve(ok({ maskSha256, bytes, width, height, coveredPixels, totalPixels, bbox, reusedFrom: imageId })),
    // Its bytes are not at hand; they are needed by the picture they were taken from.
    keep: () => Promise.resolve(),
  })
}
