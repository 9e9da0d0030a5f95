import type { EventType } from './event-schemas.ts'

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

export const protectedPathsOf = (type: string): readonly string[] =>
  Object.hasOwn(protectedPaths, type) ? (protectedPaths[type as EventType] ?? []) : []

export const typesWithTexts: readonly string[] = Object.keys(protectedPaths)

/** The subject whose key seals an event's texts; null for an event without any. */
export function subjectOf(type: string, data: object): string | null {
  if (protectedPathsOf(type).length === 0) return null
  return 'characterId' in data && typeof data.characterId === 'string' ? data.characterId : null
}

/** The data with each protected text replaced by what `change` answers for it; absent fields and nulls stay. Nothing is changed in place. */
export function mapProtected(type: string, data: object, change: (text: string, path: string) => string | null): object {
  let changed = data
  for (const path of protectedPathsOf(type)) changed = mapAt(changed, path.split('.'), (text) => change(text, path))
  return changed
}

function mapAt(node: object, [key, ...rest]: readonly string[], change: (text: string) => string | null): object {
  if (key === undefined || !Object.hasOwn(node, key)) return node
  const value: unknown = Reflect.get(node, key)
  if (rest.length === 0) return typeof value === 'string' ? { ...node, [key]: change(value) } : node
  return typeof value === 'object' && value !== null ? { ...node, [key]: mapAt(value, rest, change) } : node
}
