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

/** The subject whose key seals an event's texts; null for an event without any. */
export function subjectOf(type: string, data: object): string | null {
  if (protectedPathsOf(type).length === 0) return null
  return 'characterId' in data && typeof data.characterId === 'string' ? data.characterId : null
}

/** The data with each protected text replaced by what `change` answers for it; absent fields and nulls stay. Nothing is changed in place. */
export function mapProtected(type: string, data: object, change: (text: string, path: string) => string | null): object {
  return protectedPathsOf(type).reduce((changed, path) => mapAt(changed, path.split('.'), (text) => change(text, path)), data)
}

function mapAt(node: object, [key, ...rest]: readonly string[], change: (text: string) => string | null): object {
  const value: unknown = key === undefined ? undefined : Object.entries(node).find(([name]) => name === key)?.[1]
  if (key === undefined || value === undefined || value === null) return node
  if (rest.length === 0) return typeof value === 'string' ? { ...node, [key]: change(value) } : node
  return typeof value === 'object' ? { ...node, [key]: mapAt(value, rest, change) } : node
}
