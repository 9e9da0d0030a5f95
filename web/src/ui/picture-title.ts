import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { charactersQuery, nameOf } from '../api/characters.ts'
import type { WireImage } from '../api/images.ts'
import { presetsQuery, type Presets } from '../api/presets.ts'
import { text } from '../strings/en.ts'

/** The label of a preset's value, and the value itself while the labels are on their way. */
export function labelOf(options: readonly { readonly value: string; readonly label: string }[] | undefined, value: string): string {
  return options?.find((option) => option.value === value)?.label ?? value.replaceAll('_', ' ')
}

export function presetTitle(presets: Presets | undefined, name: string, scene: string, environment: string): string {
  return `${name}, ${labelOf(presets?.scenes, scene).toLowerCase()}, ${labelOf(presets?.environments, environment).toLowerCase()}`
}

/** What a picture is called for people who do not see it: who, what is happening, where. */
export function usePictureTitle(): (image: WireImage) => string {
  const presets: Presets | undefined = useQuery(presetsQuery).data
  const characters = useQuery(charactersQuery).data
  return useCallback(
    (image) => {
      const name = nameOf(
        characters?.find((character) => character.id === image.characterId),
        text.characters.unnamed,
      )
      if (image.editPrompt !== null) return `${name}, ${image.editPrompt}`
      return presetTitle(presets, name, image.scene, image.environment)
    },
    [presets, characters],
  )
}
