import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { isCutOff, useConnection } from '../../api/connection.ts'
import { editorWords } from '../../strings/en-editor.ts'
import { text } from '../../strings/en.ts'
import type { DraftKeeper } from './use-draft.ts'

const words = editorWords

/** Another draft of this picture is there: says whose, and offers both. Or none can be kept where it should. Painting can go on meanwhile. */
export function DraftNotice({ draft }: { readonly draft: DraftKeeper }) {
  const { state } = draft
  const cutOff = useConnection(isCutOff)
  if (state.kind === 'nowhere') return <Notice text={words.draftNowhere} />
  // The banner of the page lies under the editor.
  if (state.kind !== 'stale') return cutOff ? <Notice text={text.shell.offlineBanner} /> : null
  return (
    <Notice text={words.draftStale[state.from]}>
      {state.newer !== null && (
        <button type="button" className="btn btn--sm" onClick={draft.takeOther}>
          {words.draftUseOther[state.from]}
        </button>
      )}
      <button type="button" className="btn btn--sm btn--ghost" onClick={draft.keepMine}>
        {words.draftUseMine}
      </button>
    </Notice>
  )
}

function Notice({ text: said, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <div className="stage__notice" role="alert">
      <CircleAlert className="icon icon--sm" aria-hidden="true" />
      <span>{said}</span>
      {children}
    </div>
  )
}
