import type { Recorded } from '../ports/event-store.ts'

/** What people wrote: the texts that the codec seals. Only their owner reads them. */
const protectedFields: ReadonlySet<string> = new Set([
  'prompt',
  'userPrompt',
  'negativePrompt',
  'editPrompt',
  'name',
  'handle',
  'defaultOutfit',
  'outfit',
  'bio',
])

/** An event as somebody else may read it. */
export const withoutTexts = <Event extends Recorded>(event: Event): Event => ({ ...event, data: bare(event.data) })

/** Fields keep their places, so that it is seen what was there. */
const bare = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).map(([field, inner]: [string, unknown]) => [field, protectedFields.has(field) ? null : bareValue(inner)]),
  )

const bareValue = (value: unknown): unknown => (typeof value === 'object' && value !== null && !Array.isArray(value) ? bare(value) : value)
