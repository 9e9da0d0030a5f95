import { fold, ok, rejected, type Result } from '../../domain/decider.ts'
import { imageAssetStream, type AssetId } from '../../domain/ids.ts'
import { imageAsset } from '../../domain/image-asset/image-asset.ts'
import type { ImageAssetCreated, ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import { nearestRatio } from '../../domain/presets/studio-settings.ts'
import { activeCharacter, wasErased } from '../authority.ts'
import { causeOf, isReplay, newId, startCommandId } from '../cause.ts'
import { faulty, lengths, studioFaults, textFault } from '../field-faults.ts'
import { handleCommand, type Cause } from '../handle-command.ts'
import type { StoredBlob } from '../ports/blob-storage.ts'
import { isoOf } from '../ports/clock.ts'
import { CredentialsFailed } from '../ports/credential-signer.ts'
import type { Size } from '../ports/image-codec.ts'
import type { Refusal } from '../refusals.ts'
import { reviewPicture } from '../review-request.ts'
import { keepBytes, storageTakesWrites } from '../storage-check.ts'
import type { Ports } from '../ports/ports.ts'
import type { Accepted, Context, UseCases } from '../use-cases.ts'
import { ownHashes } from './blob-needs.ts'
import { pictureStored } from './store-picture.ts'
import type { Upload } from './upload.ts'

const mostUploadBytes = 20 * 1024 * 1024

/** Takes a picture of one's own into the gallery of a character. */
export const uploadImage =
  (ports: Ports): UseCases['uploadImage'] =>
  async (input, context) => {
    const fault = faulty([...studioFaults(input.studio), textFault('prompt', input.userPrompt ?? '', lengths.optionalPrompt)])
    if (fault !== null) return fault
    const assetId = newId(ports, context, 0)
    const earlier = await earlierUpload(ports, context, assetId)
    if (!earlier.ok || earlier.value !== null) return earlier as Result<Accepted & { readonly assetId: AssetId }, Refusal>
    const refusal = await refusedUpload(ports, input, context)
    if (refusal !== null) return rejected(refusal)
    const writable = await storageTakesWrites(ports.blobStorage)
    if (!writable.ok) return writable
    const picture = await ports.imageCodec.normaliseUpload(input.bytes)
    if (!picture.ok) return picture
    const createdAt = isoOf(ports.clock.now())
    const png = await withItsHistory(ports, picture.value.png, { assetId, madeAt: createdAt, original: input.bytes })
    const stored = await pictureStored(ports, png)
    if (!stored.ok) return stored
    const data = factsOf(input, context, { assetId, size: picture.value, stored: stored.value, createdAt })
    const cause = causeOf(ports, context, { commandId: startCommandId(context, assetId) })
    const handled = await handleCommand(ports, imageAsset, imageAssetStream(assetId), { type: 'CreateImageAsset', data }, cause)
    if (!handled.ok) return rejected({ type: 'idempotency-key-reused' })
    await keepBytes(ports.blobStorage, 'image', stored.value.sha256, png)
    if (await goneWithItsCharacter(ports, data, cause)) return rejected({ type: 'not-found' })
    return ok({ assetId, position: handled.value.position, replayed: isReplay(context, handled.value) })
  }

/** Credentials that cannot be read are no reason to refuse somebody's picture: it goes on without a history, as most do. */
async function withItsHistory(
  { credentialSigner }: Ports,
  png: Uint8Array,
  { assetId, madeAt, original }: { readonly assetId: AssetId; readonly madeAt: string; readonly original: Uint8Array },
): Promise<Uint8Array> {
  try {
    return await credentialSigner.sign(png, { assetId, madeAt, making: { kind: 'uploaded', original } })
  } catch (error) {
    if (error instanceof CredentialsFailed) return png
    throw error
  }
}

/** An erasure that went through while the picture was made ready has not seen it, so it takes the same way from here. */
async function goneWithItsCharacter(ports: Ports, facts: ImageAssetCreated['data'], cause: Cause): Promise<boolean> {
  if (!(await wasErased(ports.eventStore, facts.characterId))) return false
  const command = { type: 'EraseImageAsset', data: { sha256: await ownHashes(ports, facts) } } as const
  const erasing = { ...cause, commandId: `${cause.commandId}/erased` }
  await handleCommand(ports, imageAsset, imageAssetStream(facts.assetId), command, erasing)
  return true
}

async function earlierUpload(
  ports: Ports,
  context: Context,
  assetId: AssetId,
): Promise<Result<(Accepted & { readonly assetId: AssetId }) | null, Refusal>> {
  if (context.idempotency === undefined) return ok(null)
  const history = await ports.eventStore.readStream<ImageAssetEvent>(imageAssetStream(assetId))
  const [first] = history
  if (first === undefined || fold(imageAsset, history).status === 'none') return ok(null)
  if (first.meta.fingerprint !== context.idempotency.fingerprint) return rejected({ type: 'idempotency-key-reused' })
  return ok({ assetId, position: first.position, replayed: true })
}

async function refusedUpload(
  ports: Ports,
  { characterId, studio, bytes, userPrompt = '' }: Upload,
  context: Context,
): Promise<Refusal | null> {
  const character = await activeCharacter(ports.eventStore, characterId, context.caller.user.id)
  if (!character.ok) return character.rejection
  if (studio.nsfw && !character.value.profile.nsfwEnabled) return { type: 'nsfw-not-allowed' }
  if (bytes.length > mostUploadBytes) {
    return { type: 'picture-too-large', expected: `at most ${mostUploadBytes} bytes`, came: `${bytes.length} bytes` }
  }
  return reviewPicture(
    [
      { field: 'outfit', text: studio.outfit, kind: 'prompt' },
      { field: 'prompt', text: userPrompt, kind: 'prompt' },
    ],
    character.value.profile,
    studio.nsfw,
  )
}

function factsOf(
  { characterId, studio, userPrompt = '' }: Upload,
  context: Context,
  {
    assetId,
    size,
    stored,
    createdAt,
  }: { readonly assetId: AssetId; readonly size: Size; readonly stored: StoredBlob; readonly createdAt: string },
): ImageAssetCreated['data'] {
  return {
    assetId,
    ownerId: context.caller.user.id,
    characterId,
    origin: 'uploaded',
    engine: null,
    sha256: stored.sha256,
    bytes: stored.bytes,
    mime: 'image/png',
    width: size.widthPx,
    height: size.heightPx,
    rootAssetId: assetId,
    ancestors: [],
    // Nothing composed a prompt for it: what the person says of the picture is all there is.
    prompt: userPrompt,
    userPrompt,
    negativePrompt: '',
    editPrompt: null,
    studio: { ...studio, aspectRatio: nearestRatio(size.widthPx, size.heightPx) },
    params: null,
    createdAt,
  }
}
