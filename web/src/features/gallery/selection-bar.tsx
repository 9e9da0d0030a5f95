import { Columns2, Download, Heart, RotateCcw, Trash2, X, type LucideIcon } from 'lucide-react'
import { galleryActions } from '../../actions/gallery-actions.ts'
import { text } from '../../strings/en.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import type { SelectedActs } from './use-selected-acts.ts'

const words = text.gallery

type SelectionBarProps = {
  readonly chosen: readonly string[]
  /** How many there are in all, for "select all". */
  readonly total: number
  readonly inTrash: boolean
  readonly acts: SelectedActs
  readonly onSelectAll: () => void
  readonly onCompare: () => void
  /** Asks first. */
  readonly onErase: () => void
  readonly onClear: () => void
}

/** Floats above the grid while pictures are marked, and acts on all of them. */
export function SelectionBar({ chosen, total, inTrash, acts, onSelectAll, onCompare, onErase, onClear }: SelectionBarProps) {
  const and = (act: (ids: readonly string[]) => void) => () => {
    act(chosen)
    onClear()
  }
  return (
    <div className="selbar selbar--fixed" role="group" aria-label={words.selected(chosen.length)}>
      <b>{words.selected(chosen.length)}</b>
      {chosen.length < total && (
        <button type="button" className="btn btn--ghost only-wide" onClick={onSelectAll}>
          {words.selectAll(total)}
        </button>
      )}
      {inTrash ? (
        <>
          <WordButton icon={RotateCcw} label={words.restore} onClick={and(acts.restore)} />
          <WordButton icon={Trash2} label={words.erase} danger onClick={onErase} />
        </>
      ) : (
        <>
          <IconButton label={galleryActions.favourite.label} keys="f" icon={Heart} side="top" onClick={() => acts.favourite(chosen)} />
          <IconButton
            label={chosen.length === 2 ? galleryActions.compare.label : words.compareNeedsTwo}
            keys="c"
            icon={Columns2}
            side="top"
            className="btn--ghost only-wide"
            disabled={chosen.length !== 2}
            onClick={onCompare}
          />
          <WordButton icon={Download} label={words.download} onClick={() => acts.download(chosen)} />
          <WordButton icon={Trash2} label={words.trash} danger onClick={and(acts.trash)} />
        </>
      )}
      <IconButton label={galleryActions.clearSelection.label} icon={X} side="top" onClick={onClear} />
    </div>
  )
}

function WordButton({
  icon: Icon,
  label,
  danger = false,
  onClick,
}: {
  readonly icon: LucideIcon
  readonly label: string
  readonly danger?: boolean
  readonly onClick: () => void
}) {
  return (
    <button type="button" className={`btn ${danger ? 'btn--danger-quiet' : 'btn--ghost'}`} aria-label={label} onClick={onClick}>
      <Icon className="icon" aria-hidden="true" />
      <span className="only-wide">{label}</span>
    </button>
  )
}
