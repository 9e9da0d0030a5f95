import { useQuery } from '@tanstack/react-query'
import { Sparkles } from 'lucide-react'
import type { CSSProperties, FormEvent } from 'react'
import { studioActions } from '../../actions/studio-actions.ts'
import type { Character } from '../../api/characters.ts'
import type { Engine } from '../../api/engine.ts'
import { typicalQuery, type GenerationRequest } from '../../api/jobs.ts'
import { presetsQuery, type PromptPreview } from '../../api/presets.ts'
import { studioWords } from '../../strings/en-studio.ts'
import { text } from '../../strings/en.ts'
import { Segmented, SegmentedField, SwitchRow, TextArea, TextField } from '../../ui/fields.tsx'
import { SeedField } from '../../ui/seed-field.tsx'
import { roughTime } from '../../ui/times.ts'
import { Keys } from '../../ui/tooltip.tsx'
import { CharacterPicker } from './character-picker.tsx'
import { changeComposer, useComposer } from './composer-state.ts'
import { EngineNote } from './engine-note.tsx'
import { OutfitField } from './outfit-field.tsx'
import { PresetTiles } from './preset-tiles.tsx'

const words = studioWords
const counts = [1, 2, 4, 10] as const

/** Presets that are looked at but not chosen. */
export type Looked = Partial<Pick<GenerationRequest, 'scene' | 'environment'>>

type ComposerProps = {
  readonly character: Character
  readonly living: readonly Character[]
  /** What the engines can do; undefined until it is known. */
  readonly engine: Engine | undefined
  readonly busy: boolean
  readonly request: GenerationRequest | null
  readonly preview: PromptPreview | undefined
  readonly onLook: (looked: Looked) => void
  readonly onGenerate: () => void
}

/** Everything a picture is made of, from top to bottom in the order people think: who, what, where, wearing, shape, words. */
export function Composer({ character, living, engine, busy, request, preview, onLook, onGenerate }: ComposerProps) {
  const presets = useQuery(presetsQuery).data
  const form = useComposer()
  const reference = engine?.capabilities.reference
  const cannot = engine?.capabilities.generate.can === false
  const typical = useQuery(typicalQuery).data?.generation ?? null
  const phraseOf = (part: string): string | undefined => preview?.parts.find((one) => one.part === part)?.text
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
        <PresetTiles
          kind="scene"
          legend={words.scene}
          hint={words.sceneHint}
          options={presets?.scenes ?? []}
          value={form.scene}
          phrase={phraseOf('scene')}
          onLook={(scene) => onLook(scene === null ? {} : { scene: scene as typeof form.scene })}
          onChoose={(scene) => changeComposer({ scene: scene as typeof form.scene })}
        />
        <PresetTiles
          kind="environment"
          legend={words.environment}
          hint={words.environmentHint}
          options={presets?.environments ?? []}
          value={form.environment}
          phrase={phraseOf('environment')}
          onLook={(environment) => onLook(environment === null ? {} : { environment: environment as typeof form.environment })}
          onChoose={(environment) => changeComposer({ environment: environment as typeof form.environment })}
        />
        <OutfitField usual={character.defaultOutfit ?? ''} />
        <div className="section">
          <SegmentedField
            label={words.shape}
            value={form.aspectRatio}
            choices={(presets?.aspectRatios ?? []).map((ratio) => ({
              value: ratio.value as typeof form.aspectRatio,
              label: <Shape label={ratio.value} shape={ratio.width / ratio.height} />,
            }))}
            onChoose={(aspectRatio) => changeComposer({ aspectRatio })}
          />
          <SegmentedField
            label={words.quality}
            value={form.qualityMode}
            choices={(presets?.qualityModes ?? []).map((mode) => ({ value: mode.value as typeof form.qualityMode, label: mode.label }))}
            onChoose={(qualityMode) => changeComposer({ qualityMode })}
          />
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
          {character.referenceUrl !== null && (
            <SwitchRow
              label={words.keepFace}
              hint={reference?.can === false ? words.keepFaceOff : words.keepFaceHint}
              checked={form.useReference && reference?.can === true}
              disabled={reference?.can !== true}
              onSwitch={(useReference) => changeComposer({ useReference })}
            />
          )}
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
        {engine !== undefined && <EngineNote engine={engine} />}
        <button type="submit" className="btn btn--primary btn--lg btn--block" disabled={request === null || busy || cannot}>
          <Sparkles className="icon" aria-hidden="true" />
          {busy ? text.ui.working : request === null ? words.outfitNeeded : words.generate(form.count)}
          {!busy && request !== null && <Keys keys={studioActions.generate.keys[0]} />}
        </button>
        {typical !== null && <p className="hint panel__note">{words.about(roughTime(typical))}</p>}
      </div>
    </form>
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
