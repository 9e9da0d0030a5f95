import { galleryActions, type GalleryHands } from '../../actions/gallery-actions.ts'
import { useActions } from '../../actions/use-actions.ts'
import { text } from '../../strings/en.ts'
import { cellOf } from '../../ui/grid-focus.ts'
import { toast } from '../../ui/toast.ts'
import type { SelectedActs } from './use-selected-acts.ts'

type Needs = {
  readonly chosen: readonly string[]
  readonly acts: SelectedActs
  readonly inTrash: boolean
  readonly toggle: (id: string, range: boolean) => void
  readonly clear: () => void
  readonly selectAll: () => void
  readonly edit: (id: string) => void
  readonly compare: (ids: readonly string[]) => void
  readonly erase: (ids: readonly string[]) => void
}

/** The keyboard acts on what is marked, and where nothing is, on the picture that has the focus. */
export function useGalleryKeys({ chosen, acts, inTrash, toggle, clear, selectAll, edit, compare, erase }: Needs): void {
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
      if (id !== null && !inTrash) edit(id)
    },
    download: () => (inTrash || those().length === 0 ? undefined : acts.download(those())),
    compare: () => (chosen.length === 2 ? compare(chosen) : void toast(text.gallery.compareNeedsTwo)),
    trash: () => {
      if (inTrash) return
      acts.trash(those())
      clear()
    },
    erase: () => (inTrash ? erase(those()) : undefined),
  }
  useActions('gallery', galleryActions, hands)
}

const focused = (): string | null => cellOf(document.activeElement)?.dataset['image'] ?? null
