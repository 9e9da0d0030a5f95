import type { EventType } from './event-schemas.ts'
import type { StoredEvent } from './stored-event.ts'

const profileFields = ['name', 'handle', 'defaultOutfit', 'bio'] as const

/**
 * Where personal texts lie in an event's data; the subject is its `characterId`. The list only grows: a field that was ever sealed under a
 * name is opened under that name.
 */
const protectedPaths: { readonly [Type in EventType]?: readonly string[] } = {
  GenerationRequested: ['prompt', 'userPrompt', 'negativePrompt'],
  InpaintRequested: ['editPrompt', 'negativePrompt'],
  ImageAssetCreated: ['prompt', 'userPrompt', 'negativePrompt', 'editPrompt'],
  CharacterCreated: profileFields.map((field) => `profile.${field}`),
  CharacterChanged: profileFields.map((field) => `changes.${field}`),
}

/** Texts that lay in the clear at first, with the schema version from which on they are sealed. What is stored stays as it is. */
const sealedSince: { readonly [Type in EventType]?: Readonly<Record<string, number>> } = {
  GenerationRequested: { 'studio.outfit': 2 },
  ImageAssetCreated: { 'studio.outfit': 2 },
}

function protectedPathsOf(type: string, version: number): readonly string[] {
  const always = Object.hasOwn(protectedPaths, type) ? (protectedPaths[type as EventType] ?? []) : []
  const later = Object.hasOwn(sealedSince, type) ? Object.entries(sealedSince[type as EventType] ?? {}) : []
  return later.length === 0 ? always : [...always, ...later.flatMap(([path, since]) => (version >= since ? [path] : []))]
}

export const typesWithTexts: readonly string[] = Object.keys(protectedPaths)

/** The subject whose key seals an event's texts; null for an event without any. */
export function subjectOf(type: string, data: object): string | null {
  if (!Object.hasOwn(protectedPaths, type)) return null
  return 'characterId' in data && typeof data.characterId === 'string' ? data.characterId : null
}

/** The data with each protected text replaced by what `change` answers for it; absent fields and nulls stay. Nothing is changed in place. */
export function mapProtected(
  { type, schemaVersion, data }: Pick<StoredEvent, 'type' | 'schemaVersion' | 'data'>,
  change: (text: string, path: string) => string | null,
): object {
  let changed = data
  for (const path of protectedPathsOf(type, schemaVersion)) changed = mapAt(changed, path.split('.'), (text) => change(text, path))
  return changed
}

function mapAt(node: object, [key, ...rest]: readonly string[], change: (text: string) => string | null): object {
  if (key === undefined || !Object.hasOwn(node, key)) return node
  const value: unknown = Reflect.get(node, key)
  if (rest.length === 0) return typeof value === 'string' ? { ...node, [key]: change(value) } : node
  return typeof value === 'object' && value !== null ? { ...node, [key]: mapAt(value, rest, change) } : node
}
