import { useNavigate } from '@tanstack/react-router'
import { Heart, RotateCcw, Trash2, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { toast } from 'sonner'
import { galleryActions, type GalleryHands } from '../../actions/gallery-actions.ts'
import { useActions } from '../../actions/use-actions.ts'
import { sentenceFor } from '../../api/http.ts'
import { useFavourite, useRestore, useTrash, type WireImage } from '../../api/images.ts'
import { text } from '../../strings/en.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { PictureCell } from '../../ui/picture-cell.tsx'
import { PictureGrid } from '../../ui/picture-grid.tsx'
import { usePictureTitle } from '../../ui/picture-title.ts'
import type { GallerySearch } from '../../ui/search.ts'

const words = text.gallery
const undoMs = 8_000

/** The grid with selection, favourites and trash. In the trash itself, pictures can be brought back instead. */
export function GalleryGrid({
  images,
  search,
  rowPx,
  onNearEnd,
  inTrash = false,
}: {
  readonly images: readonly WireImage[]
  readonly search: GallerySearch
  readonly rowPx: number
  readonly onNearEnd: () => void
  readonly inTrash?: boolean
}) {
  const navigate = useNavigate()
  const titleOf = usePictureTitle()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [anchor, setAnchor] = useState<number | null>(null)
  const favourite = useFavourite()
  const trash = useTrash()
  const restore = useRestore()
  const inSight = useMemo(() => new Set(images.map((image) => image.id)), [images])
  const chosen = [...selected].filter((id) => inSight.has(id))

  const toggle = (at: number, range: boolean): void => {
    const ids =
      range && anchor !== null
        ? images.slice(Math.min(anchor, at), Math.max(anchor, at) + 1).map((image) => image.id)
        : [images[at]?.id ?? '']
    const next = new Set(selected)
    for (const id of ids)
      if (!range && next.has(id)) next.delete(id)
      else next.add(id)
    setSelected(next)
    setAnchor(at)
  }
  const bringBack = (ids: readonly string[]): void =>
    ids.forEach((id) => restore.mutate(id, { onError: (error) => toast.error(sentenceFor(error)) }))
  const toTrash = (ids: readonly string[]): void => {
    ids.forEach((id) => trash.mutate(id, { onError: (error) => toast.error(sentenceFor(error)) }))
    setSelected(new Set())
    if (ids.length > 0) toast(words.trashed(ids.length), { duration: undoMs, action: { label: words.undo, onClick: () => bringBack(ids) } })
  }
  const heart = (ids: readonly string[]): void => {
    const wanted = images.filter((image) => ids.includes(image.id))
    const on = wanted.some((image) => !image.favourite)
    wanted.forEach((image) => favourite.mutate({ id: image.id, favourite: on }))
  }
  const focused = (): string | null => document.activeElement?.closest<HTMLElement>('[data-image]')?.dataset['image'] ?? null
  const those = (): readonly string[] => (chosen.length > 0 ? chosen : [focused()].filter((id) => id !== null))
  const hands: GalleryHands = {
    select: () => {
      const at = images.findIndex((image) => image.id === focused())
      if (at >= 0) toggle(at, false)
    },
    clearSelection: () => setSelected(new Set()),
    favourite: () => heart(those()),
    edit: () => {
      const id = focused()
      if (id !== null) void navigate({ to: '/images/$imageId/edit', params: { imageId: id } })
    },
    trash: () => (inTrash ? undefined : toTrash(those())),
  }
  useActions('gallery', galleryActions, hands)

  return (
    <>
      <PictureGrid
        images={images}
        rowPx={rowPx}
        byDay
        className={chosen.length > 0 ? 'is-selecting' : ''}
        onNearEnd={onNearEnd}
        renderCell={(image, at, width, height) => (
          <PictureCell
            key={image.id}
            image={image}
            title={titleOf(image)}
            search={search}
            style={{ width, height }}
            selected={selected.has(image.id)}
            onSelect={(range) => toggle(at, range)}
            {...(inTrash ? { actions: <RestoreButton onClick={() => bringBack([image.id])} /> } : { onFavourite: () => heart([image.id]) })}
          />
        )}
      />
      {chosen.length > 0 && (
        <div className="selbar selbar--fixed" role="group" aria-label={words.selected(chosen.length)}>
          <b>{words.selected(chosen.length)}</b>
          {inTrash ? (
            <button type="button" className="btn btn--ghost" onClick={() => bringBack(chosen)}>
              <RotateCcw className="icon" aria-hidden="true" />
              {words.restore}
            </button>
          ) : (
            <>
              <IconButton label={galleryActions.favourite.label} keys="f" icon={Heart} onClick={() => heart(chosen)} side="top" />
              <button type="button" className="btn btn--danger-quiet" onClick={() => toTrash(chosen)}>
                <Trash2 className="icon" aria-hidden="true" />
                {words.trash}
              </button>
            </>
          )}
          <IconButton label={galleryActions.clearSelection.label} icon={X} onClick={() => setSelected(new Set())} side="top" />
        </div>
      )}
    </>
  )
}

function RestoreButton({ onClick }: { readonly onClick: () => void }) {
  return (
    <button type="button" className="btn btn--sm btn--on-image" onClick={onClick}>
      <RotateCcw className="icon icon--sm" aria-hidden="true" />
      {words.restore}
    </button>
  )
}
