import type { EventType } from './event-schemas.ts'
import type { StoredEvent } from './stored-event.ts'

/**
 * Where personal texts lie in an event's data, and the schema version from which on they are sealed: before it they lay in the clear, and
 * what is stored stays as it is. The subject is the data's `characterId`. The list only grows: a field that was ever sealed under a name is
 * opened under that name.
 */
const sealedSince: { readonly [Type in EventType]?: Readonly<Record<string, number>> } = {
  GenerationRequested: { prompt: 1, userPrompt: 1, negativePrompt: 1, 'studio.outfit': 2 },
  InpaintRequested: { editPrompt: 1, negativePrompt: 1 },
  ImageAssetCreated: { prompt: 1, userPrompt: 1, negativePrompt: 1, editPrompt: 1, 'studio.outfit': 2 },
  CharacterCreated: profileIn('profile'),
  CharacterChanged: profileIn('changes'),
}

function profileIn(place: string): Readonly<Record<string, number>> {
  return Object.fromEntries(['name', 'handle', 'defaultOutfit', 'bio'].map((field) => [`${place}.${field}`, 1]))
}

/**
 * The schema version from which on the texts of an event lie in one envelope beside them, in the field `sealed`, with nulls in their places:
 * to open a second one costs as much as the first, and there are four in every picture.
 */
const togetherSince: { readonly [Type in EventType]?: number } = {
  GenerationRequested: 3,
  InpaintRequested: 2,
  ImageAssetCreated: 3,
  CharacterCreated: 2,
  CharacterChanged: 2,
}

type ProtectedText = { readonly path: string; readonly field: string; readonly since: number }

/** Texts that lie side by side: in the data itself (`null`), or in the object under that name. */
type Holder = { readonly name: string | null; readonly texts: readonly ProtectedText[] }

const protectedTexts: ReadonlyMap<string, readonly Holder[]> = new Map(
  Object.entries(sealedSince).map(([type, texts]) => [type, holdersOf(texts)]),
)

function holdersOf(texts: Readonly<Record<string, number>>): readonly Holder[] {
  const holders = new Map<string | null, ProtectedText[]>()
  for (const [path, since] of Object.entries(texts)) {
    const [outer = path, inner] = path.split('.')
    const name = inner === undefined ? null : outer
    holders.set(name, [...(holders.get(name) ?? []), { path, field: inner ?? outer, since }])
  }
  return [...holders].map(([name, side]) => ({ name, texts: side }))
}

export const typesWithTexts: readonly string[] = [...protectedTexts.keys()]

/** The subject whose key seals an event's texts; null for an event without any. */
export function subjectOf(type: string, data: object): string | null {
  if (!protectedTexts.has(type)) return null
  return 'characterId' in data && typeof data.characterId === 'string' ? data.characterId : null
}

type Stored = Pick<StoredEvent, 'type' | 'schemaVersion' | 'data'>

/** Texts by their path, as an envelope holds them. */
export type Texts = Readonly<Record<string, string>>

export const liesTogether = ({ type, schemaVersion }: Stored): boolean =>
  schemaVersion >= ((togetherSince as Readonly<Record<string, number>>)[type] ?? Infinity)

/** The data with nulls for its protected texts, and those. Nothing is changed in place. */
export function takeTexts(event: Stored): { readonly data: object; readonly texts: Texts } {
  const texts: Record<string, string> = {}
  const data = mapProtected(event, (text, path) => {
    texts[path] = text
    return null
  })
  return { data, texts }
}

/** What `takeTexts` took from it is in its place again. Throws for a text that lies there already. Nothing is changed in place. */
export function putTexts({ type, data }: Pick<StoredEvent, 'type' | 'data'>, texts: Texts): object {
  const changed: Fields = { ...data }
  for (const { name, texts: places } of protectedTexts.get(type) ?? []) {
    const holder = name === null ? changed : copyAt(changed, name)
    if (holder === null) continue
    for (const { path, field } of places) {
      if (typeof holder[field] === 'string') throw new Error('a protected text lies unsealed in the log')
      const text = texts[path]
      if (text !== undefined) holder[field] = text
    }
  }
  return changed
}

/**
 * The data with each protected text replaced by what `change` answers for it; it is told whether the text is sealed in this version, or
 * lies in the clear. Absent fields and nulls stay. Nothing is changed in place.
 */
export function mapProtected(
  { type, schemaVersion, data }: Stored,
  change: (text: string, path: string, isSealed: boolean) => string | null,
): object {
  const holders = protectedTexts.get(type)
  if (holders === undefined) return data
  const changed: Fields = { ...data }
  for (const { name, texts } of holders) {
    const holder = name === null ? changed : copyAt(changed, name)
    for (const { path, field, since } of texts) {
      const text = holder?.[field]
      if (holder !== null && typeof text === 'string') holder[field] = change(text, path, schemaVersion >= since)
    }
  }
  return changed
}

type Fields = Record<string, unknown>

/** One copy for all the texts in it: a copy for each was a tenth of reading a picture's event. */
function copyAt(data: Fields, name: string): Fields | null {
  const value = data[name]
  return typeof value === 'object' && value !== null ? (data[name] = { ...value }) : null
}
