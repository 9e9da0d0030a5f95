import { useEffect, useRef, useState } from 'react'
import { editorActions, toolActions } from '../../actions/editor-actions.ts'
import { useActions } from '../../actions/use-actions.ts'
import { fileUrl, type WireImage } from '../../api/images.ts'
import { maskEngine } from '../../mask-engine/mask-engine.ts'
import { lazyMaskPng, type MaskPng } from '../../mask-engine/mask-png.ts'
import type { MaskStage } from '../../mask-engine/mask-stage.ts'
import { useEditor } from './editor-state.ts'
import { DraftNotice } from './draft-notice.tsx'
import { holdNews } from './hold-news.ts'
import { MaskCanvas } from './mask-canvas.tsx'
import { openMaskPngWorker } from './mask-workers.ts'
import { ResultCompare } from './result-compare.tsx'
import { ResultStrip } from './result-strip.tsx'
import { SettingsPanel } from './settings-panel.tsx'
import { StatusBar } from './status-bar.tsx'
import { StageHud, ToolRail } from './tool-rail.tsx'
import { TopBar } from './top-bar.tsx'
import { useApply } from './use-apply.ts'
import { useDraft } from './use-draft.ts'
import { useEditorHands } from './use-editor-hands.ts'
import { useLastingResult, useResults } from './use-results.ts'

const everyAction = { ...toolActions, ...editorActions }

/** Puts the engine, the stage and the panels of one picture together. The mask itself never goes through React. */
export function Editor({
  image,
  title,
  picture,
  onClose,
}: {
  readonly image: WireImage
  readonly title: string
  readonly picture: HTMLImageElement
  readonly onClose: () => void
}) {
  const size = { widthPx: image.width, heightPx: image.height }
  const [engine] = useState(() => maskEngine(size))
  const png = useMaskPng()
  const stage = useRef<MaskStage | null>(null)
  useEffect(() => holdNews(engine.drawing), [engine])
  const results = useResults(image)
  useLastingResult(results)
  const draft = useDraft(image.id, engine, png)
  const apply = useApply({ image, engine, png, results })
  const hands = useEditorHands({ engine, stage, results, apply, close: onClose })
  useActions('editor', everyAction, hands)
  const shownId = useEditor((state) => state.shownImageId)
  const comparing = useEditor((state) => state.comparing)
  const shown = results.places.find((place) => place.image?.id === shownId)?.image
  const result = shown === undefined ? null : fileUrl(shown)
  return (
    <div className="editor" aria-busy={!draft.opened}>
      <TopBar image={image} title={title} engine={engine} hands={hands} draft={draft} canCompare={result !== null} />
      <ToolRail hands={hands} />
      <div className="stage">
        <MaskCanvas image={image} picture={picture} result={result} engine={engine} stage={stage} />
        {comparing && shown !== undefined && <ResultCompare image={image} result={shown} engine={engine} />}
        {result === null && <StageHud hands={hands} />}
        <DraftNotice draft={draft} />
      </div>
      <StatusBar engine={engine} />
      <ResultStrip image={image} results={results} hands={hands} />
      <SettingsPanel image={image} engine={engine} png={png} apply={apply} hands={hands} />
    </div>
  )
}

const loadAfterMs = 1_000
const onePixel = { widthPx: 1, heightPx: 1, alpha: new Uint8Array(1) }

/**
 * One worker as long as the editor is open. It is loaded before it is wanted: the line may be down by then. The last save of the draft
 * comes after the closing, and is waited for.
 */
function useMaskPng(): MaskPng {
  const [png] = useState(() => lazyMaskPng(openMaskPngWorker))
  useEffect(() => {
    const load = (): unknown => png.encode(onePixel).catch((error: unknown) => console.info('Masks cannot be coded yet', error))
    const loading = setTimeout(load, loadAfterMs)
    return () => {
      clearTimeout(loading)
      png.close()
    }
  }, [png])
  return png
}
