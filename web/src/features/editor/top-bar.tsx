import { Check, CloudOff, LoaderCircle } from 'lucide-react'
import { editorActions, type EditorHands } from '../../actions/editor-actions.ts'
import type { WireImage } from '../../api/images.ts'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import { editorWords } from '../../strings/en-editor.ts'
import { ActionButton } from '../../ui/action-button.tsx'
import { timeOfDay } from '../../ui/times.ts'
import { useEditor } from './editor-state.ts'
import type { DraftKeeper } from './use-draft.ts'
import { useFacts } from './use-facts.ts'

const words = editorWords

export function TopBar({
  image,
  title,
  engine,
  hands,
  draft,
  canCompare,
}: {
  readonly image: WireImage
  readonly title: string
  readonly engine: MaskEngine
  readonly hands: EditorHands
  readonly draft: DraftKeeper
  readonly canCompare: boolean
}) {
  const { canUndo, canRedo } = useFacts(engine)
  const scalePct = useEditor((state) => state.scalePct)
  const maskShown = useEditor((state) => state.maskShown)
  const comparing = useEditor((state) => state.comparing)
  return (
    <header className="editor__top">
      <ActionButton action={editorActions.close} hands={hands} />
      <h1 className="truncate">{title}</h1>
      <span className="badge only-wide">{image.sourceImageId === null ? words.editOfOriginal : words.editOfEdit}</span>
      <div className="row push editor__buttons">
        <DraftWord draft={draft} />
        <ActionButton action={editorActions.undo} hands={hands} disabled={!canUndo} />
        <ActionButton action={editorActions.redo} hands={hands} disabled={!canRedo} />
        <span className="vsep" />
        <ActionButton action={editorActions.zoomOut} hands={hands} className="btn--ghost only-wide" />
        <button type="button" className="btn btn--ghost num only-wide" aria-label={words.zoomLevel(scalePct)} onClick={hands.fullSize}>
          {scalePct}%
        </button>
        <ActionButton action={editorActions.zoomIn} hands={hands} className="btn--ghost only-wide" />
        <ActionButton action={editorActions.fit} hands={hands} className="btn--ghost only-wide" />
        <ActionButton action={editorActions.mask} hands={hands} aria-pressed={maskShown} />
        <ActionButton action={editorActions.compare} hands={hands} aria-pressed={comparing} disabled={!canCompare} />
      </div>
    </header>
  )
}

const draftIcons = { saving: LoaderCircle, saved: Check, here: CloudOff }

/** Where the draft lies. A narrow bar has room for its sign alone. */
function DraftWord({ draft: { state } }: { readonly draft: DraftKeeper }) {
  if (state.kind === 'none' || state.kind === 'stale' || state.kind === 'nowhere') return null
  const Icon = draftIcons[state.kind]
  const word =
    state.kind === 'saved' ? words.draftSaved(timeOfDay(state.at)) : state.kind === 'saving' ? words.draftSaving : words.draftHere
  return (
    <span className={`row small muted editor__draft editor__draft--${state.kind}`}>
      <Icon className="icon icon--sm" aria-hidden="true" />
      <span className="editor__draft-word">{word}</span>
    </span>
  )
}
