import { useQuery } from '@tanstack/react-query'
import { engineQuery } from '../../api/engine.ts'
import type { WireImage } from '../../api/images.ts'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import type { MaskPng } from '../../mask-engine/mask-png.ts'
import { editorWords } from '../../strings/en-editor.ts'
import { Segmented, SegmentedField, SliderField, SwitchRow, TextArea, TextField } from '../../ui/fields.tsx'
import { SeedField } from '../../ui/seed-field.tsx'
import { useEditorPrefs } from './editor-prefs.ts'
import { useEditor, useEditorStore, type Area } from './editor-state.ts'
import { MaskMenu } from './mask-menu.tsx'

const words = editorWords

/** Words, variants, strength and the edge of the mask: what is sent with it, and how it looks meanwhile. */
export function SettingsFields({ image, engine, png }: { readonly image: WireImage; readonly engine: MaskEngine; readonly png: MaskPng }) {
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
        <Strength />
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
        <AreaField />
        <MaskMenu image={image} engine={engine} png={png} />
      </div>
      <LookSection />
    </>
  )
}

/** How strongly the engine may depart from what is there; disabled with the reason where no workflow here can do less than all. */
function Strength() {
  const store = useEditorStore()
  const strengthPct = useEditor((state) => state.strengthPct)
  const strength = useQuery(engineQuery).data?.capabilities.strength
  const can = strength?.can === true
  return (
    <div className="field">
      <SliderField
        label={words.strength}
        unit="%"
        min={5}
        max={100}
        value={can ? strengthPct : 100}
        disabled={!can}
        onSlide={(value) => store.setState({ strengthPct: value })}
      />
      <p className="hint">{can ? words.strengthHint : (strength?.why[0] ?? words.strengthOff)}</p>
    </div>
  )
}

function AreaField() {
  const store = useEditorStore()
  const area = useEditor((state) => state.area)
  const masked = useQuery(engineQuery).data?.capabilities.maskedArea
  const can = masked?.can === true
  return (
    <div className="field">
      <SegmentedField<Area>
        label={words.drawAt}
        value={can ? area : 'whole'}
        choices={[
          { value: 'whole', label: words.whole },
          { value: 'masked', label: words.maskedArea, disabled: !can },
        ]}
        onChoose={(value) => store.setState({ area: value })}
      />
      <p className="hint">{can ? words.areaHint : (masked?.why[0] ?? words.areaOff)}</p>
    </div>
  )
}

/** What only the eyes need; kept in this browser for every picture. */
function LookSection() {
  const prefs = useEditorPrefs()
  const set = useEditorPrefs.setState
  return (
    <div className="section">
      <h2 className="heading-sm">{words.look}</h2>
      <SegmentedField
        label={words.colour}
        value={prefs.colour}
        choices={(['auto', 'pink', 'green', 'blue'] as const).map((value) => ({ value, label: words.colours[value] }))}
        onChoose={(colour) => set({ colour })}
      />
      <SliderField
        label={words.opacity}
        unit="%"
        min={10}
        max={90}
        value={prefs.opacityPct}
        onSlide={(opacityPct) => set({ opacityPct })}
      />
      <SwitchRow label={words.edgeShown} hint={words.edgeHint} checked={prefs.edgeShown} onSwitch={(edgeShown) => set({ edgeShown })} />
      <SwitchRow label={words.autoShow} checked={prefs.autoShow} onSwitch={(autoShow) => set({ autoShow })} />
    </div>
  )
}
