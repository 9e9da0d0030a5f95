import { Check } from 'lucide-react'
import type { PresetOption } from '../../api/presets.ts'

type PresetTilesProps = {
  readonly kind: 'scene' | 'environment'
  readonly legend: string
  readonly hint: string
  readonly options: readonly PresetOption[]
  readonly value: string
  /** What the preset under the hand, or else the chosen one, says in the prompt. */
  readonly phrase: string | undefined
  readonly onLook: (value: string | null) => void
  readonly onChoose: (value: string) => void
}

/** Presets as pictures, which `.ci/preset-pictures.mjs` paints. Resting on one shows what it would say in the prompt before it is chosen. */
export function PresetTiles({ kind, legend, hint, options, value, phrase, onLook, onChoose }: PresetTilesProps) {
  return (
    <fieldset className="section">
      <legend className="vh">{legend}</legend>
      <div className="section__head" aria-hidden="true">
        <span className="label">{legend}</span>
        <span className="hint">{hint}</span>
      </div>
      <div className="tiles" onPointerLeave={() => onLook(null)}>
        {options.map((option) => (
          <label className="tile" key={option.value} onPointerEnter={() => onLook(option.value)}>
            <input type="radio" name={legend} checked={option.value === value} onChange={() => onChoose(option.value)} />
            <span className="tile__pic">
              <img src={`/pictures/${kind}-${option.value}.webp`} alt="" width="192" height="192" decoding="async" />
              <span className="tile__tick">
                <Check className="icon icon--sm" aria-hidden="true" />
              </span>
            </span>
            <span className="tile__name">{option.label}</span>
          </label>
        ))}
      </div>
      <p className="hint truncate tiles__phrase">{phrase}</p>
    </fieldset>
  )
}
