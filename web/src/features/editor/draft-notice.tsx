import { CircleAlert } from 'lucide-react'
import { editorWords } from '../../strings/en-editor.ts'
import type { DraftKeeper } from './use-draft.ts'

const words = editorWords

/** Another draft of this picture is there: says whose, and offers both. Painting can go on meanwhile. */
export function DraftNotice({ draft }: { readonly draft: DraftKeeper }) {
  const { state } = draft
  if (state.kind !== 'stale') return null
  return (
    <div className="stage__notice" role="alert">
      <CircleAlert className="icon icon--sm" aria-hidden="true" />
      <span>{words.draftStale[state.from]}</span>
      {state.newer !== null && (
        <button type="button" className="btn btn--sm" onClick={draft.takeOther}>
          {words.draftUseOther[state.from]}
        </button>
      )}
      <button type="button" className="btn btn--sm btn--ghost" onClick={draft.keepMine}>
        {words.draftUseMine}
      </button>
    </div>
  )
}
