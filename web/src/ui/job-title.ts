import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { charactersQuery, nameOf } from '../api/characters.ts'
import type { Job } from '../api/jobs.ts'
import { text } from '../strings/en.ts'

/** What a picture on its way is called: whose it is, and what was asked for where somebody said so. */
export function useJobTitle(): (job: Job) => string {
  const characters = useQuery(charactersQuery).data
  return useCallback(
    (job) => {
      const character = characters?.find((one) => one.id === job.characterId)
      return text.picture.onItsWay(nameOf(character, text.characters.unnamed), job.text)
    },
    [characters],
  )
}
