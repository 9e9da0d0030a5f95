import { useQuery } from '@tanstack/react-query'
import { SlidersHorizontal, Sparkles } from 'lucide-react'
import { useState } from 'react'
import { editorActions, type EditorHands } from '../../actions/editor-actions.ts'
import type { WireImage } from '../../api/images.ts'
import { typicalQuery } from '../../api/jobs.ts'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import type { MaskPng } from '../../mask-engine/mask-png.ts'
import { text } from '../../strings/en.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Segmented, SliderField, TextArea, TextField } from '../../ui/fields.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { SeedField } from '../../ui/seed-field.tsx'
import { roughTime } from '../../ui/times.ts'
import { Keys } from '../../ui/tooltip.tsx'
import { useEditor, useEditorStore } from './editor-state.ts'
import { MaskMenu } from './mask-menu.tsx'
import type { Apply } from './use-apply.ts'
import { useFacts } from './use-facts.ts'

const words = text.editor
const muchPct = 60

type PanelProps = {
  readonly image: WireImage
  readonly engine: MaskEngine
  readonly png: MaskPng
  readonly apply: Apply
  readonly hands: EditorHands
}

/** The words and numbers of an edit. On a phone the words stand in one line and the rest opens as a sheet. */
export function SettingsPanel(props: PanelProps) {
  const [sheet, setSheet] = useState(false)
  const store = useEditorStore()
  const prompt = useEditor((state) => state.prompt)
  const blocked = useBlocked(props.engine)
  return (
    <section className="panel" aria-label={words.settings}>
      <div className="sheet-handle">
        <input
          className="input"
          aria-label={words.prompt}
          placeholder={words.promptPlaceholder}
          maxLength={2000}
          value={prompt}
          onChange={(event) => store.setState({ prompt: event.target.value })}
        />
        <IconButton label={words.moreSettings} icon={SlidersHorizontal} className="" onClick={() => setSheet(true)} />
        <IconButton
          label={blocked ?? words.generateOne}
          icon={Sparkles}
          className="btn--primary"
          disabled={blocked !== null || props.apply.sending}
          onClick={props.hands.generate}
        />
      </div>
      <div className="panel__scroll" tabIndex={0} role="region" aria-label={words.settingsShort}>
        <Fields {...props} />
      </div>
      <div className="panel__foot">
        <GenerateButton {...props} blocked={blocked} />
      </div>
      <Dialog title={words.settings} open={sheet} onClose={() => setSheet(false)}>
        <Fields {...props} />
      </Dialog>
    </section>
  )
}

function Fields({ image, engine, png }: PanelProps) {
  const store = useEditorStore()
  const state = useEditor((whole) => whole)
  const set = store.setState
  return (
    <>
      <div className="section">
        <TextArea
          label={words.prompt}
          placeholder={words.promptPlaceholder}
          maxLength={2000}
          aside={<span className="hint num">{words.chars(Array.from(state.prompt).length, 2000)}</span>}
          value={state.prompt}
          onChange={(event) => set({ prompt: event.target.value })}
        />
        <TextField
          label={words.avoid}
          maxLength={2000}
          value={state.negativePrompt}
          onChange={(event) => set({ negativePrompt: event.target.value })}
        />
      </div>
      <div className="section">
        <div className="section__head">
          <h2 className="heading-sm">{words.variants}</h2>
          <Segmented
            label={words.variants}
            value={state.count}
            choices={[1, 2, 3, 4].map((value) => ({ value, label: value }))}
            onChoose={(count) => set({ count })}
          />
        </div>
        <SeedField seed={state.seed} locked={state.seedLocked} onChange={set} />
      </div>
      <div className="section">
        <h2 className="heading-sm">{words.mask}</h2>
        <SliderField label={words.grow} unit=" px" min={0} max={64} value={state.growPx} onSlide={(growPx) => set({ growPx })} />
        <SliderField
          label={words.softEdge}
          unit=" px"
          min={0}
          max={64}
          value={state.featherPx}
          onSlide={(featherPx) => set({ featherPx })}
        />
        <NotYet />
        <div className="field">
          <span className="label" aria-hidden="true">
            {words.colour}
          </span>
          <Segmented
            block
            label={words.colour}
            value={state.colour}
            choices={(['auto', 'pink', 'green', 'blue'] as const).map((value) => ({ value, label: words.colours[value] }))}
            onChoose={(colour) => set({ colour })}
          />
        </div>
        <MaskMenu image={image} engine={engine} png={png} />
      </div>
    </>
  )
}

/** What the API knows but no shipped workflow honours: shown, with the reason, so that nobody runs into a refusal. */
function NotYet() {
  return (
    <>
      <div className="field">
        <SliderField label={words.strength} unit="%" min={5} max={100} value={100} disabled onSlide={() => undefined} />
        <p className="hint">{words.strengthOff}</p>
      </div>
      <div className="field">
        <span className="label" aria-hidden="true">
          {words.drawAt}
        </span>
        <Segmented
          block
          label={words.drawAt}
          value="whole"
          choices={[
            { value: 'whole', label: words.whole },
            { value: 'masked', label: words.maskedArea, disabled: true },
          ]}
          onChoose={() => undefined}
        />
        <p className="hint">{words.areaOff}</p>
      </div>
    </>
  )
}

function GenerateButton({ apply, hands, engine, blocked }: PanelProps & { readonly blocked: string | null }) {
  const count = useEditor((state) => state.count)
  const typical = useQuery(typicalQuery).data?.edit ?? null
  const { coveragePct } = useFacts(engine)
  const hint =
    coveragePct === 100
      ? words.fullMask
      : coveragePct > muchPct
        ? words.wholeHint
        : typical === null
          ? words.originalStays
          : words.about(roughTime(typical))
  return (
    <>
      <button
        type="button"
        className="btn btn--primary btn--lg btn--block"
        disabled={blocked !== null || apply.sending}
        onClick={hands.generate}
      >
        <Sparkles className="icon" aria-hidden="true" />
        {apply.sending ? words.sending : (blocked ?? (count === 1 ? words.generateOne : words.generate(count)))}
        {blocked === null && !apply.sending && <Keys keys={editorActions.generate.keys[0] ?? ''} />}
      </button>
      <p className="hint panel__note">{hint}</p>
    </>
  )
}

/** Why Generate cannot be pressed yet, in words; null when it can. */
function useBlocked(engine: MaskEngine): string | null {
  const { coveredPixels } = useFacts(engine)
  const wordless = useEditor((state) => state.prompt.trim() === '')
  if (coveredPixels === 0) return words.paintFirst
  return wordless ? words.wordsFirst : null
}
