import type { DomainEvent } from '../../domain/decider.ts'
import { ok, rejected } from '../../domain/decider.ts'
import { imageAssetStream, type UserId } from '../../domain/ids.ts'
import type { ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import { isId } from '../authority.ts'
import { loadJob } from '../job/load-job.ts'
import type { EventStore, Recorded } from '../ports/event-store.ts'
import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'

/** Texts that only their owner may read; the codec encrypts the same ones. */
const protectedFields = ['prompt', 'userPrompt', 'negativePrompt', 'editPrompt']

/** What happened to a job or a picture. An admin sees everybody's history, without the words of others. */
export const readHistory =
  (ports: Ports): UseCases['history'] =>
  async ({ of, id }, caller) => {
    const found = isId(id) ? await (of === 'job' ? jobHistory(ports.eventStore, id) : imageHistory(ports.eventStore, id)) : null
    if (found === null) return rejected({ type: 'not-found' })
    if (found.ownerId === caller.user.id) return ok(found.events)
    return caller.user.role === 'admin' ? ok(found.events.map(withoutTexts)) : rejected({ type: 'not-found' })
  }

type History = { readonly ownerId: UserId; readonly events: readonly Recorded[] }

async function jobHistory(eventStore: EventStore, id: string): Promise<History | null> {
  const found = await loadJob(eventStore, id)
  return found === null ? null : { ownerId: found.job.request.ownerId, events: found.history }
}

async function imageHistory(eventStore: EventStore, id: string): Promise<History | null> {
  const events = await eventStore.readStream<ImageAssetEvent>(imageAssetStream(id))
  const [first] = events
  return first?.type === 'ImageAssetCreated' ? { ownerId: first.data.ownerId, events } : null
}

function withoutTexts<Event extends Recorded<DomainEvent>>(event: Event): Event {
  const data = Object.fromEntries(
    Object.entries(event.data).map(([field, value]) => [field, protectedFields.includes(field) ? null : (value as unknown)]),
  )
  return { ...event, data }
}
