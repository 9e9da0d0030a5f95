import { ok, rejected } from '../../domain/decider.ts'
import { imageAssetStream, type UserId } from '../../domain/ids.ts'
import type { ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import { isId } from '../authority.ts'
import { loadJob } from '../job/load-job.ts'
import type { Accounts } from '../ports/accounts.ts'
import type { EventStore, Recorded } from '../ports/event-store.ts'
import type { Ports } from '../ports/ports.ts'
import type { Caller, UseCases } from '../use-cases.ts'
import { groupOf, wordsOf, type ToldEvent } from './event-words.ts'
import type { HistoryOf } from './history-request.ts'
import { stateAt, upTo } from './state-at.ts'
import { withoutTexts } from './without-texts.ts'

/** What happened to a job or a picture. An admin sees everybody's history, without the words of others. */
export const readHistory =
  (ports: Ports): UseCases['history'] =>
  async ({ of, id, whole, until }, caller) => {
    const found = await readable(ports.eventStore, { of, id }, caller)
    if (found === null) return rejected({ type: 'not-found' })
    const events = whole === true ? await withKin(ports.eventStore, found.events) : found.events
    const past = upTo(events, until ?? 'now')
    return ok(await told(ports.accounts, found.withTexts ? past : past.map(withoutTexts)))
  }

/** What a job or a picture was at a moment, folded from its events as the program itself folds them. */
export const readState =
  (ports: Ports): UseCases['stateAt'] =>
  async ({ of, id, at }, caller) => {
    const found = await readable(ports.eventStore, { of, id }, caller)
    const stream = found?.events[0]?.stream
    if (found === null || stream === undefined) return rejected({ type: 'not-found' })
    return ok(stateAt(stream, found.withTexts ? found.events : found.events.map(withoutTexts), at))
  }

/** Adds the words and the names of those who acted. */
export async function told(accounts: Pick<Accounts, 'byId'>, events: readonly Recorded[]): Promise<readonly ToldEvent[]> {
  const users = [...new Set(events.flatMap(({ meta }) => (meta.actor.kind === 'user' ? [meta.actor.id] : [])))].filter(isId)
  const names = new Map(await Promise.all(users.map(async (id) => [id, (await accounts.byId(id))?.username ?? null] as const)))
  return events.map((event) => ({
    ...event,
    words: wordsOf(event),
    group: groupOf(event),
    actorName: names.get(event.meta.actor.id) ?? null,
  }))
}

type Found = { readonly withTexts: boolean; readonly events: readonly Recorded[] }

/** `null` for an unknown id and for somebody else's, unless an admin asks. */
async function readable(eventStore: EventStore, { of, id }: HistoryOf, { user }: Caller): Promise<Found | null> {
  const found = isId(id) ? await (of === 'job' ? jobHistory(eventStore, id) : imageHistory(eventStore, id)) : null
  if (found === null) return null
  const isOwn = found.ownerId === user.id
  // Who has erased a picture was told that its words are gone.
  const isErased = found.events.some(({ type }) => type === 'ImageAssetErased')
  return isOwn || user.role === 'admin' ? { withTexts: isOwn && !isErased, events: found.events } : null
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

/** With the events of the job that made a picture, or of the pictures that a job made, in the order of the log. */
async function withKin(eventStore: EventStore, events: readonly Recorded[]): Promise<readonly Recorded[]> {
  const kin = new Set(events.flatMap(({ type, data }) => kinOf(type, data)))
  const histories = await Promise.all([...kin].map((id) => kinHistory(eventStore, id)))
  return [...events, ...histories.flat()].sort((one, other) => (one.position < other.position ? -1 : 1))
}

function kinOf(type: string, data: object): readonly string[] {
  const field = type === 'ImageAssetCreated' ? 'jobId' : type === 'OutputPersisted' ? 'assetId' : null
  const id: unknown = field === null ? undefined : Reflect.get(data, field)
  return typeof id === 'string' ? [id] : []
}

async function kinHistory(eventStore: EventStore, id: string): Promise<readonly Recorded[]> {
  return ((await jobHistory(eventStore, id)) ?? (await imageHistory(eventStore, id)))?.events ?? []
}
