import { useQueries } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { stretchQuery, stretchSize, type ImageFilters, type WireImage } from '../../api/images.ts'

/** A stretch of the list, `to` outside. */
export type Range = { readonly from: number; readonly to: number }

export type Pictures = {
  /** What is known of a picture; undefined while it is on its way. */
  readonly known: ReadonlyMap<string, WireImage>
  /** The first pictures of the list, while they are all that is asked for. */
  readonly first: readonly WireImage[] | undefined
  /** Says what is in sight. Loading follows once the eye rests, so that a long scroll asks for nothing it flies over. */
  readonly want: (from: number, to: number) => void
  /** Why some of what is asked for is not known. */
  readonly error: Error | null
  readonly retry: () => void
}

const restMs = 90
/** Pictures that are asked for before they come into sight, above and below. */
const ahead = 40
/** Pictures that stay known though they are out of sight: coming back must not flicker. */
const mostKnown = 3_000

/** The pictures of a gallery by stretches, wherever in the list they stand. Without ids yet, the first stretch. */
export function usePictures(filters: ImageFilters, ids: readonly string[] | undefined): Pictures {
  const [wanted, setWanted] = useState<Range>({ from: 0, to: 1 })
  const stretches = stretchesOf(wanted, ids)
  const results = useQueries({ queries: stretches.map((after) => stretchQuery(filters, after)) })
  const known = useKnown(results.map(({ data }) => data))
  const failed = results.find(({ isLoadingError }) => isLoadingError)
  const first = ids === undefined ? results[0]?.data : undefined
  return { known, first, want: useRested(setWanted), error: failed?.error ?? null, retry: () => void failed?.refetch() }
}

/** The pictures before the stretches that are wanted; null before the first one. */
export function stretchesOf({ from, to }: Range, ids: readonly string[] | undefined): readonly (string | null)[] {
  const first = ids === undefined ? 0 : Math.floor(Math.min(from, Math.max(0, ids.length - 1)) / stretchSize)
  const last = ids === undefined ? 0 : Math.max(first, Math.ceil(Math.min(to, ids.length) / stretchSize) - 1)
  return Array.from({ length: last - first + 1 }, (_, at) => ids?.[(first + at) * stretchSize - 1] ?? null)
}

/** All that came, and what came before as long as there is room. A new map whenever something changed. */
function useKnown(stretches: readonly (readonly WireImage[] | undefined)[]): ReadonlyMap<string, WireImage> {
  const before = useRef<{ readonly known: Map<string, WireImage>; readonly seen: readonly unknown[] }>({ known: new Map(), seen: [] })
  const { known, seen } = before.current
  const isSame = seen.length === stretches.length && stretches.every((stretch, at) => stretch === seen[at])
  if (isSame) return known
  const fresh = stretches.flatMap((stretch) => stretch ?? [])
  const next = new Map(known.size > mostKnown ? [] : known)
  for (const image of fresh) next.set(image.id, image)
  before.current = { known: next, seen: stretches }
  return next
}

function useRested(set: (range: Range) => void): (from: number, to: number) => void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return useCallback(
    (from, to) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => set({ from: Math.max(0, from - ahead), to: to + ahead }), restMs)
    },
    [set],
  )
}
