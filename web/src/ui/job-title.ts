import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { charactersQuery, nameOf } from '../api/characters.ts'
import type { Job } from '../api/jobs.ts'
import { presetsQuery } from '../api/presets.ts'
import { text } from '../strings/en.ts'
import { presetTitle } from './picture-title.ts'

/** What a picture on its way is called: as it will be once it is there, so that nothing changes its name by being finished. */
export function useJobTitle(): (job: Job) => string {
  const presets = useQuery(presetsQuery).data
  const characters = useQuery(charactersQuery).data
  return useCallback(
    ({ characterId, scene, environment, text: asked }) => {
      const name = nameOf(
        characters?.find((one) => one.id === characterId),
        text.characters.unnamed,
      )
      if (scene !== null && environment !== null) return presetTitle(presets, name, scene, environment)
      return text.picture.onItsWay(name, asked)
    },
    [presets, characters],
  )
}
