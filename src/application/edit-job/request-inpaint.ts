import { ok, rejected, type Result } from '../../domain/decider.ts'
import type { JobId } from '../../domain/ids.ts'
import { composeNegative } from '../../domain/presets/prompt.ts'
import { activeCharacter, ownImage, type LivingImage } from '../authority.ts'
import { faulty, lengths, oneOfFault, seedFault, textFault, wholeFault } from '../field-faults.ts'
import { acceptBatch } from '../job/accept-batch.ts'
import { drawingParams, hasWords } from '../job/drawing-params.ts'
import { startOnce } from '../job/start-once.ts'
import { isoOf } from '../ports/clock.ts'
import type { Box, Size } from '../ports/image-codec.ts'
import type { WorkflowChoice } from '../ports/image-engine.ts'
import type { Refusal } from '../refusals.ts'
import { reviewEdit } from '../review-request.ts'
import { storageTakesWrites } from '../storage-check.ts'
import type { Ports } from '../ports/ports.ts'
import type { RequestInpaint } from './edit-request.ts'
import type { Context, JobsAccepted, UseCases } from '../use-cases.ts'
import { chosenMask, type ChosenMask } from './chosen-mask.ts'

/** Asks for a stored picture to be changed under a mask. Every check comes before the first write: a refusal leaves nothing behind. */
export const requestInpaint =
  (ports: Ports): UseCases['requestInpaint'] =>
  async (input, context) => {
    const fault = faultyRequest(input)
    if (fault !== null) return fault
    const ownerId = context.caller.user.id
    const source = ownImage(ports.eventStore, input.sourceImageId, ownerId)
    // The gate takes longer than all other questions together, and in another process: it begins as soon as there is a size to hold a mask to.
    const mask = begun(source.then((found) => (found.ok ? chosenMask(ports, input, sizeOf(found.value.facts), context) : found)))
    return startOnce(ports, context, { count: input.count, kind: 'edit' }, async (jobIds) => {
      const editable = await editableSource(ports, input, context, source)
      if (!editable.ok) return editable
      const { facts } = editable.value
      return ports.queueRoom.within(ownerId, input.count, () => acceptEdit(ports, input, context, { jobIds, facts, mask }))
    })
  }

/** Work that is begun before it is known whether anybody comes for it: whoever does is told its error, and nobody need come. */
function begun<Value>(work: Promise<Value>): Promise<Value> {
  work.catch(() => undefined)
  return work
}

const sizeOf = ({ width, height }: LivingImage['facts']): Size => ({ widthPx: width, heightPx: height })

type EditToAccept = {
  readonly jobIds: readonly JobId[]
  readonly facts: LivingImage['facts']
  /** Still at the gate. */
  readonly mask: Promise<Result<ChosenMask, Refusal>>
}

async function acceptEdit(
  ports: Ports,
  input: RequestInpaint,
  context: Context,
  { jobIds, facts, mask: gate }: EditToAccept,
): Promise<Result<JobsAccepted, Refusal>> {
  const [jobId = ''] = jobIds
  // Side by side, because the answer waits for both: the gate works in a child, the check on the medium.
  const [mask, writable] = await Promise.all([gate, storageTakesWrites(ports.blobStorage)])
  if (!mask.ok) return mask
  const area = input.area === 'masked' ? await maskedArea(ports, mask.value, input.growPx) : ok(null)
  if (!area.ok) return area
  const choice = await ports.imageEngine.choose({
    kind: 'edit',
    qualityMode: facts.studio.qualityMode,
    hasNegativePrompt: hasWords(input.negativePrompt),
    strength: input.strength,
    maskedArea: area.value,
    referenceFace: false,
    size: sizeOf(facts),
  })
  if (!choice.ok) return choice
  if (!writable.ok) return writable

  const stored = await mask.value.store()
  if (!stored.ok) return stored
  const start = {
    kind: 'edit' as const,
    request: firstFacts(ports, input, context, { facts, choice: choice.value, jobId }),
    mask: { jobId, ...stored.value },
  }
  const accepted = await acceptBatch(ports, context, jobIds, start, { engine: choice.value.engine, replayed: false })
  if (accepted.ok) await mask.value.keep(stored.value.maskSha256)
  return accepted
}

async function maskedArea(ports: Ports, mask: ChosenMask, growPx: number): Promise<Result<Box, Refusal>> {
  const bytes = await mask.read()
  if (!bytes.ok) return bytes
  return bytes.value === null ? rejected({ type: 'no-stored-mask' }) : ok(await ports.imageCodec.areaOf(bytes.value, growPx))
}

function faultyRequest(input: RequestInpaint): ReturnType<typeof faulty> {
  const masks = [input.maskedImageBase64Png, input.maskFromImageId].filter((mask) => mask !== undefined).length
  return faulty([
    textFault('prompt', input.prompt, lengths.prompt),
    textFault('negativePrompt', input.negativePrompt ?? '', lengths.optionalPrompt),
    masks === 1
      ? null
      : {
          field: 'maskedImageBase64Png',
          expected: 'either maskedImageBase64Png or maskFromImageId',
          came: masks === 0 ? 'neither' : 'both',
        },
    seedFault(input.seed),
    wholeFault('count', input.count, 1, 4),
    wholeFault('growPx', input.growPx, 0, 64),
    wholeFault('featherPx', input.featherPx, 0, 64),
    input.strength >= 0.05 && input.strength <= 1
      ? null
      : { field: 'strength', expected: 'a number from 0.05 to 1', came: String(input.strength) },
    oneOfFault('area', input.area, ['whole', 'masked']),
  ])
}

/** A source that may be edited: one's own, of this character, not in the trash; an nsfw one only while the character allows it. */
async function editableSource(
  ports: Ports,
  input: RequestInpaint,
  context: Context,
  own: Promise<Result<LivingImage, Refusal>>,
): Promise<Result<LivingImage, Refusal>> {
  const character = await activeCharacter(ports.eventStore, input.characterId, context.caller.user.id)
  if (!character.ok) return character
  const source = await own
  if (!source.ok) return source
  const { facts, status } = source.value
  if (facts.characterId !== input.characterId) return rejected({ type: 'source-not-of-character' })
  if (status === 'deleted') return rejected({ type: 'image-in-trash' })
  if (facts.studio.nsfw && !character.value.profile.nsfwEnabled) return rejected({ type: 'nsfw-not-allowed' })
  const typed = [
    { field: 'prompt', text: input.prompt, kind: 'prompt' },
    { field: 'negativePrompt', text: input.negativePrompt ?? '', kind: 'negative' },
  ] as const
  const refusal = await reviewEdit(ports.eventStore, typed, { profile: character.value.profile, facts })
  return refusal === null ? ok(source.value) : rejected(refusal)
}

function firstFacts(
  ports: Ports,
  input: RequestInpaint,
  context: Context,
  { facts, choice, jobId }: { readonly facts: LivingImage['facts']; readonly choice: WorkflowChoice; readonly jobId: string },
) {
  return {
    jobId,
    batchId: ports.idSource.named(`${jobId}/batch`),
    ownerId: context.caller.user.id,
    characterId: input.characterId,
    requestedAt: isoOf(ports.clock.now()),
    sourceAssetId: facts.assetId,
    sourceSha256: facts.sha256,
    sourceWidth: facts.width,
    sourceHeight: facts.height,
    editPrompt: input.prompt,
    negativePrompt: composeNegative(input.negativePrompt ?? '', facts.studio.nsfw),
    params: {
      ...drawingParams(choice, input.seed ?? ports.idSource.seed(), input.negativePrompt),
      growPx: input.growPx,
      featherPx: input.featherPx,
      strength: input.strength,
      area: input.area,
    },
    outputCount: 1,
  }
}
