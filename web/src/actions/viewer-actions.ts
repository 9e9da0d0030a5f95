import {
  Brush,
  ChevronLeft,
  ChevronRight,
  Columns2,
  Copy,
  Download,
  GitBranch,
  Heart,
  Info,
  Maximize,
  Repeat,
  Trash2,
  X,
} from 'lucide-react'
import { text } from '../strings/en.ts'
import type { Action } from './action.ts'

/** What works before the picture is there. */
export type WalkHands = {
  close(): void
  step(by: 1 | -1): void
}

export type ViewerHands = WalkHands & {
  toggleInfo(): void
  toggleZoom(): void
  toggleCompare(): void
  lineage(): void
  edit(): void
  remix(): void
  favourite(): void
  download(): void
  copyPrompt(): void
  trash(): void
}

const words = text.actions.viewer

export const walkActions = {
  close: { name: 'close', label: words.close, icon: X, keys: ['escape'], perform: (hands) => hands.close() },
  previous: { name: 'previous', label: words.previous, icon: ChevronLeft, keys: ['left'], perform: (hands) => hands.step(-1) },
  next: { name: 'next', label: words.next, icon: ChevronRight, keys: ['right'], perform: (hands) => hands.step(1) },
} satisfies Record<string, Action<WalkHands>>

export const viewerActions = {
  ...walkActions,
  info: { name: 'info', label: words.info, icon: Info, keys: ['i'], perform: (hands) => hands.toggleInfo() },
  zoom: { name: 'zoom', label: words.zoom, icon: Maximize, keys: ['z'], perform: (hands) => hands.toggleZoom() },
  compare: { name: 'compare', label: words.compare, icon: Columns2, keys: ['c'], perform: (hands) => hands.toggleCompare() },
  lineage: { name: 'lineage', label: words.lineage, icon: GitBranch, keys: ['l'], perform: (hands) => hands.lineage() },
  edit: { name: 'edit', label: words.edit, icon: Brush, keys: ['e'], perform: (hands) => hands.edit() },
  remix: { name: 'remix', label: words.remix, icon: Repeat, keys: ['r'], perform: (hands) => hands.remix() },
  favourite: { name: 'favourite', label: words.favourite, icon: Heart, keys: ['f'], perform: (hands) => hands.favourite() },
  download: { name: 'download', label: words.download, icon: Download, keys: ['shift+d'], perform: (hands) => hands.download() },
  copyPrompt: { name: 'copy-prompt', label: words.copyPrompt, icon: Copy, keys: ['p'], perform: (hands) => hands.copyPrompt() },
  trash: { name: 'trash', label: words.trash, icon: Trash2, keys: ['delete'], perform: (hands) => hands.trash() },
} satisfies Record<string, Action<ViewerHands>>
