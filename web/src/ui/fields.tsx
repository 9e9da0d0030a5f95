import { ChevronDown } from 'lucide-react'
import { useId, type ComponentProps, type CSSProperties, type ReactNode } from 'react'

type Labelled = {
  readonly label: string
  readonly hint?: string | undefined
  readonly aside?: ReactNode
  readonly error?: string | undefined
}

export function TextField({
  label,
  hint,
  aside,
  error,
  lg = false,
  ...rest
}: Labelled & { readonly lg?: boolean } & ComponentProps<'input'>) {
  const id = useId()
  return (
    <div className="field">
      <FieldTop id={id} label={label} aside={aside} />
      <input
        id={id}
        className={`input ${lg ? 'input--lg' : ''}`}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint`}
        {...rest}
      />
      <Hint id={id} hint={hint} error={error} />
    </div>
  )
}

export function TextArea({ label, hint, aside, error, ...rest }: Labelled & ComponentProps<'textarea'>) {
  const id = useId()
  return (
    <div className="field">
      <FieldTop id={id} label={label} aside={aside} />
      <textarea id={id} className="textarea" rows={3} aria-invalid={error !== undefined} aria-describedby={`${id}-hint`} {...rest} />
      <Hint id={id} hint={hint} error={error} />
    </div>
  )
}

export type Choice = { readonly value: string; readonly label: string }

export function SelectField({
  label,
  choices,
  value,
  onChoose,
  quiet = false,
  hideLabel = false,
}: {
  readonly label: string
  readonly choices: readonly Choice[]
  readonly value: string
  readonly onChoose: (value: string) => void
  readonly quiet?: boolean
  readonly hideLabel?: boolean
}) {
  const id = useId()
  const select = (
    <span className={`select ${quiet ? 'select--quiet' : ''}`}>
      <select id={id} value={value} aria-label={hideLabel ? label : undefined} onChange={(event) => onChoose(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronDown className="icon icon--sm" aria-hidden="true" />
    </span>
  )
  if (hideLabel) return select
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {select}
    </div>
  )
}

export function SwitchRow({
  label,
  hint,
  aside,
  checked,
  disabled = false,
  onSwitch,
}: {
  readonly label: string
  readonly hint?: string
  readonly aside?: ReactNode
  readonly checked: boolean
  readonly disabled?: boolean
  readonly onSwitch: (on: boolean) => void
}) {
  const id = useId()
  return (
    <label className="switch-row" htmlFor={id}>
      <span>
        {label}
        {hint !== undefined && (
          <>
            <br />
            <span className="hint">{hint}</span>
          </>
        )}
      </span>
      {aside !== undefined && <span className="check__count">{aside}</span>}
      <input
        id={id}
        className="switch"
        type="checkbox"
        role="switch"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onSwitch(event.target.checked)}
      />
    </label>
  )
}

export function Check({
  label,
  aside,
  type = 'checkbox',
  ...rest
}: { readonly label: string; readonly aside?: ReactNode; readonly type?: 'checkbox' | 'radio' } & Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <label className="check">
      <input type={type} {...rest} />
      {label}
      {aside !== undefined && <span className="check__count">{aside}</span>}
    </label>
  )
}

type SegmentedProps<Value> = {
  readonly label: string
  readonly choices: readonly { readonly value: Value; readonly label: ReactNode; readonly disabled?: boolean }[]
  readonly value: Value
  readonly onChoose: (value: Value) => void
  readonly block?: boolean
}

/** A few choices side by side. */
export function Segmented<Value extends string | number>({ label, choices, value, onChoose, block = false }: SegmentedProps<Value>) {
  const name = useId()
  return (
    <fieldset className={`segmented ${block ? 'segmented--block' : ''}`}>
      <legend className="vh">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            disabled={choice.disabled === true}
            onChange={() => onChoose(choice.value)}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** The same under its label, or beside it. */
export function SegmentedField<Value extends string | number>({
  beside = false,
  ...segmented
}: Omit<SegmentedProps<Value>, 'block'> & { readonly beside?: boolean }) {
  return (
    <div className={beside ? 'row row--between' : 'field'}>
      <span className="label" aria-hidden="true">
        {segmented.label}
      </span>
      <Segmented block={!beside} {...segmented} />
    </div>
  )
}

type SliderProps = {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly disabled?: boolean
  readonly onSlide: (value: number) => void
}

/** The bare slider; `--v` fills its track. */
export function Slider({
  label,
  value,
  min,
  max,
  step = 1,
  disabled = false,
  quiet = false,
  className = '',
  onSlide,
}: SliderProps & { readonly quiet?: boolean; readonly className?: string }) {
  const filled = { '--v': `${((value - min) / (max - min)) * 100}%` } as CSSProperties
  return (
    <input
      className={`slider ${quiet ? 'slider--quiet' : ''} ${className}`}
      type="range"
      aria-label={label}
      min={min}
      max={max}
      step={step}
      value={value}
      disabled={disabled}
      style={filled}
      onChange={(event) => onSlide(event.target.valueAsNumber)}
    />
  )
}

export function SliderField({ unit = '', ...slider }: SliderProps & { readonly unit?: string }) {
  return (
    <div className="field">
      <div className="field__top">
        <span className="label">{slider.label}</span>
        <output className="small num">
          {slider.value}
          {unit}
        </output>
      </div>
      <Slider {...slider} />
    </div>
  )
}

function FieldTop({ id, label, aside }: { readonly id: string; readonly label: string; readonly aside: ReactNode }) {
  return (
    <div className="field__top">
      <label htmlFor={id}>{label}</label>
      {aside}
    </div>
  )
}

function Hint({ id, hint, error }: { readonly id: string; readonly hint: string | undefined; readonly error: string | undefined }) {
  return (
    <p
      className={`hint ${error === undefined ? '' : 'hint--danger'}`}
      id={`${id}-hint`}
      role={error === undefined ? undefined : 'alert'}
      hidden={hint === undefined && error === undefined}
    >
      {error ?? hint}
    </p>
  )
}
