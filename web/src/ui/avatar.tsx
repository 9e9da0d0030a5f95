import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type RefObject } from 'react'
import type { Character } from '../api/characters.ts'
import { newestQuery, thumbnailUrl } from '../api/images.ts'
import { samePlace } from './job-cell.tsx'

/** A character's face: the reference, else its newest picture, else its initials. */
export function Avatar({ character, size = 'md' }: { readonly character: Character; readonly size?: 'md' | 'lg' }) {
  const place = useRef<HTMLSpanElement>(null)
  const source = useFace(character, place)
  if (source === null)
    return (
      <span className={`avatar avatar--${size} avatar--me`} aria-hidden="true" ref={place}>
        {Array.from(character.name ?? '?')
          .slice(0, 2)
          .join('')
          .toUpperCase()}
      </span>
    )
  return <img className={`avatar avatar--${size}`} src={source} width="88" height="88" loading="lazy" alt="" />
}

/** Who has no reference is asked for once they come into sight: a list of hundreds would ask hundreds of times at once. */
function useFace(character: Character, place: RefObject<HTMLElement | null>): string | null {
  const isWanted = character.referenceUrl === null
  const seen = useSeen(place, isWanted)
  const newest = useQuery({ ...newestQuery(character.id), enabled: isWanted && seen }).data?.[0]
  if (character.referenceUrl !== null) return samePlace(character.referenceUrl)
  return newest === undefined ? null : thumbnailUrl(newest, 256)
}

/** Whether it has been in sight, or nearly so, since it is wanted. */
function useSeen(place: RefObject<HTMLElement | null>, isWanted: boolean): boolean {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (!isWanted || seen || place.current === null) return
    const observer = new IntersectionObserver((entries) => setSeen(entries.some(({ isIntersecting }) => isIntersecting)), {
      rootMargin: '100px',
    })
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [place, isWanted, seen])
  return seen
}
