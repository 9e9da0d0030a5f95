import { character } from '../../domain/character/character.ts'
import type { CharacterEvent } from '../../domain/character/character-events.ts'
import { fold } from '../../domain/decider.ts'
import type { EditJobEvent } from '../../domain/edit-job/edit-job-events.ts'
import { characterStream, type CharacterId } from '../../domain/ids.ts'
import { imageAsset } from '../../domain/image-asset/image-asset.ts'
import type { ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import { ownHashes } from '../image-asset/blob-needs.ts'
import { handleCommand, type Cause } from '../handle-command.ts'
import { loadJob, type FoundJob } from '../job/load-job.ts'
import { tellJob } from '../job/tell-job.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { LogRecords } from '../ports/log-records.ts'
import type { SubjectKeys } from '../ports/subject-keys.ts'
import { removeBlob, removeBytesOf, removePicture, type BytePorts } from '../processes/remove-erased-bytes.ts'

export type ErasurePorts = BytePorts & {
  readonly records: Pick<LogRecords, 'streamsOfCharacter' | 'charactersOf'>
  readonly subjectKeys: SubjectKeys
  readonly idSource: Pick<IdSource, 'named'>
}

export type Erased = {
  readonly characters: number
  readonly pictures: number
  /** Jobs that had not ended. They are told to stop, but one that is too late for that, or was quicker, still ends with a picture. */
  readonly jobsRunning: number
}

/** All streams about a subject. A subject is a character, or an owner with all of theirs; empty for an unknown id. */
export async function subjectStreams(ports: ErasurePorts, subject: string): Promise<ReadonlyMap<CharacterId, readonly string[]>> {
  const owned = await ports.records.charactersOf(subject)
  const entries = await Promise.all(
    (owned.length === 0 ? [subject] : owned).map(async (id) => [id, await ports.records.streamsOfCharacter(id)] as const),
  )
  return new Map(entries.filter(([, streams]) => streams.length > 0))
}

/** What erasing would take: nothing is changed. */
export async function countSubject(ports: ErasurePorts, subject: string): Promise<Erased> {
  const streams = [...(await subjectStreams(ports, subject)).values()].flat()
  const living = await Promise.all(ofKind(streams, 'imageAsset').map((stream) => isLiving(ports, stream)))
  const running = await Promise.all(jobsIn(streams).map((stream) => runningJob(ports, stream)))
  return {
    characters: ofKind(streams, 'character').length,
    pictures: living.filter(Boolean).length,
    jobsRunning: running.filter((job) => job !== null).length,
  }
}

/**
 * Makes everything a person wrote about a subject unreadable, for ever: first its key, so that a crash after that leaves nothing readable;
 * then the character, so that what is written about it from then on sees that it is gone; then all that was written before, its jobs,
 * pictures, and bytes. Running it again goes on where it stopped. The views still hold what they were built from: rebuild them afterwards.
 */
export async function eraseSubject(ports: ErasurePorts, subject: string): Promise<Erased> {
  const erased = { characters: 0, pictures: 0, jobsRunning: 0 }
  for (const characterId of (await subjectStreams(ports, subject)).keys()) {
    await ports.subjectKeys.destroy(characterId)
    if (await eraseCharacter(ports, characterId)) erased.characters += 1
    const streams = await ports.records.streamsOfCharacter(characterId)
    for (const stream of jobsIn(streams)) if (await stopJob(ports, stream)) erased.jobsRunning += 1
    for (const stream of ofKind(streams, 'imageAsset')) if (await erasePicture(ports, stream)) erased.pictures += 1
    await removeBytes(ports, streams)
  }
  return erased
}

async function eraseCharacter(ports: ErasurePorts, id: CharacterId): Promise<boolean> {
  return (await handleCommand(ports, character, characterStream(id), { type: 'EraseCharacter', data: {} }, causeOf(id))).ok
}

const ofKind = (streams: readonly string[], category: string): readonly string[] =>
  streams.filter((stream) => stream.startsWith(`${category}-`))

const jobsIn = (streams: readonly string[]): readonly string[] => [...ofKind(streams, 'editJob'), ...ofKind(streams, 'generationJob')]

/** The same erasure has the same command for a stream, so that running it again finds its own events. */
const causeOf = (about: string): Cause => ({
  commandId: `${about}/erase-subject`,
  correlationId: about,
  actor: { kind: 'system', id: 'operator' },
})

async function isLiving({ eventStore }: Pick<ErasurePorts, 'eventStore'>, stream: string): Promise<boolean> {
  const { status } = fold(imageAsset, await eventStore.readStream<ImageAssetEvent>(stream))
  return status === 'active' || status === 'deleted'
}

/** The job of a stream, unless it has ended. */
async function runningJob({ eventStore }: Pick<ErasurePorts, 'eventStore'>, stream: string): Promise<FoundJob | null> {
  const [category, ...id] = stream.split('-')
  const found = await loadJob(eventStore, id.join('-'), category === 'editJob' ? 'edit' : 'generation')
  return found === null || ['completed', 'failed', 'cancelled'].includes(found.job.status) ? null : found
}

/** Whether there was one to stop. One that is too late to stop ends by itself, and what it makes is erased by the next run. */
async function stopJob(ports: ErasurePorts, stream: string): Promise<boolean> {
  const found = await runningJob(ports, stream)
  if (found === null) return false
  await tellJob(ports, found, { type: 'RequestCancellation', data: {} }, { ...causeOf(stream), correlationId: found.jobId })
  return true
}

async function erasePicture(ports: ErasurePorts, stream: string): Promise<boolean> {
  const asset = fold(imageAsset, await ports.eventStore.readStream<ImageAssetEvent>(stream))
  if (asset.status !== 'active' && asset.status !== 'deleted') return false
  const sha256 = await ownHashes(ports, asset.facts)
  return (await handleCommand(ports, imageAsset, stream, { type: 'EraseImageAsset', data: { sha256 } }, causeOf(stream))).ok
}

/** Of pictures, of masks, of every face the character ever had, where nothing else needs them; and of all that was sent to an engine. */
async function removeBytes(ports: ErasurePorts, streams: readonly string[]): Promise<void> {
  for (const stream of ofKind(streams, 'imageAsset')) await removeBytesOf(ports, stream)
  for (const stream of jobsIn(streams)) {
    const events = await ports.eventStore.readStream<EditJobEvent>(stream)
    for (const event of events) {
      if (event.type === 'MaskStored') await removeBlob(ports, 'mask', event.data.maskSha256)
      // What was sent to the engine holds the words themselves, so whoever else sent the same goes without it as well.
      if (event.type === 'SubmissionStarted') await ports.blobStorage.remove('workflow', event.data.workflowSha256)
    }
  }
  for (const stream of ofKind(streams, 'character')) {
    const events = await ports.eventStore.readStream<CharacterEvent>(stream)
    for (const event of events) if (event.type === 'ReferenceSet') await removePicture(ports, event.data.sha256)
  }
}
