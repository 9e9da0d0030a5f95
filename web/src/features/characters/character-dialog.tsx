import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useChangeCharacter, useCreateCharacter, type Character, type CharacterForm } from '../../api/characters.ts'
import { sentenceFor } from '../../api/http.ts'
import { presetsQuery, type Presets } from '../../api/presets.ts'
import { sessionQuery, useChangePreferences } from '../../api/session.ts'
import { text } from '../../strings/en.ts'
import { Dialog, FormDialog } from '../../ui/dialog.tsx'
import { Check, SelectField, SwitchRow, TextArea, TextField } from '../../ui/fields.tsx'
import { toast } from '../../ui/toast.ts'
import { formOf } from './character-form.ts'
import { CharacterPreview } from './character-preview.tsx'

const words = text.characters.form

/** Makes or changes a character, with the prompt it will give shown while it is filled in. */
export function CharacterDialog({
  character,
  onClose,
  onDone,
}: {
  readonly character: Character | null
  readonly onClose: () => void
  readonly onDone: (id: string) => void
}) {
  const presets = useQuery(presetsQuery).data
  const [form, setForm] = useState<CharacterForm>(() => formOf(character))
  const [asking, setAsking] = useState<string | null>(null)
  const create = useCreateCharacter()
  const change = useChangeCharacter(character?.id ?? '')
  const sees = useQuery(sessionQuery).data?.user?.preferences.showNsfw === true
  const saving = create.isPending || change.isPending
  const problem = create.error ?? change.error
  const set = (changes: Partial<CharacterForm>): void => setForm((was) => ({ ...was, ...changes }))
  const done = (id: string): void => {
    const switchedOn = form.nsfwEnabled === true && character?.nsfwEnabled !== true
    if (switchedOn && !sees) return setAsking(id)
    toast.success(words.saved)
    onDone(id)
  }
  const send = (): void => {
    if (character === null) create.mutate(form, { onSuccess: ({ id }) => done(id) })
    else change.mutate(form, { onSuccess: () => done(character.id) })
  }
  if (asking !== null) return <NsfwQuestion onDone={() => onDone(asking)} />
  return (
    <FormDialog
      wide
      className="stack char-form"
      title={character === null ? text.characters.newTitle : text.characters.changeTitle(character.name ?? text.characters.unnamed)}
      send={saving ? text.ui.working : character === null ? words.create : words.save}
      ready={!saving}
      onSend={send}
      onClose={onClose}
    >
      <Identity form={form} set={set} presets={presets} />
      <Looks form={form} set={set} presets={presets} />
      <fieldset className="stack">
        <legend className="legend">{words.marks}</legend>
        <div className="row row--wrap char-form__marks">
          {(['freckles', 'scars', 'tattoos', 'piercings'] as const).map((mark) => (
            <Check
              key={mark}
              label={words[mark]}
              checked={form[mark] === true}
              onChange={(event) => set({ [mark]: event.target.checked })}
            />
          ))}
        </div>
      </fieldset>
      <SwitchRow
        label={words.nsfw}
        hint={words.nsfwHint}
        checked={form.nsfwEnabled === true}
        onSwitch={(nsfwEnabled) => set({ nsfwEnabled })}
      />
      <CharacterPreview form={form} />
      {problem !== null && (
        <p className="hint hint--danger" role="alert">
          {sentenceFor(problem)}
        </p>
      )}
    </FormDialog>
  )
}

type PartProps = {
  readonly form: CharacterForm
  readonly set: (changes: Partial<CharacterForm>) => void
  readonly presets: Presets | undefined
}

function Identity({ form, set, presets }: PartProps) {
  const age = presets?.character.age ?? { youngest: 18, oldest: 80 }
  return (
    <div className="char-form__grid">
      <TextField label={words.name} required maxLength={80} value={form.name} onChange={(event) => set({ name: event.target.value })} />
      <TextField
        label={words.handle}
        required
        pattern="[A-Za-z0-9_\-]{3,30}"
        hint={words.handleHint}
        autoCapitalize="none"
        value={form.handle}
        onChange={(event) => set({ handle: event.target.value })}
      />
      <TextField
        label={words.age}
        required
        type="number"
        inputMode="numeric"
        min={age.youngest}
        max={age.oldest}
        hint={words.ageHint}
        value={Number.isNaN(form.age) ? '' : form.age}
        onChange={(event) => set({ age: event.target.valueAsNumber })}
      />
      <TextField
        label={words.outfit}
        maxLength={200}
        value={form.defaultOutfit ?? ''}
        onChange={(event) => set({ defaultOutfit: event.target.value })}
      />
      <div className="wide">
        <TextArea
          label={words.bio}
          hint={words.bioHint}
          maxLength={200}
          rows={2}
          value={form.bio ?? ''}
          onChange={(event) => set({ bio: event.target.value })}
        />
      </div>
    </div>
  )
}

const looks = ['gender', 'style', 'ethnicity', 'skinColor', 'eyeColor', 'faceShape', 'hairStyle', 'hairColor', 'bodyType'] as const

function Looks({ form, set, presets }: PartProps) {
  return (
    <div className="char-form__grid char-form__grid--three">
      {looks.map((look) => (
        <SelectField
          key={look}
          label={words[look]}
          value={form[look]}
          choices={presets?.character[look] ?? [{ value: form[look], label: form[look] }]}
          onChoose={(value) => set({ [look]: value })}
        />
      ))}
    </div>
  )
}

/** Whoever allows adult pictures of a character is asked in the same step whether to see such pictures. */
function NsfwQuestion({ onDone }: { readonly onDone: () => void }) {
  const change = useChangePreferences()
  return (
    <Dialog
      open
      title={words.nsfwAsk}
      intro={words.nsfwAskHint}
      onClose={onDone}
      cancel={words.nsfwHide}
      acts={
        <button type="button" className="btn btn--primary" onClick={() => change.mutate({ showNsfw: true }, { onSettled: onDone })}>
          {words.nsfwShow}
        </button>
      }
    />
  )
}
