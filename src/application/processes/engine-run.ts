import { unreachable } from '../../domain/decider.ts'
import type { EngineJobId } from '../../domain/ids.ts'
import type { EditParams } from '../../domain/job/job-events.ts'
import type { FoundJob } from '../job/load-job.ts'
import type { BlobStorage } from '../ports/blob-storage.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { Part } from '../ports/image-codec.ts'
import type { EngineInput, EngineRun, UploadedInput } from '../ports/image-engine.ts'

/** Our id of attempt 1 is the engine's; a later attempt has one of its own, so that a late answer to an old one has no reader. */
export const engineJobIdOf = (idSource: Pick<IdSource, 'named'>, jobId: string, attempt: number): EngineJobId =>
  attempt === 1 ? jobId : idSource.named(`${jobId}/${attempt}`)

/** What the engine is to run. An edit sends only the person's instruction. Texts that were erased meanwhile are sent empty. */
export function engineRun({ kind, job: { request } }: FoundJob, engineJobId: EngineJobId, inputs: readonly UploadedInput[]): EngineRun {
  const prompt = 'editPrompt' in request ? request.editPrompt : request.prompt
  return {
    kind: kind === 'edit' ? 'edit' : 'generate',
    engineJobId,
    params: request.params,
    prompt: prompt ?? '',
    negativePrompt: request.negativePrompt ?? '',
    inputs,
  }
}

/** The pictures that a job is drawn from; `null` when one of them is gone. Throws `StorageUnavailable`. */
export async function readInputs(blobStorage: BlobStorage, found: FoundJob): Promise<readonly EngineInput[] | null> {
  switch (found.kind) {
    case 'edit': {
      const { sourceSha256, mask, params } = found.job.request
      const sourceBytes = await blobStorage.get('image', sourceSha256)
      const maskBytes = mask === null ? null : await blobStorage.get('mask', mask.maskSha256)
      if (sourceBytes === null || maskBytes === null) return null
      return [{ role: 'source', source: sourceBytes, mask: maskBytes, growPx: params.growPx, ...partDrawn(params) }]
    }
    case 'generation': {
      const { referenceSha256 } = found.job.request
      if (referenceSha256 === undefined) return []
      const picture = await blobStorage.get('image', referenceSha256)
      return picture === null ? null : [{ role: 'reference', picture }]
    }
    default:
      return unreachable(found)
  }
}

const partDrawn = ({ box, width, height }: EditParams): { readonly part?: Part } =>
  box === undefined ? {} : { part: { box, drawn: { widthPx: width, heightPx: height } } }
