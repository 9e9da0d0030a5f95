import { useQuery } from '@tanstack/react-query'
import type { CharacterForm } from '../../api/characters.ts'
import { promptPreviewQuery, type PromptPreviewRequest } from '../../api/presets.ts'
import { text } from '../../strings/en.ts'
import { usePaused } from '../../ui/use-paused.ts'

const words = text.characters

/** What every picture of this character will start with, from the form as it stands. */
export function CharacterPreview({ form }: { readonly form: CharacterForm }) {
  const asked = usePaused(isComplete(form) ? previewOf(form) : null)
  const preview = useQuery(promptPreviewQuery(asked)).data
  if (preview === undefined) return null
  return (
    <div className="note" role="status">
      <span>
        <strong>{words.form.preview}: </strong>
        {preview.prompt}
      </span>
    </div>
  )
}

const isComplete = (form: CharacterForm): boolean =>
  form.age >= 18 && form.age <= 80 && form.name.trim() !== '' && /^[A-Za-z0-9_-]{3,30}$/.test(form.handle)

/** The character in the plainest of pictures. */
export function previewOf(character: CharacterForm): PromptPreviewRequest {
  const outfit =
    character.defaultOutfit === undefined || character.defaultOutfit.trim() === '' ? 'casual streetwear' : character.defaultOutfit
  return {
    character: { ...character, defaultOutfit: outfit },
    scene: 'professional_portrait',
    environment: 'studio',
    outfit,
    aspectRatio: '9:16',
    qualityMode: 'draft',
    nsfw: false,
  }
}
