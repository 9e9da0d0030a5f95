import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { charactersQuery, nameOf, type Character } from '../api/characters.ts'
import { sentenceFor } from '../api/http.ts'
import { useUpload } from '../api/images.ts'
import { presetsQuery } from '../api/presets.ts'
import { text } from '../strings/en.ts'
import { FormDialog } from './dialog.tsx'
import { SelectField, TextField } from './fields.tsx'
import { toast } from './toast.ts'

const words = text.upload
const usualOutfit = 'casual streetwear'

type Facts = { readonly characterId: string; readonly scene: string; readonly environment: string; readonly outfit: string | null }

/** Asks what the pictures show before they are sent, so that the gallery's filters find them. One answer for all of them. */
export function UploadDialog({
  files,
  characterId,
  onClose,
}: {
  readonly files: readonly File[]
  readonly characterId: string | undefined
  readonly onClose: () => void
}) {
  const presets = useQuery(presetsQuery).data
  const living = (useQuery(charactersQuery).data ?? []).filter((character) => !character.archived)
  const [facts, setFacts] = useState<Facts>({ characterId: characterId ?? '', scene: '', environment: '', outfit: null })
  const upload = useUpload()
  const owner = living.find((character) => character.id === facts.characterId) ?? living[0]
  const fields = {
    scene: facts.scene === '' ? (presets?.defaults.scene ?? '') : facts.scene,
    environment: facts.environment === '' ? (presets?.defaults.environment ?? '') : facts.environment,
    outfit: facts.outfit ?? owner?.defaultOutfit ?? usualOutfit,
  }
  const change = (changes: Partial<Facts>): void => setFacts({ ...facts, ...changes })
  const send = (): void => {
    if (owner === undefined) return
    for (const file of files)
      toast.promise(upload.mutateAsync({ characterId: owner.id, file, fields: { ...fields, outfit: fields.outfit.trim() } }), {
        loading: words.sending(file.name),
        success: words.sent(file.name),
        error: sentenceFor,
      })
    onClose()
  }
  const ready = owner !== undefined && presets !== undefined && fields.outfit.trim() !== ''
  return (
    <FormDialog
      title={words.title(files.length)}
      intro={words.intro}
      send={words.send(files.length)}
      ready={ready}
      onSend={send}
      onClose={onClose}
      above={<Previews files={files} />}
    >
      <SelectField
        label={words.character}
        value={owner?.id ?? ''}
        choices={living.map(choiceOf)}
        onChoose={(chosen) => change({ characterId: chosen })}
      />
      <SelectField label={words.scene} value={fields.scene} choices={presets?.scenes ?? []} onChoose={(scene) => change({ scene })} />
      <SelectField
        label={words.environment}
        value={fields.environment}
        choices={presets?.environments ?? []}
        onChoose={(environment) => change({ environment })}
      />
      <TextField label={words.outfit} maxLength={200} value={fields.outfit} onChange={(event) => change({ outfit: event.target.value })} />
      {owner === undefined && <p className="hint hint--danger">{words.needsCharacter}</p>}
    </FormDialog>
  )
}

const choiceOf = (character: Character) => ({ value: character.id, label: nameOf(character, text.characters.unnamed) })

function Previews({ files }: { readonly files: readonly File[] }) {
  const addresses = useMemo(() => files.map((file) => ({ name: file.name, address: URL.createObjectURL(file) })), [files])
  useEffect(() => () => addresses.forEach(({ address }) => URL.revokeObjectURL(address)), [addresses])
  return (
    <ul className="upload-previews">
      {addresses.map(({ name, address }) => (
        <li key={address}>
          <img src={address} alt={name} />
        </li>
      ))}
    </ul>
  )
}
