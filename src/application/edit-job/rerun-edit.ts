import { rejected } from '../../domain/decider.ts'
import type { EditRequest } from '../../domain/edit-job/edit-job.ts'
import { typedNegative } from '../../domain/presets/prompt.ts'
import { ownImage } from '../authority.ts'
import { loadJob } from '../job/load-job.ts'
import type { Ports } from '../ports/ports.ts'
import type { RequestInpaint, RerunEdit } from './edit-request.ts'
import type { UseCases } from '../use-cases.ts'
import { requestInpaint } from './request-inpaint.ts'

/** Makes an edit again. It is a request like any other, so that everything is checked as of now: the parent, the texts, the queue. */
export const rerunEdit = (ports: Ports): UseCases['rerunEdit'] => {
  const request = requestInpaint(ports)
  return async (input, context) => {
    const edited = await ownImage(ports.eventStore, input.assetId, context.caller.user.id)
    if (!edited.ok) return edited
    const { jobId, studio } = edited.value.facts
    const found = jobId === undefined ? null : await loadJob(ports.eventStore, jobId, 'edit')
    if (found?.kind !== 'edit') return rejected({ type: 'no-stored-mask' })
    return request(againAs(found.job.request, studio.nsfw, input), context)
  }
}

function againAs(earlier: EditRequest, nsfw: boolean, { assetId, prompt, negativePrompt, seed, count }: RerunEdit): RequestInpaint {
  const { growPx, featherPx, strength, area } = earlier.params
  return {
    characterId: earlier.characterId,
    sourceImageId: earlier.sourceAssetId,
    // Erased words are none: the request is then refused until somebody gives new ones.
    prompt: prompt ?? earlier.editPrompt ?? '',
    negativePrompt: negativePrompt ?? typedNegative(earlier.negativePrompt ?? '', nsfw),
    maskFromImageId: assetId,
    ...(seed === undefined ? {} : { seed }),
    count,
    growPx,
    featherPx,
    strength,
    area,
    // Whoever painted it allowed it then.
    allowFullMask: true,
  }
}
