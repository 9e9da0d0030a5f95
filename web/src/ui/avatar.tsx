import { useQuery } from '@tanstack/react-query'
import type { Character } from '../api/characters.ts'
import { newestQuery, thumbnailUrl } from '../api/images.ts'
import { samePlace } from './job-cell.tsx'

/** A character's face: the reference, else its newest picture, else its initials. */
export function Avatar({ character, size = 'md' }: { readonly character: Character; readonly size?: 'md' | 'lg' }) {
  const source = useFace(character)
  if (source === null)
    return (
      <span className={`avatar avatar--${size} avatar--me`} aria-hidden="true">
        {(character.name ?? '?').slice(0, 2).toUpperCase()}
      </span>
    )
  return <img className={`avatar avatar--${size}`} src={source} width="88" height="88" alt="" />
}

function useFace(character: Character): string | null {
  const newest = useQuery({ ...newestQuery(character.id), enabled: character.referenceUrl === null }).data?.[0]
  if (character.referenceUrl !== null) return samePlace(character.referenceUrl)
  return newest === undefined ? null : thumbnailUrl(newest, 256)
}
