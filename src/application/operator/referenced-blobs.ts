import type { CharacterEvent } from '../../domain/character/character-events.ts'
import type { EditJobEvent } from '../../domain/edit-job/edit-job-events.ts'
import type { GenerationJobEvent } from '../../domain/generation-job/generation-job-events.ts'
import { imageAssetStream, type CharacterId, type Sha256 } from '../../domain/ids.ts'
import type { ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import type { Recorded } from '../ports/event-store.ts'

export type OriginalBlob = { readonly kind: 'image' | 'mask' | 'workflow'; readonly sha256: Sha256 }

/** Collects, event by event in the order of the log, which blobs must be there. Thumbnails are not among them: they can be made again. */
export type ReferencedBlobs = {
  note(recorded: Recorded): void
  /** As of the last event that was noted; by `<kind>/<hash>`. */
  wanted(): ReadonlyMap<string, OriginalBlob>
  /**
   * Those too that may be there: a workflow that an event names, and of which nobody knows whether it came to be sent; a face that a job may
   * yet be drawn from, though the picture it was taken from has been erased since.
   */
  named(): ReadonlyMap<string, OriginalBlob>
}

/** What a job needs until it is done, and what it sent to engines. */
type JobNeeds = {
  readonly characterId: CharacterId
  readonly sourceStream: string | null
  inputs: readonly OriginalBlob[]
  /** The reference face; it goes with the picture or the character whose face it was, whoever still waits for it. */
  faces: readonly OriginalBlob[]
  /** What it began to send; kept only after the event that says so, so some of it may never have been. */
  begun: readonly OriginalBlob[]
  /** What an engine is known to have taken. */
  sent: readonly OriginalBlob[]
}

export function referencedBlobs(): ReferencedBlobs {
  const shown = new Map<string, readonly OriginalBlob[]>()
  const jobs = new Map<string, JobNeeds>()
  const erased = new Set<CharacterId>()
  return {
    note(recorded) {
      noteShown(shown, recorded)
      noteJob(jobs, recorded)
      const event = recorded as unknown as CharacterEvent
      if (event.type === 'CharacterErased') erased.add(event.data.characterId)
    },
    wanted: () => neededBy(({ sent }) => sent),
    named: () => neededBy(({ begun, faces }) => [...begun, ...faces]),
  }

  function neededBy(othersOf: (job: JobNeeds) => readonly OriginalBlob[]): ReadonlyMap<string, OriginalBlob> {
    const all = [...jobs.values()]
    const kept = all.filter(({ characterId }) => !erased.has(characterId))
    const inputs = kept.filter(({ sourceStream }) => sourceStream === null || shown.has(sourceStream)).flatMap((job) => job.inputs)
    // What was sent holds people's words, so the erasure of one subject takes it from everybody who sent the same.
    const gone = new Set(all.filter(({ characterId }) => erased.has(characterId)).flatMap(({ begun }) => begun.map(nameOf)))
    const others = kept.flatMap(othersOf).filter((blob) => !gone.has(nameOf(blob)))
    return new Map([...[...shown.values()].flat(), ...inputs, ...others].map((blob) => [nameOf(blob), blob]))
  }
}

export const nameOf = ({ kind, sha256 }: OriginalBlob): string => `${kind}/${sha256}`

const image = (sha256: Sha256): OriginalBlob => ({ kind: 'image', sha256 })
const mask = (sha256: Sha256): OriginalBlob => ({ kind: 'mask', sha256 })

/** Pictures with their masks, and faces, as long as they are not erased. */
function noteShown(shown: Map<string, readonly OriginalBlob[]>, recorded: Recorded): void {
  const { stream } = recorded
  const event = recorded as unknown as ImageAssetEvent | CharacterEvent
  switch (event.type) {
    case 'ImageAssetCreated': {
      const { sha256, maskSha256 } = event.data
      shown.set(stream, [image(sha256), ...(maskSha256 === undefined ? [] : [mask(maskSha256)])])
      return
    }
    case 'ReferenceSet':
      shown.set(stream, [image(event.data.sha256)])
      return
    case 'ImageAssetErased':
    case 'ReferenceCleared':
    case 'CharacterErased':
      shown.delete(stream)
  }
}

/** A job that failed may be tried again, so only one that is completed needs its inputs no more. */
function noteJob(jobs: Map<string, JobNeeds>, recorded: Recorded): void {
  const { stream } = recorded
  const event = recorded as unknown as EditJobEvent | GenerationJobEvent
  const job = jobs.get(stream)
  switch (event.type) {
    case 'InpaintRequested': {
      const { characterId, sourceAssetId } = event.data
      jobs.set(stream, { characterId, sourceStream: imageAssetStream(sourceAssetId), inputs: [], faces: [], begun: [], sent: [] })
      return
    }
    case 'GenerationRequested': {
      const { characterId, referenceSha256 } = event.data
      const faces = referenceSha256 === undefined ? [] : [image(referenceSha256)]
      jobs.set(stream, { characterId, sourceStream: null, inputs: [], faces, begun: [], sent: [] })
      return
    }
    case 'MaskStored':
      if (job !== undefined) job.inputs = [mask(event.data.maskSha256)]
      return
    case 'SubmissionStarted':
      if (job !== undefined) job.begun = [...job.begun, { kind: 'workflow', sha256: event.data.workflowSha256 }]
      return
    case 'WorkflowQueued':
      // The newest submission is the one that was taken: the next begins only after this one has failed.
      if (job !== undefined) job.sent = [...job.sent, ...job.begun.slice(-1)]
      return
    case 'JobCompleted':
      if (job !== undefined) [job.inputs, job.faces] = [[], []]
  }
}
