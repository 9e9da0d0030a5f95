import type { WireImage } from '../../../src/adapters/http/contract/image.ts'

/** A whole gallery without its pictures: what tells where each of them stands. One entry a picture in all three. */
export type Outline = {
  readonly ids: readonly string[]
  /** Width ÷ height. */
  readonly aspects: readonly number[]
  /** Since 1970. */
  readonly createdAtSeconds: readonly number[]
}

/** The most that an outline holds; what is older is found by narrowing the filters. */
export const mostInOutline = 100_000

export const outlineOf = (images: readonly WireImage[]): Outline => ({
  ids: images.map(({ id }) => id),
  aspects: images.map(({ width, height }) => width / height),
  createdAtSeconds: images.map(({ createdAt }) => Math.floor(Date.parse(createdAt) / 1000)),
})

export function outlineWithout(outline: Outline, gone: ReadonlySet<string>): Outline {
  const stays = outline.ids.map((id) => !gone.has(id))
  return {
    ids: outline.ids.filter((_, at) => stays[at]),
    aspects: outline.aspects.filter((_, at) => stays[at]),
    createdAtSeconds: outline.createdAtSeconds.filter((_, at) => stays[at]),
  }
}

/** With pictures that are not in it yet, each where its time puts it. One walk, however many they are. */
export function outlineWith(outline: Outline, images: readonly WireImage[], sort: 'newest' | 'oldest' = 'newest'): Outline {
  const turn = sort === 'oldest' ? 1 : -1
  const fresh = outlineOf(images.toSorted((one, other) => turn * (Date.parse(one.createdAt) - Date.parse(other.createdAt))))
  const merged = { ids: [] as string[], aspects: [] as number[], createdAtSeconds: [] as number[] }
  const take = (from: Outline, at: number): void => {
    merged.ids.push(from.ids[at] ?? '')
    merged.aspects.push(from.aspects[at] ?? 1)
    merged.createdAtSeconds.push(from.createdAtSeconds[at] ?? 0)
  }
  let next = 0
  outline.createdAtSeconds.forEach((seconds, at) => {
    // Of one second, the picture that came later is the newer one.
    for (; next < fresh.ids.length && isDue(fresh.createdAtSeconds[next] ?? 0, seconds, sort); next += 1) take(fresh, next)
    take(outline, at)
  })
  for (; next < fresh.ids.length; next += 1) take(fresh, next)
  const first = <Entry>(entries: readonly Entry[]): readonly Entry[] => entries.slice(0, mostInOutline)
  return { ids: first(merged.ids), aspects: first(merged.aspects), createdAtSeconds: first(merged.createdAtSeconds) }
}

const isDue = (fresh: number, known: number, sort: 'newest' | 'oldest'): boolean => (sort === 'newest' ? fresh >= known : fresh < known)
