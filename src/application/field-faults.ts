import { rejected } from '../domain/decider.ts'
import { aspectRatios, environments, qualityModes, scenes, type StudioSettings } from '../domain/presets/studio-settings.ts'
import type { FieldFault, Refusal } from './refusals.ts'

/** Lengths in code points. The door checks them too; a use case trusts no door. */
export const lengths = {
  prompt: { least: 1, most: 2_000 },
  optionalPrompt: { least: 0, most: 2_000 },
  outfit: { least: 1, most: 200 },
  name: { least: 1, most: 80 },
  bio: { least: 0, most: 200 },
  password: { least: 10, most: 128 },
  tokenName: { least: 1, most: 80 },
} as const

/** Answers `invalid-request` with the faults that were found; `null` for none. */
export function faulty(found: readonly (FieldFault | null)[]): { readonly ok: false; readonly rejection: Refusal } | null {
  const faults = found.filter((fault) => fault !== null)
  return faults.length === 0 ? null : rejected({ type: 'invalid-request', faults })
}

/** A text of the right length that every store can hold: no NUL, no half of a surrogate pair. */
export function textFault(
  field: string,
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): FieldFault | null {
  const expected = `${least} to ${most} characters`
  // A code point takes at most two code units: very long texts need no counting.
  const codePoints = text.length > 2 * most ? text.length : [...text].length
  if (codePoints > most) return { field, expected, came: `${codePoints} characters` }
  // Characters that show nothing are blanks too: those without a width, fillers, the braille pattern without a dot.
  const isBlank = !/[^\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text)
  if (codePoints < least || (least > 0 && isBlank)) return { field, expected, came: codePoints === 0 ? 'nothing' : 'blanks' }
  return /[\0\p{Surrogate}]/u.test(text) ? { field, expected: 'text', came: 'characters that are none' } : null
}

export function wholeFault(field: string, value: number, least: number, most: number): FieldFault | null {
  return Number.isInteger(value) && value >= least && value <= most
    ? null
    : { field, expected: `a whole number from ${least} to ${most}`, came: String(value) }
}

export function oneOfFault(field: string, value: unknown, values: readonly unknown[]): FieldFault | null {
  return values.includes(value)
    ? null
    : { field, expected: `one of ${values.join(', ')}`, came: typeof value === 'string' ? 'another word' : typeof value }
}

/** Seeds are whole numbers that a double holds exactly. */
export const seedFault = (seed: number | undefined): FieldFault | null =>
  seed === undefined ? null : wholeFault('seed', seed, 0, Number.MAX_SAFE_INTEGER)

export function studioFaults(
  studio: Omit<StudioSettings, 'aspectRatio'> & { readonly aspectRatio?: string },
): readonly (FieldFault | null)[] {
  return [
    oneOfFault('scene', studio.scene, scenes),
    oneOfFault('environment', studio.environment, environments),
    oneOfFault('qualityMode', studio.qualityMode, qualityModes),
    studio.aspectRatio === undefined ? null : oneOfFault('aspectRatio', studio.aspectRatio, aspectRatios),
    textFault('outfit', studio.outfit, lengths.outfit),
    oneOfFault('nsfw', studio.nsfw, [true, false]),
  ]
}
