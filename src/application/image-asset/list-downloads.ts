import { fold, ok, type Result } from '../../domain/decider.ts'
import { character } from '../../domain/character/character.ts'
import type { CharacterEvent } from '../../domain/character/character-events.ts'
import { characterStream, type CharacterId } from '../../domain/ids.ts'
import { visibleImage } from '../authority.ts'
import { faulty, wholeFault } from '../field-faults.ts'
import type { EventStore } from '../ports/event-store.ts'
import type { Ports } from '../ports/ports.ts'
import type { Refusal } from '../refusals.ts'
import type { Download, UseCases } from '../use-cases.ts'

const mostPictures = 500

/** Checks that every one of these pictures may be seen, before the first byte of any is sent. */
export const listDownloads =
  (ports: Ports): UseCases['listDownloads'] =>
  async ({ assetIds }, caller): Promise<Result<readonly Download[], Refusal>> => {
    const fault = faulty([wholeFault('ids', assetIds.length, 1, mostPictures)])
    if (fault !== null) return fault
    const handles = new Map<CharacterId, string | null>()
    const downloads: Download[] = []
    for (const assetId of assetIds) {
      const image = await visibleImage(ports.eventStore, assetId, caller.user)
      if (!image.ok) return image
      const { characterId, createdAt, bytes } = image.value.facts
      if (!handles.has(characterId)) handles.set(characterId, await handleOf(ports.eventStore, characterId))
      downloads.push({ assetId, handle: handles.get(characterId) ?? null, createdAt, bytes })
    }
    return ok(downloads)
  }

async function handleOf(eventStore: EventStore, id: CharacterId): Promise<string | null> {
  const found = fold(character, await eventStore.readStream<CharacterEvent>(characterStream(id)))
  return found.status === 'active' || found.status === 'archived' ? found.profile.handle : null
}
