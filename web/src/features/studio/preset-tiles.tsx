import { Check } from 'lucide-react'
import type { PresetOption } from '../../api/presets.ts'

type PresetTilesProps = {
  readonly legend: string
  readonly hint: string
  readonly options: readonly PresetOption[]
  readonly value: string
  /** What the preset under the hand, or else the chosen one, says in the prompt. */
  readonly phrase: string | undefined
  readonly pictureOf: (value: string) => string
  readonly onLook: (value: string | null) => void
  readonly onChoose: (value: string) => void
}

/** Presets as pictures. Resting on one shows what it would say in the prompt before it is chosen. */
export function PresetTiles({ legend, hint, options, value, phrase, pictureOf, onLook, onChoose }: PresetTilesProps) {
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
              <img src={pictureOf(option.value)} alt="" width="288" height="288" decoding="async" />
              <span className="tile__tick">
                <Check className="icon icon--sm" aria-hidden="true" />
              </span>
            </span>
            <span className="tile__name">{option.label}</span>
          </label>
        ))}
      </div>
      <p className="hint tiles__phrase">{phrase}</p>
    </fieldset>
  )
}
