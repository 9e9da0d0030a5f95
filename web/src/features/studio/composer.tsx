import { useQuery } from '@tanstack/react-query'
import { Check, Ellipsis, Sparkles } from 'lucide-react'
import { useState, type CSSProperties, type FormEvent, type ReactNode } from 'react'
import { studioActions } from '../../actions/studio-actions.ts'
import type { Character } from '../../api/characters.ts'
import { typicalQuery, type GenerationRequest } from '../../api/jobs.ts'
import { presetsQuery, type PresetOption } from '../../api/presets.ts'
import { text } from '../../strings/en.ts'
import { Segmented, SwitchRow, TextArea, TextField } from '../../ui/fields.tsx'
import { SeedField } from '../../ui/seed-field.tsx'
import { roughTime } from '../../ui/times.ts'
import { Keys } from '../../ui/tooltip.tsx'
import { CharacterPicker } from './character-picker.tsx'
import { changeComposer, useComposer } from './composer-state.ts'
import { pictureOfEnvironment, pictureOfScene } from './preset-pictures.ts'

const words = text.studio
const counts = [1, 2, 4, 10] as const

type ComposerProps = {
  readonly character: Character
  readonly living: readonly Character[]
  readonly busy: boolean
  readonly request: GenerationRequest | null
  readonly onGenerate: () => void
}

/** Everything a picture is made of, from top to bottom in the order people think: who, what, where, wearing, shape, words. */
export function Composer({ character, living, busy, request, onGenerate }: ComposerProps) {
  const presets = useQuery(presetsQuery).data
  const form = useComposer()
  const typical = useQuery(typicalQuery).data?.generation ?? null
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onGenerate()
  }
  return (
    <form id="set" className="composer" aria-label={words.form} onSubmit={submit}>
      <div className="panel__scroll" tabIndex={0} role="region" aria-label={words.settings}>
        <div className="section">
          <CharacterPicker character={character} living={living} onChoose={(characterId) => changeComposer({ characterId, outfit: '' })} />
        </div>
        <Tiles
          legend={words.scene}
          hint={words.sceneHint}
          options={presets?.scenes ?? []}
          value={form.scene}
          pictureOf={pictureOfScene}
          onChoose={(scene) => changeComposer({ scene: scene as typeof form.scene })}
        />
        <Tiles
          legend={words.environment}
          hint={words.environmentHint}
          options={presets?.environments ?? []}
          value={form.environment}
          pictureOf={pictureOfEnvironment}
          onChoose={(environment) => changeComposer({ environment: environment as typeof form.environment })}
        />
        <Outfit usual={character.defaultOutfit ?? ''} />
        <div className="section">
          <Named label={words.shape}>
            <Segmented
              block
              label={words.shape}
              value={form.aspectRatio}
              choices={(presets?.aspectRatios ?? []).map((ratio) => ({
                value: ratio.value as typeof form.aspectRatio,
                label: <Shape label={ratio.value} shape={ratio.width / ratio.height} />,
              }))}
              onChoose={(aspectRatio) => changeComposer({ aspectRatio })}
            />
          </Named>
          <Named label={words.quality}>
            <Segmented
              block
              label={words.quality}
              value={form.qualityMode}
              choices={(presets?.qualityModes ?? []).map((mode) => ({ value: mode.value as typeof form.qualityMode, label: mode.label }))}
              onChoose={(qualityMode) => changeComposer({ qualityMode })}
            />
          </Named>
        </div>
        <div className="section">
          <TextArea
            label={words.words}
            placeholder={words.wordsPlaceholder}
            maxLength={2000}
            rows={2}
            value={form.prompt}
            onChange={(event) => changeComposer({ prompt: event.target.value })}
          />
          <TextField
            label={words.avoid}
            placeholder={words.avoidPlaceholder}
            maxLength={2000}
            value={form.negativePrompt}
            onChange={(event) => changeComposer({ negativePrompt: event.target.value })}
          />
          <SeedField seed={form.seed} locked={form.seedLocked} onChange={changeComposer} />
          <SwitchRow
            label={words.adult}
            hint={character.nsfwEnabled ? words.adultOn : words.adultOff}
            checked={form.nsfw && character.nsfwEnabled}
            disabled={!character.nsfwEnabled}
            onSwitch={(nsfw) => changeComposer({ nsfw })}
          />
        </div>
      </div>
      <div className="panel__foot">
        <div className="row row--between">
          <span className="label">{words.pictures}</span>
          <Segmented
            label={words.howMany}
            value={form.count}
            choices={counts.map((value) => ({ value, label: value }))}
            onChoose={(count) => changeComposer({ count })}
          />
        </div>
        <button type="submit" className="btn btn--primary btn--lg btn--block" disabled={request === null || busy}>
          <Sparkles className="icon" aria-hidden="true" />
          {busy ? text.ui.working : request === null ? words.outfitNeeded : words.generate(form.count)}
          {!busy && request !== null && <Keys keys={studioActions.generate.keys[0] ?? ''} />}
        </button>
        {typical !== null && <p className="hint panel__note">{words.about(roughTime(typical))}</p>}
      </div>
    </form>
  )
}

type TilesProps = {
  readonly legend: string
  readonly hint: string
  readonly options: readonly PresetOption[]
  readonly value: string
  readonly pictureOf: (value: string) => string
  readonly onChoose: (value: string) => void
}

function Tiles({ legend, hint, options, value, pictureOf, onChoose }: TilesProps) {
  return (
    <fieldset className="section">
      <legend className="vh">{legend}</legend>
      <div className="section__head" aria-hidden="true">
        <span className="label">{legend}</span>
        <span className="hint">{hint}</span>
      </div>
      <div className="tiles">
        {options.map((option) => (
          <label className="tile" key={option.value}>
            <input type="radio" name={legend} checked={option.value === value} onChange={() => onChoose(option.value)} />
            <span className="tile__pic">
              <img src={pictureOf(option.value)} alt="" width="460" height="690" decoding="async" />
              <span className="tile__tick">
                <Check className="icon icon--sm" aria-hidden="true" />
              </span>
            </span>
            <span className="tile__name">{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const fewOutfits = 5

function Outfit({ usual }: { readonly usual: string }) {
  const outfit = useComposer((form) => form.outfit)
  const [all, setAll] = useState(false)
  const groups = useQuery(presetsQuery).data?.outfits ?? []
  const suggestions = groups.flatMap((group) => group.suggestions)
  const first = [usual, ...suggestions.filter((one) => one !== usual)].filter((one) => one !== '')
  const shown = all ? first : first.slice(0, fewOutfits)
  return (
    <div className="section">
      <TextField
        label={words.outfit}
        placeholder={usual}
        maxLength={200}
        value={outfit}
        onChange={(event) => changeComposer({ outfit: event.target.value })}
      />
      <div className="chips">
        {shown.map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-pressed={(outfit === '' ? usual : outfit) === one}
            onClick={() => changeComposer({ outfit: one })}
          >
            {one.charAt(0).toUpperCase() + one.slice(1)}
          </button>
        ))}
        <button
          type="button"
          className="chip"
          aria-label={all ? words.fewerOutfits : words.moreOutfits}
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          <Ellipsis className="icon icon--sm" aria-hidden="true" />
        </button>
      </div>
    </div>
  )
}

function Named({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="field">
      <span className="label" aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  )
}

function Shape({ label, shape }: { readonly label: string; readonly shape: number }) {
  return (
    <>
      <i className="ratio" style={{ '--ar': shape } as CSSProperties} aria-hidden="true" />
      {label}
    </>
  )
}
