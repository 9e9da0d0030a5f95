import type { LivingCharacter } from '../../domain/character/character.ts'
import { ok, rejected, type Result } from '../../domain/decider.ts'
import type { GenerationRequested } from '../../domain/generation-job/generation-job-events.ts'
import type { JobId } from '../../domain/ids.ts'
import { composeNegative, composePrompt } from '../../domain/presets/prompt.ts'
import { pixelsOf } from '../../domain/presets/studio-settings.ts'
import { activeCharacter } from '../authority.ts'
import { faulty, lengths, oneOfFault, seedFault, studioFaults, textFault, wholeFault } from '../field-faults.ts'
import { acceptBatch } from '../job/accept-batch.ts'
import { drawingParams, hasWords } from '../job/drawing-params.ts'
import { startOnce } from '../job/start-once.ts'
import { isoOf } from '../ports/clock.ts'
import type { WorkflowChoice, WorkflowNeed } from '../ports/image-engine.ts'
import type { Refusal } from '../refusals.ts'
import { reviewPicture } from '../review-request.ts'
import { storageTakesWrites } from '../storage-check.ts'
import type { Ports } from '../ports/ports.ts'
import type { Context, JobsAccepted, UseCases } from '../use-cases.ts'
import type { RequestGeneration } from './generation-request.ts'

/** Asks for new pictures of a character: one job a picture, the seeds counting on. */
export const requestGeneration =
  (ports: Ports): UseCases['requestGeneration'] =>
  async (input, context) => {
    const fault = faultyRequest(input)
    if (fault !== null) return fault
    return startOnce(ports, context, { count: input.count, kind: 'generation' }, async (jobIds) => {
      const character = await drawableCharacter(ports, input, context)
      if (!character.ok) return character
      return ports.queueRoom.within(context.caller.user.id, input.count, () =>
        acceptGeneration(ports, input, context, jobIds, character.value),
      )
    })
  }

async function acceptGeneration(
  ports: Ports,
  input: RequestGeneration,
  context: Context,
  jobIds: readonly JobId[],
  character: LivingCharacter,
): Promise<Result<JobsAccepted, Refusal>> {
  const choice = await ports.imageEngine.choose(needOf(input))
  if (!choice.ok) return choice
  const writable = await storageTakesWrites(ports.blobStorage)
  if (!writable.ok) return writable
  const [jobId = ''] = jobIds
  const request = firstFacts(ports, input, context, { character, choice: choice.value, jobId })
  return acceptBatch(ports, context, jobIds, { kind: 'generation', request }, { engine: choice.value.engine, replayed: false })
}

const needOf = ({ studio, negativePrompt, useReference }: RequestGeneration): WorkflowNeed => ({
  kind: 'generate',
  qualityMode: studio.qualityMode,
  hasNegativePrompt: hasWords(negativePrompt),
  strength: 1,
  maskedArea: null,
  referenceFace: useReference,
  size: pixelsOf[studio.aspectRatio],
})

function faultyRequest(input: RequestGeneration): ReturnType<typeof faulty> {
  return faulty([
    ...studioFaults(input.studio),
    textFault('prompt', input.prompt ?? '', lengths.optionalPrompt),
    textFault('negativePrompt', input.negativePrompt ?? '', lengths.optionalPrompt),
    seedFault(input.seed),
    wholeFault('count', input.count, 1, 10),
    oneOfFault('useReference', input.useReference, [true, false]),
  ])
}

/** A character of one's own that may be drawn like this: living, nsfw only where it is switched on, a reference where one is asked for. */
async function drawableCharacter(ports: Ports, input: RequestGeneration, context: Context): Promise<Result<LivingCharacter, Refusal>> {
  const character = await activeCharacter(ports.eventStore, input.characterId, context.caller.user.id)
  if (!character.ok) return character
  const { profile, reference } = character.value
  if (input.studio.nsfw && !profile.nsfwEnabled) return rejected({ type: 'nsfw-not-allowed' })
  if (input.useReference && reference === null) return rejected({ type: 'no-reference' })
  const refusal = reviewPicture(
    [
      { field: 'outfit', text: input.studio.outfit, kind: 'prompt' },
      { field: 'prompt', text: input.prompt ?? '', kind: 'prompt' },
      { field: 'negativePrompt', text: input.negativePrompt ?? '', kind: 'negative' },
    ],
    profile,
    input.studio.nsfw,
  )
  return refusal === null ? ok(character.value) : rejected(refusal)
}

function firstFacts(
  ports: Ports,
  input: RequestGeneration,
  context: Context,
  { character, choice, jobId }: { readonly character: LivingCharacter; readonly choice: WorkflowChoice; readonly jobId: string },
): GenerationRequested['data'] {
  const reference = input.useReference ? character.reference : null
  return {
    jobId,
    batchId: ports.idSource.named(`${jobId}/batch`),
    ownerId: context.caller.user.id,
    characterId: input.characterId,
    requestedAt: isoOf(ports.clock.now()),
    prompt: composePrompt(character.profile, input.studio, input.prompt ?? '').prompt,
    userPrompt: input.prompt ?? '',
    negativePrompt: composeNegative(input.negativePrompt ?? '', input.studio.nsfw),
    studio: input.studio,
    params: drawingParams(choice, input.seed ?? ports.idSource.seed(), input.negativePrompt),
    ...(reference === null ? {} : { referenceSha256: reference.sha256 }),
    outputCount: 1,
  }
}
