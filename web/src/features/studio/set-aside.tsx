import { Undo2, X } from 'lucide-react'
import { studioWords } from '../../strings/en-studio.ts'
import { letGo, takeBack, useSetAside } from './composer-state.ts'

const words = studioWords

/** Says that a form waits behind the one in sight, whichever of the two that is by now, and gives it back. */
export function SetAside() {
  const isWaiting = useSetAside(({ form }) => form !== null)
  if (!isWaiting) return null
  return (
    <div className="note note--accent" role="status">
      <Undo2 className="icon" aria-hidden="true" />
      <span className="grow">{words.setAside}</span>
      <button type="button" className="btn btn--sm" onClick={takeBack}>
        {words.takeBack}
      </button>
      <button type="button" className="btn btn--ghost btn--sm btn--icon" aria-label={words.letGo} onClick={letGo}>
        <X className="icon icon--sm" aria-hidden="true" />
      </button>
    </div>
  )
}
