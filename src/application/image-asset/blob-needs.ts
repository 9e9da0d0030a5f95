import { character } from '../../domain/character/character.ts'
import type { CharacterEvent } from '../../domain/character/character-events.ts'
import { fold } from '../../domain/decider.ts'
import { editJob } from '../../domain/edit-job/edit-job.ts'
import type { EditJobEvent } from '../../domain/edit-job/edit-job-events.ts'
import { imageAssetStream, type Sha256 } from '../../domain/ids.ts'
import { imageAsset } from '../../domain/image-asset/image-asset.ts'
import type { ImageAssetCreated, ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import type { BlobReferences } from '../ports/blob-references.ts'
import type { EventStore } from '../ports/event-store.ts'

export type NeedPorts = { readonly eventStore: EventStore; readonly blobReferences: BlobReferences }

/** The hashes of a picture and its mask that nothing but itself needs. */
export async function ownHashes(ports: NeedPorts, facts: ImageAssetCreated['data']): Promise<readonly Sha256[]> {
  const hashes = facts.maskSha256 === undefined ? [facts.sha256] : [facts.sha256, facts.maskSha256]
  const needed = await Promise.all(hashes.map((sha256) => isNeeded(ports, sha256, imageAssetStream(facts.assetId))))
  return hashes.filter((_, index) => needed[index] === false)
}

/**
 * Whether anything still needs a blob. The log names every stream that ever recorded its hash, and the folds of those streams decide:
 * a picture that is not erased, a character whose face it is, or an edit that may yet run (also by a retry) on a source that is not erased.
 */
export async function isNeeded({ eventStore, blobReferences }: NeedPorts, sha256: Sha256, exceptStream?: string): Promise<boolean> {
  for (const stream of await blobReferences.streamsNaming(sha256)) {
    if (stream !== exceptStream && (await stillNeeds(eventStore, stream, sha256))) return true
  }
  return false
}

async function stillNeeds(eventStore: EventStore, stream: string, sha256: Sha256): Promise<boolean> {
  switch (stream.slice(0, stream.indexOf('-'))) {
    case 'imageAsset':
      return livingFacts(eventStore, stream).then((facts) => facts?.sha256 === sha256 || facts?.maskSha256 === sha256)
    case 'character': {
      const found = fold(character, await eventStore.readStream<CharacterEvent>(stream))
      return (found.status === 'active' || found.status === 'archived') && found.reference?.sha256 === sha256
    }
    case 'editJob': {
      const job = fold(editJob, await eventStore.readStream<EditJobEvent>(stream))
      if (job.status === 'none' || job.status === 'completed' || job.request.mask?.maskSha256 !== sha256) return false
      return (await livingFacts(eventStore, imageAssetStream(job.request.sourceAssetId))) !== null
    }
    default:
      throw new Error('a stream of a kind that holds no hashes')
  }
}

async function livingFacts(eventStore: EventStore, stream: string): Promise<ImageAssetCreated['data'] | null> {
  const asset = fold(imageAsset, await eventStore.readStream<ImageAssetEvent>(stream))
  return asset.status === 'active' || asset.status === 'deleted' ? asset.facts : null
}
