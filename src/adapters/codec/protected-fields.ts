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

type ProtectedText = { readonly path: string; readonly keys: readonly string[]; readonly since: number }

const protectedTexts: ReadonlyMap<string, readonly ProtectedText[]> = new Map(
  Object.entries(sealedSince).map(([type, texts]) => [
    type,
    Object.entries(texts).map(([path, since]) => ({ path, keys: path.split('.'), since })),
  ]),
)

export const typesWithTexts: readonly string[] = [...protectedTexts.keys()]

/** The subject whose key seals an event's texts; null for an event without any. */
export function subjectOf(type: string, data: object): string | null {
  if (!protectedTexts.has(type)) return null
  return 'characterId' in data && typeof data.characterId === 'string' ? data.characterId : null
}

/**
 * The data with each protected text replaced by what `change` answers for it; it is told whether the text is sealed in this version, or
 * lies in the clear. Absent fields and nulls stay. Nothing is changed in place.
 */
export function mapProtected(
  { type, schemaVersion, data }: Pick<StoredEvent, 'type' | 'schemaVersion' | 'data'>,
  change: (text: string, path: string, isSealed: boolean) => string | null,
): object {
  let changed = data
  for (const { path, keys, since } of protectedTexts.get(type) ?? []) {
    changed = mapAt(changed, keys, (text) => change(text, path, schemaVersion >= since))
  }
  return changed
}

function mapAt(node: object, [key, ...rest]: readonly string[], change: (text: string) => string | null): object {
  if (key === undefined || !Object.hasOwn(node, key)) return node
  const value: unknown = Reflect.get(node, key)
  if (rest.length === 0) return typeof value === 'string' ? { ...node, [key]: change(value) } : node
  return typeof value === 'object' && value !== null ? { ...node, [key]: mapAt(value, rest, change) } : node
}
