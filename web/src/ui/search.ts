import { isId } from '../api/id.ts'
import type { ImageFilters } from '../api/images.ts'
import type { AspectRatio, Environment, Scene } from '../api/presets.ts'

/** The gallery's filters as they stand in the address, so that Back, Forward and copied links just work. Unknown values are dropped. */
export type GallerySearch = Dropped & {
  readonly q?: string
  readonly character?: string
  /** One or several, joined by `severalMark`. */
  readonly scene?: string
  readonly environment?: string
  readonly ratio?: string
  readonly kind?: 'generated' | 'edited' | 'uploaded'
  readonly fav?: true
  readonly from?: string
  readonly to?: string
  readonly sort?: 'oldest'
}

/** Whether something of the address was dropped that the server would refuse: the page says so and forgets it. */
export type Dropped = { readonly dropped?: true }

/** The most that the server searches for; whatever is pasted into a field or an address is cut there. */
export const mostLetters = 400

/** Between the values of a filter that may have several: no address encodes it, and no value holds it. */
const severalMark = '.'

/** The filter with one value more or less; undefined without any. In one order, so that the same choice has one address. */
export function withOrWithout(several: string | undefined, value: string): string | undefined {
  const values = new Set(several?.split(severalMark))
  if (!values.delete(value)) values.add(value)
  return values.size === 0 ? undefined : [...values].toSorted().join(severalMark)
}

/** A picture's page remembers the list it was opened from, for its neighbours; `compare`: with what it was made from, or with any other. */
export type ViewerSearch = GallerySearch & { readonly compare?: true | string }
export type StudioSearch = { readonly character?: string; readonly like?: string }

/** `days`: how long back from today; `everybody`: for admins. */
export type InsightsSearch = Dropped & {
  readonly days?: 7 | 90
  readonly character?: string
  readonly only?: 'edit' | 'generation'
  readonly everybody?: true
}

/** `image` or `job`: whose history; `at`: a position of the log, to look from there. */
export type AuditSearch = { readonly image?: string; readonly job?: string; readonly at?: string; readonly everybody?: true }

export function gallerySearch(search: Record<string, unknown>): GallerySearch {
  const kind = search['kind']
  const presets = {
    ...knownOf(search, 'scene', scenes),
    ...knownOf(search, 'environment', environments),
    ...knownOf(search, 'ratio', ratios),
  }
  return {
    ...textOf(search, 'q', mostLetters),
    ...characterOf(search),
    ...presets,
    ...(kind === 'generated' || kind === 'edited' || kind === 'uploaded' ? { kind } : {}),
    ...(search['fav'] === true ? { fav: true as const } : {}),
    ...dayOf(search, 'from'),
    ...dayOf(search, 'to'),
    ...(search['sort'] === 'oldest' ? { sort: 'oldest' as const } : {}),
    ...droppedOf(search, { ...presets, ...characterOf(search) }, ['character', 'scene', 'environment', 'ratio']),
  }
}

export const viewerSearch = (search: Record<string, unknown>): ViewerSearch => ({
  ...gallerySearch(search),
  ...(search['compare'] === true ? { compare: true as const } : textOf(search, 'compare')),
})

/** Which part of a character's page is open; its pictures without one. */
export const characterSearch = ({ part }: Record<string, unknown>): { readonly part?: 'prompt' | 'face' } =>
  part === 'prompt' || part === 'face' ? { part } : {}

/** Where to go after signing in. Only a page of this site: nobody may be sent elsewhere. */
export function signInSearch(search: Record<string, unknown>): { readonly back?: string } {
  const { back } = textOf(search, 'back')
  return back !== undefined && back.startsWith('/') && !back.startsWith('//') && !back.includes('\\') ? { back } : {}
}

export function insightsSearch(search: Record<string, unknown>): InsightsSearch {
  const { days, only } = search
  return {
    ...(days === 7 || days === 90 ? { days } : {}),
    ...characterOf(search),
    ...(only === 'edit' || only === 'generation' ? { only } : {}),
    ...everybodyOf(search),
    ...droppedOf(search, characterOf(search), ['character']),
  }
}

export const auditSearch = (search: Record<string, unknown>): AuditSearch => ({
  ...textOf(search, 'image'),
  ...textOf(search, 'job'),
  ...positionOf(search),
  ...everybodyOf(search),
})

const everybodyOf = ({ everybody }: Record<string, unknown>): { readonly everybody?: true } =>
  everybody === true ? { everybody: true } : {}

function positionOf(search: Record<string, unknown>): { readonly at?: string } {
  const { at } = textOf(search, 'at')
  return at !== undefined && /^\d{1,18}$/.test(at) ? { at } : {}
}

/** `character`: who to draw; `like`: a picture whose recipe fills the form. */
export const studioSearch = (search: Record<string, unknown>): StudioSearch => ({
  ...textOf(search, 'character'),
  ...textOf(search, 'like'),
})

export function filtersOf(search: GallerySearch): ImageFilters {
  return {
    characterId: search.character,
    scene: search.scene?.split(severalMark),
    environment: search.environment,
    aspectRatio: search.ratio,
    kind: search.kind,
    favourite: search.fav,
    from: search.from === undefined ? undefined : midnightOf(search.from, 0),
    to: search.to === undefined ? undefined : midnightOf(search.to, 1),
    q: search.q,
    sort: search.sort,
  }
}

/** When a day begins here, or one so many days later: days are not all of 24 hours. */
function midnightOf(day: string, daysLater: number): string {
  const midnight = new Date(`${day}T00:00:00`)
  return new Date(midnight.getFullYear(), midnight.getMonth(), midnight.getDate() + daysLater).toISOString()
}

function characterOf(search: Record<string, unknown>): { readonly character?: string } {
  const { character } = textOf(search, 'character')
  return character !== undefined && isId(character) ? { character } : {}
}

/** One or several values that a preset has. */
function knownOf<Name extends string>(
  search: Record<string, unknown>,
  name: Name,
  preset: Readonly<Record<string, true>>,
): Partial<Record<Name, string>> {
  const several = textOf(search, name)[name]?.split(severalMark) ?? []
  return textOf({ [name]: several.filter((value) => Object.hasOwn(preset, value)).join(severalMark) }, name)
}

/** Also what an address says that was put right before the page could say so. */
function droppedOf(search: Record<string, unknown>, kept: Readonly<Record<string, string>>, names: readonly string[]): Dropped {
  const isDropped = names.some((name) => textOf(search, name)[name] !== kept[name])
  return isDropped || search['dropped'] === true ? { dropped: true } : {}
}

const scenes: Readonly<Record<Scene, true>> = {
  professional_portrait: true,
  candid_lifestyle: true,
  fashion_editorial: true,
  fitness_motivation: true,
  morning_vibes: true,
  night_out: true,
  cozy_home: true,
  beach_day: true,
}
const environments: Readonly<Record<Environment, true>> = {
  beach: true,
  home_bedroom: true,
  home_living_room: true,
  office: true,
  cafe: true,
  urban_street: true,
  studio: true,
}
const ratios: Readonly<Record<AspectRatio, true>> = { '1:1': true, '9:16': true, '2:3': true }

function dayOf<Name extends string>(search: Record<string, unknown>, name: Name): Partial<Record<Name, string>> {
  const day = textOf(search, name)
  return isDay(day[name] ?? '') ? day : {}
}

/** Whether it is a day as the address has it: of a year that people mean, and that dates can be counted in. */
export const isDay = (text: string): boolean => /^[1-9]\d{3}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00`))

function textOf<Name extends string>(search: Record<string, unknown>, name: Name, most = Infinity): Partial<Record<Name, string>> {
  const value = search[name]
  const plain = typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, most) : ''
  return plain === '' ? {} : ({ [name]: plain } as Partial<Record<Name, string>>)
}
