import { fold, ok, type Decider, type DomainEvent, type Result } from '../domain/decider.ts'
import { EventStoreUnavailable, type EventMeta, type EventStore } from './ports/event-store.ts'
import type { IdSource } from './ports/id-source.ts'

/** Who or what a command comes from. `commandId` names the command for ever: the same one, sent again, is answered from its own events. */
export type Cause = {
  readonly commandId: string
  readonly correlationId: string
  readonly actor: EventMeta['actor']
  /** Noted in the first event of a stream only. */
  readonly fingerprint?: string
  readonly traceparent?: string
}

/**
 * `position`: of the last of `events`; where nothing changed, of the last event of the stream. `wroteNow`: they are certainly of this call,
 * and not of an equal one before it or beside it.
 */
export type Handled<Event> = { readonly events: readonly Event[]; readonly position: bigint; readonly wroteNow: boolean }

/** Of all who write to one stream at the same moment, each round lets one through. More than so many mean that something is wrong. */
const mostTries = 50

/**
 * Reads a stream, decides, appends what was decided. Event ids are named by the command, so a lost answer can be asked for again; a
 * conflict means that somebody else was faster: read again, decide again. `isNew` says that the stream is most likely not there yet: then
 * the append is the first look.
 *
 * Throws `EventStoreUnavailable` when the store cannot be reached, or after fifty conflicts in a row.
 */
export async function handleCommand<State, Command, Event extends DomainEvent, Refusal extends { readonly type: string }>(
  { eventStore, idSource }: { readonly eventStore: EventStore; readonly idSource: Pick<IdSource, 'named'> },
  decider: Decider<State, Command, Event, Refusal>,
  stream: string,
  command: Command,
  cause: Cause,
  { isNew = false }: { readonly isNew?: boolean } = {},
): Promise<Result<Handled<Event>, Refusal>> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const history = isNew && tries === 0 ? [] : await eventStore.readStream<Event>(stream)
    const earlier = history.filter((event) => event.meta.causationId === cause.commandId)
    if (earlier.length > 0) return ok({ events: earlier, position: earlier.at(-1)?.position ?? 0n, wroteNow: false })
    const decision = decider.decide(command, fold(decider, history))
    if (!decision.ok) return decision
    const last = history.at(-1)
    if (decision.value.length === 0) return ok({ events: [], position: last?.position ?? 0n, wroteNow: false })
    const events = decision.value.map((event, index) => ({
      ...event,
      eventId: idSource.named(`${cause.commandId}/${index}`),
      meta: metaOf(cause, last === undefined && index === 0),
    }))
    const written = await eventStore.append(stream, last?.revision ?? 'no-stream', events)
    if (written.outcome === 'stored') return ok({ events: decision.value, position: written.position, wroteNow: written.wroteNow === true })
    if (written.outcome === 'closed') throw new Error('the stream is closed, and none of this program closes one')
  }
  throw new EventStoreUnavailable(`the stream was changed by others ${mostTries} times in a row`)
}

function metaOf({ commandId, correlationId, actor, fingerprint, traceparent }: Cause, first: boolean): EventMeta {
  return {
    correlationId,
    causationId: commandId,
    actor,
    ...(first && fingerprint !== undefined ? { fingerprint } : {}),
    ...(traceparent === undefined ? {} : { traceparent }),
  }
}
