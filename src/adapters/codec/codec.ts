import type { z } from 'zod'
import type { DomainEvent } from '../../domain/decider.ts'
import { EventIsNewer, EventRejected, type NewEvent } from '../../application/ports/event-store.ts'
import type { SubjectKeys } from '../../application/ports/subject-keys.ts'
import { eventSchemas } from './event-schemas.ts'
import { refuseForbidden } from './forbidden-content.ts'
import { liesTogether, mapProtected, putTexts, subjectOf, takeTexts, type Texts } from './protected-fields.ts'
import { open, seal } from './sealed-text.ts'
import { asJson, factOf, metaOf, recordedOf, refuseBadCount, type EventCodec, type StoredEvent, type StoredFact } from './stored-event.ts'
import { EventNotUnderstood, newestVersion, refuseNewer, upcast, upcasters, type Upcasters } from './upcasters.ts'

type Schemas = Readonly<Record<string, z.ZodType<object>>>

/**
 * The codec of all our stores: strict schemas in and out, older versions brought up to the newest, personal texts sealed with the key of
 * their character. A text whose key is destroyed reads as `null`; an event for a destroyed subject is stored with `null` in its place.
 */
export function eventCodec(keys: SubjectKeys, chain: Upcasters = upcasters, schemas: Schemas = eventSchemas): EventCodec {
  function checked({ eventId, type, data, meta }: NewEvent): StoredEvent {
    const schema = schemaOf(schemas, type)
    if (schema === undefined) throw new EventRejected(`${type} is no event of this program`)
    const plain = asJson(type, data)
    const fits = schema.safeParse(plain)
    if (!fits.success) throw new EventRejected(`${type} does not fit its schema: ${faultsOf(fits.error)}`)
    const event = { eventId, type, schemaVersion: newestVersion(chain, type), data: plain, meta: metaOf(type, meta) }
    refuseForbidden(
      type,
      mapProtected(event, () => null),
    )
    return event
  }

  function sealed(event: StoredEvent, known: ReadonlyMap<string, Uint8Array | null>): StoredEvent {
    const { data, texts } = takeTexts(event)
    const key = known.get(subjectOf(event.type, event.data) ?? '') ?? null
    if (key === null || Object.keys(texts).length === 0) return { ...event, data }
    return { ...event, data: { ...data, sealed: seal(JSON.stringify(texts), key, event.eventId) } }
  }

  /** Types are never taken away, so one that is unknown here is of a newer program, as a newer version is. */
  function knownSchema({ type, schemaVersion, position }: StoredFact): z.ZodType<object> {
    const schema = schemaOf(schemas, type)
    if (schema === undefined) throw new EventIsNewer(`${type} at position ${position} is no event of this program`)
    refuseNewer(chain, type, schemaVersion)
    return schema
  }

  function decodeOne(row: StoredFact, known: ReadonlyMap<string, Uint8Array>): DomainEvent {
    const schema = knownSchema(row)
    const key = known.get(subjectOf(row.type, row.data) ?? '')
    const opened = liesTogether(row) ? openedTogether(row, key) : openedOneByOne(row, key)
    const checked = schema.safeParse(upcast(chain, row.type, row.schemaVersion, opened))
    if (!checked.success)
      throw new EventNotUnderstood(`${row.type} at position ${row.position} does not fit its schema: ${faultsOf(checked.error)}`)
    return { type: row.type, data: checked.data }
  }

  const keysFor = (subjects: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> =>
    subjects.length === 0 ? Promise.resolve(new Map()) : keys.keysOf(subjects)

  return {
    async encode(events) {
      refuseBadCount(events)
      const plain = events.map(checked)
      const known = await Promise.all(subjectsOf(plain).map(async (subject) => [subject, await keys.keyFor(subject)] as const))
      return plain.map((event) => sealed(event, new Map(known)))
    },
    async decode(rows) {
      const known = await keysFor(subjectsOf(rows))
      return rows.map((row) => recordedOf(row, decodeOne(row, known)))
    },
    async decodeFacts(rows) {
      const known = await keysFor(subjectsOf(rows))
      return rows.map((row) => factOf(row, decodeOne(row, known)))
    },
  }
}

function openedTogether({ type, schemaVersion, data, eventId }: StoredFact, key: Uint8Array | undefined): object {
  const { sealed, ...rest }: { readonly sealed?: unknown } = data
  if (key === undefined) return takeTexts({ type, schemaVersion, data: rest }).data
  // Without its id no text opens, and that is loud: a text that reads as null is one whose key is gone.
  const texts = sealed === undefined ? {} : (JSON.parse(open(String(sealed), key, eventId ?? '')) as Texts)
  return putTexts({ type, data: rest }, texts)
}

/** As events lay in the log before their texts were sealed together. */
function openedOneByOne(row: StoredFact, key: Uint8Array | undefined): object {
  return mapProtected(row, (text, path, isSealed) => {
    // What lies in the clear is erased with what was sealed.
    if (key === undefined) return null
    return isSealed ? open(text, key, contextOf(row.eventId ?? '', path)) : text
  })
}

const contextOf = (eventId: string, path: string): string => `${eventId}/${path}`

function subjectsOf(events: readonly Pick<StoredEvent, 'type' | 'data'>[]): readonly string[] {
  const subjects = new Set<string>()
  for (const { type, data } of events) {
    const subject = subjectOf(type, data)
    if (subject !== null) subjects.add(subject)
  }
  return [...subjects]
}

const schemaOf = (schemas: Schemas, type: string): z.ZodType<object> | undefined =>
  Object.hasOwn(schemas, type) ? schemas[type] : undefined

/** Paths and kinds of fault, never a value. */
const faultsOf = (error: z.ZodError): string => error.issues.map((issue) => `${issue.path.join('.') || 'data'} (${issue.code})`).join(', ')
