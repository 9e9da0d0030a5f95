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
