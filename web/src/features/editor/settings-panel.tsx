import { useQuery } from '@tanstack/react-query'
import { SlidersHorizontal, Sparkles } from 'lucide-react'
import { useState } from 'react'
import { editorActions, type EditorHands } from '../../actions/editor-actions.ts'
import { useConnection } from '../../api/connection.ts'
import type { WireImage } from '../../api/images.ts'
import { typicalQuery } from '../../api/jobs.ts'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import type { MaskPng } from '../../mask-engine/mask-png.ts'
import { editorWords } from '../../strings/en-editor.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { roughTime } from '../../ui/times.ts'
import { Keys } from '../../ui/tooltip.tsx'
import { useEditor, useEditorStore } from './editor-state.ts'
import { SettingsFields } from './settings-fields.tsx'
import type { Apply } from './use-apply.ts'
import { useFacts } from './use-facts.ts'

const words = editorWords
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
        <SettingsFields {...props} />
      </div>
      <div className="panel__foot">
        <GenerateButton {...props} blocked={blocked} />
      </div>
      <Dialog title={words.settings} open={sheet} onClose={() => setSheet(false)}>
        <SettingsFields {...props} />
      </Dialog>
    </section>
  )
}

function GenerateButton({ apply, hands, engine, blocked }: PanelProps & { readonly blocked: string | null }) {
  const count = useEditor((state) => state.count)
  const typical = useQuery(typicalQuery).data?.edit ?? null
  const { coveragePct } = useFacts(engine)
  const sending = useConnection(({ connection }) => (connection === 'offline' ? words.sendingLater : words.sending))
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
        {apply.sending ? sending : (blocked ?? (count === 1 ? words.generateOne : words.generate(count)))}
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
