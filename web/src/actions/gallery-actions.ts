import { Brush, CheckSquare, Columns2, CopyCheck, Download, Heart, ListChecks, SquareDashed, Trash2 } from 'lucide-react'
import { text } from '../strings/en.ts'
import type { Action } from './action.ts'

/** What a gallery can do with the picture that has the focus, or with all that are selected. */
export type GalleryHands = {
  select(): void
  /** Marks everything from the last marked picture to this one. */
  selectTo(): void
  selectAll(): void
  clearSelection(): void
  favourite(): void
  edit(): void
  download(): void
  /** Two that are selected, one on top of the other. */
  compare(): void
  trash(): void
  /** For ever, in the trash only. */
  erase(): void
}

const words = text.actions.gallery

export const galleryActions = {
  select: { name: 'select', label: words.select, icon: CheckSquare, keys: ['x', 'space'], perform: (hands) => hands.select() },
  selectTo: { name: 'select-to', label: words.selectTo, icon: ListChecks, keys: ['shift+x'], perform: (hands) => hands.selectTo() },
  selectAll: { name: 'select-all', label: words.selectAll, icon: CopyCheck, keys: ['mod+a'], perform: (hands) => hands.selectAll() },
  clearSelection: {
    name: 'clear-selection',
    label: words.clearSelection,
    icon: SquareDashed,
    keys: ['escape'],
    perform: (hands) => hands.clearSelection(),
  },
  favourite: { name: 'favourite', label: words.favourite, icon: Heart, keys: ['f'], perform: (hands) => hands.favourite() },
  edit: { name: 'edit', label: words.edit, icon: Brush, keys: ['e'], perform: (hands) => hands.edit() },
  download: { name: 'download', label: words.download, icon: Download, keys: ['shift+d'], perform: (hands) => hands.download() },
  compare: { name: 'compare', label: words.compare, icon: Columns2, keys: ['c'], perform: (hands) => hands.compare() },
  trash: { name: 'trash', label: words.trash, icon: Trash2, keys: ['delete'], perform: (hands) => hands.trash() },
  erase: { name: 'erase', label: words.erase, icon: Trash2, keys: ['shift+delete'], perform: (hands) => hands.erase() },
} satisfies Record<string, Action<GalleryHands>>
