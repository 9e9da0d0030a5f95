import { useNavigate } from '@tanstack/react-router'
import { RotateCcw, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { galleryActions, type GalleryHands } from '../../actions/gallery-actions.ts'
import { useActions } from '../../actions/use-actions.ts'
import type { WireImage } from '../../api/images.ts'
import { text } from '../../strings/en.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { PictureCell } from '../../ui/picture-cell.tsx'
import { PictureGrid } from '../../ui/picture-grid.tsx'
import { usePictureTitle } from '../../ui/picture-title.ts'
import type { GallerySearch } from '../../ui/search.ts'
import { allSelected, chosenOf, nothingSelected, toggled } from './selection.ts'
import { SelectionBar } from './selection-bar.tsx'
import { useSelectedActs, type SelectedActs } from './use-selected-acts.ts'

const words = text.gallery

type GalleryGridProps = {
  readonly images: readonly WireImage[]
  /** Every id of the list, loaded or not, in its order: what a stretch and "select all" are made of. */
  readonly ids: readonly string[] | undefined
  readonly search: GallerySearch
  readonly rowPx: number
  readonly onNearEnd: () => void
  readonly inTrash?: boolean
}

/** The grid with selection, favourites and trash. In the trash itself, pictures can be brought back or erased instead. */
export function GalleryGrid({ images, ids, search, rowPx, onNearEnd, inTrash = false }: GalleryGridProps) {
  const titleOf = usePictureTitle()
  const order = useMemo(() => ids ?? images.map((image) => image.id), [ids, images])
  const [selection, setSelection] = useState(nothingSelected)
  const chosen = useMemo(() => chosenOf(selection, order), [selection, order])
  const acts = useSelectedActs(images)
  const toggle = (id: string, range: boolean): void => setSelection((was) => toggled(was, id, range, order))
  const clear = (): void => setSelection(nothingSelected)
  useGalleryKeys({ chosen, acts, inTrash, toggle, clear, selectAll: () => setSelection(allSelected(order)) })
  return (
    <>
      <PictureGrid
        images={images}
        rowPx={rowPx}
        byDay
        className={chosen.length > 0 ? 'is-selecting' : ''}
        onNearEnd={onNearEnd}
        renderCell={(image, _, width, height) => (
          <PictureCell
            key={image.id}
            image={image}
            title={titleOf(image)}
            search={search}
            style={{ width, height }}
            selected={selection.ids.has(image.id)}
            onSelect={(range) => toggle(image.id, range)}
            {...(inTrash
              ? { actions: <TrashedButtons id={image.id} title={titleOf(image)} acts={acts} /> }
              : { onFavourite: () => acts.favourite([image.id]) })}
          />
        )}
      />
      {chosen.length > 0 && (
        <SelectionBar
          chosen={chosen}
          total={order.length}
          inTrash={inTrash}
          acts={acts}
          onSelectAll={() => setSelection(allSelected(order))}
          onClear={clear}
        />
      )}
    </>
  )
}

type Keys = {
  readonly chosen: readonly string[]
  readonly acts: SelectedActs
  readonly inTrash: boolean
  readonly toggle: (id: string, range: boolean) => void
  readonly clear: () => void
  readonly selectAll: () => void
}

/** The keyboard acts on what is marked, and where nothing is, on the picture that has the focus. */
function useGalleryKeys({ chosen, acts, inTrash, toggle, clear, selectAll }: Keys): void {
  const navigate = useNavigate()
  const focused = (): string | null => document.activeElement?.closest<HTMLElement>('[data-image]')?.dataset['image'] ?? null
  const those = (): readonly string[] => (chosen.length > 0 ? chosen : [focused()].filter((id) => id !== null))
  const mark = (range: boolean): void => {
    const id = focused()
    if (id !== null) toggle(id, range)
  }
  const hands: GalleryHands = {
    select: () => mark(false),
    selectTo: () => mark(true),
    selectAll,
    clearSelection: clear,
    favourite: () => (inTrash ? undefined : acts.favourite(those())),
    edit: () => {
      const id = focused()
      if (id !== null && !inTrash) void navigate({ to: '/images/$imageId/edit', params: { imageId: id } })
    },
    trash: () => {
      if (inTrash) return
      acts.trash(those())
      clear()
    },
  }
  useActions('gallery', galleryActions, hands)
}

function TrashedButtons({ id, title, acts }: { readonly id: string; readonly title: string; readonly acts: SelectedActs }) {
  const [asking, setAsking] = useState(false)
  return (
    <span className="row cell__acts">
      <button type="button" className="btn btn--sm btn--on-image" aria-label={words.restoreOne(title)} onClick={() => acts.restore([id])}>
        <RotateCcw className="icon icon--sm" aria-hidden="true" />
        <span className="only-wide">{words.restore}</span>
      </button>
      <button
        type="button"
        className="btn btn--sm btn--icon btn--on-image"
        aria-label={words.eraseOne(title)}
        onClick={() => setAsking(true)}
      >
        <Trash2 className="icon icon--sm" aria-hidden="true" />
      </button>
      <ConfirmDialog
        title={words.eraseAsk(1)}
        hint={words.eraseHint}
        confirm={words.erase}
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => acts.erase([id])}
      />
    </span>
  )
}
