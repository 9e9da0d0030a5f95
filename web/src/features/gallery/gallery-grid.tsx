import { useNavigate, useRouter } from '@tanstack/react-router'
import { useCallback, useMemo, useState, type Ref } from 'react'
import type { WireImage } from '../../api/images.ts'
import type { Outline } from '../../api/outline.ts'
import { text } from '../../strings/en.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { usePictureTitle } from '../../ui/picture-title.ts'
import type { GallerySearch } from '../../ui/search.ts'
import { VirtualGrid, type GridHandle, type RenderCell, type VirtualGridProps } from '../../ui/virtual-grid.tsx'
import { GalleryCell } from './gallery-cell.tsx'
import { allSelected, chosenOf, nothingSelected, stretched, toggled } from './selection.ts'
import { SelectionBar } from './selection-bar.tsx'
import { useCellHands } from './use-cell-hands.ts'
import { useGalleryKeys } from './use-gallery-keys.ts'
import { focusingNext, useSelectedActs } from './use-selected-acts.ts'

const words = text.gallery

type GalleryGridProps = {
  readonly outline: Outline
  readonly known: ReadonlyMap<string, WireImage>
  readonly onRange: VirtualGridProps['onRange']
  readonly search: GallerySearch
  readonly rowPx: number
  readonly inTrash?: boolean
  readonly handle?: Ref<GridHandle>
}

/** The grid with selection, favourites and trash. In the trash itself, pictures can be brought back or erased instead. */
export function GalleryGrid({ outline, known, onRange, search, rowPx, inTrash = false, handle }: GalleryGridProps) {
  const titleOf = usePictureTitle()
  const navigate = useNavigate()
  const hrefOf = useHrefs(search)
  const order = outline.ids
  const [selection, setSelection] = useState(nothingSelected)
  const chosen = useMemo(() => chosenOf(selection, order), [selection, order])
  const [erasing, setErasing] = useState<readonly string[]>([])
  const acts = focusingNext(useSelectedActs(known), order)
  const toggle = (id: string, range: boolean): void => setSelection((was) => toggled(was, id, range, order))
  const clear = (): void => setSelection(nothingSelected)
  const isSelecting = chosen.length > 0
  const open = (id: string): void => void navigate({ to: '/images/$imageId', params: { imageId: id }, search })
  const edit = (id: string): void => void navigate({ to: '/images/$imageId/edit', params: { imageId: id } })
  const compare = ([one, other]: readonly string[]): void => {
    if (one !== undefined && other !== undefined)
      void navigate({ to: '/images/$imageId', params: { imageId: one }, search: { ...search, compare: other } })
  }
  const { hot, ...cellHands } = useCellHands({ isSelecting, toggle, open, edit, acts, erase: (id) => setErasing([id]) })
  const all = { chosen, acts, inTrash, toggle, clear, edit, compare, erase: setErasing }
  useGalleryKeys({ ...all, selectAll: () => setSelection(allSelected(order)) })
  const renderCell = useCallback<RenderCell>(
    (at, widthPx, heightPx) => {
      const id = order[at] ?? ''
      const image = known.get(id)
      const title = image === undefined ? '' : titleOf(image)
      const state = { selected: selection.ids.has(id), hot: hot.has(id), inTrash }
      return <GalleryCell key={id} id={id} image={image} title={title} href={hrefOf(id)} widthPx={widthPx} heightPx={heightPx} {...state} />
    },
    [order, known, titleOf, hrefOf, selection, hot, inTrash],
  )
  return (
    <>
      <div {...cellHands}>
        <VirtualGrid
          outline={outline}
          rowPx={rowPx}
          byDay
          className={isSelecting ? 'is-selecting' : ''}
          onRange={onRange}
          onStretch={(from, to) => setSelection((was) => stretched(was, from, to, order))}
          renderCell={renderCell}
          {...(handle === undefined ? {} : { handle })}
        />
      </div>
      {isSelecting && (
        <SelectionBar
          chosen={chosen}
          total={order.length}
          inTrash={inTrash}
          acts={acts}
          onSelectAll={() => setSelection(allSelected(order))}
          onCompare={() => compare(chosen)}
          onErase={() => setErasing(chosen)}
          onClear={clear}
        />
      )}
      <ConfirmDialog
        title={words.eraseAsk(erasing.length)}
        hint={words.eraseHint}
        confirm={words.erase}
        open={erasing.length > 0}
        onClose={() => setErasing([])}
        onConfirm={() => {
          acts.erase(erasing)
          clear()
        }}
      />
    </>
  )
}

/** A picture's address, made without asking the router anew for each of thousands. */
function useHrefs(search: GallerySearch): (id: string) => string {
  const router = useRouter()
  return useMemo(() => {
    const [before = '', after = ''] = router.buildLocation({ to: '/images/$imageId', params: { imageId: 'ID' }, search }).href.split('ID')
    return (id) => `${before}${id}${after}`
  }, [router, search])
}
