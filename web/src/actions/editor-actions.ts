import {
  ArrowLeft,
  Brush,
  Check,
  Circle,
  CircleMinus,
  CirclePlus,
  Columns2,
  Contrast,
  Eraser,
  Expand,
  Eye,
  Hand,
  Heart,
  ImageOff,
  Lasso,
  Maximize,
  Move,
  PaintBucket,
  Pentagon,
  Redo2,
  Scan,
  Shrink,
  Sparkles,
  Square,
  Trash2,
  Undo2,
  WandSparkles,
  X,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { text } from '../strings/en.ts'
import type { Action } from './action.ts'

export type Tool = 'brush' | 'eraser' | 'lasso' | 'polygon' | 'rectangle' | 'ellipse' | 'wand' | 'hand'

export type EditorHands = {
  chooseTool(tool: Tool): void
  resizeBrush(direction: 1 | -1): void
  hardenBrush(direction: 1 | -1): void
  undo(): void
  redo(): void
  invert(): void
  spreadMask(direction: 1 | -1): void
  fill(): void
  clear(): void
  toggleMask(): void
  showOriginal(shown: boolean): void
  holdHand(held: boolean): void
  fit(): void
  fullSize(): void
  zoom(direction: 1 | -1): void
  generate(): void
  cancel(): void
  stepResult(by: 1 | -1): void
  compare(): void
  keep(): void
  favourite(): void
  discard(): void
  close(): void
}

const words = text.actions.editor
type EditorAction = Action<EditorHands>
const tool = (name: Tool, icon: EditorAction['icon'], key: string): EditorAction => ({
  name,
  label: words[name],
  icon,
  keys: [key],
  perform: (hands) => hands.chooseTool(name),
})

/** The rail's tools, in its order. */
export const toolActions = {
  brush: tool('brush', Brush, 'b'),
  eraser: tool('eraser', Eraser, 'e'),
  lasso: tool('lasso', Lasso, 'l'),
  polygon: tool('polygon', Pentagon, 'p'),
  rectangle: tool('rectangle', Square, 'r'),
  ellipse: tool('ellipse', Circle, 'o'),
  wand: tool('wand', WandSparkles, 's'),
  hand: tool('hand', Hand, 'h'),
} satisfies Record<Tool, EditorAction>

export const editorActions = {
  smaller: { name: 'smaller', label: words.smaller, icon: CircleMinus, keys: ['['], perform: (hands) => hands.resizeBrush(-1) },
  larger: { name: 'larger', label: words.larger, icon: CirclePlus, keys: [']'], perform: (hands) => hands.resizeBrush(1) },
  softer: { name: 'softer', label: words.softer, icon: CircleMinus, keys: ['shift+['], perform: (hands) => hands.hardenBrush(-1) },
  harder: { name: 'harder', label: words.harder, icon: CirclePlus, keys: ['shift+]'], perform: (hands) => hands.hardenBrush(1) },
  undo: { name: 'undo', label: words.undo, icon: Undo2, keys: ['mod+z'], perform: (hands) => hands.undo() },
  redo: { name: 'redo', label: words.redo, icon: Redo2, keys: ['mod+shift+z', 'mod+y'], perform: (hands) => hands.redo() },
  invert: { name: 'invert', label: words.invert, icon: Contrast, keys: ['shift+i'], perform: (hands) => hands.invert() },
  grow: { name: 'grow', label: words.grow, icon: Expand, keys: ['shift+.'], perform: (hands) => hands.spreadMask(1) },
  shrink: { name: 'shrink', label: words.shrink, icon: Shrink, keys: ['shift+,'], perform: (hands) => hands.spreadMask(-1) },
  fill: { name: 'fill', label: words.fill, icon: PaintBucket, keys: ['shift+f'], perform: (hands) => hands.fill() },
  clear: { name: 'clear', label: words.clear, icon: X, keys: ['mod+backspace'], perform: (hands) => hands.clear() },
  mask: { name: 'mask', label: words.mask, icon: Eye, keys: ['m'], perform: (hands) => hands.toggleMask() },
  original: {
    name: 'original',
    label: words.original,
    icon: ImageOff,
    keys: ['\\'],
    perform: (hands) => hands.showOriginal(true),
    release: (hands) => hands.showOriginal(false),
  },
  pan: {
    name: 'pan',
    label: words.pan,
    icon: Move,
    keys: ['space'],
    perform: (hands) => hands.holdHand(true),
    release: (hands) => hands.holdHand(false),
  },
  fit: { name: 'fit', label: words.fit, icon: Maximize, keys: ['0'], perform: (hands) => hands.fit() },
  fullSize: { name: 'full-size', label: words.fullSize, icon: Scan, keys: ['1'], perform: (hands) => hands.fullSize() },
  zoomIn: { name: 'zoom-in', label: words.zoomIn, icon: ZoomIn, keys: ['plus'], perform: (hands) => hands.zoom(1) },
  zoomOut: { name: 'zoom-out', label: words.zoomOut, icon: ZoomOut, keys: ['minus'], perform: (hands) => hands.zoom(-1) },
  generate: {
    name: 'generate',
    label: words.generate,
    icon: Sparkles,
    keys: ['mod+enter'],
    whileTyping: true,
    perform: (hands) => hands.generate(),
  },
  cancel: { name: 'cancel', label: words.cancel, icon: X, keys: ['mod+.'], whileTyping: true, perform: (hands) => hands.cancel() },
  previousResult: {
    name: 'previous-result',
    label: words.previousResult,
    icon: ArrowLeft,
    keys: [','],
    perform: (hands) => hands.stepResult(-1),
  },
  nextResult: { name: 'next-result', label: words.nextResult, icon: ArrowLeft, keys: ['.'], perform: (hands) => hands.stepResult(1) },
  compare: { name: 'compare', label: words.compare, icon: Columns2, keys: ['c'], perform: (hands) => hands.compare() },
  keep: { name: 'keep', label: words.keep, icon: Check, keys: ['a'], perform: (hands) => hands.keep() },
  favourite: { name: 'favourite', label: words.favourite, icon: Heart, keys: ['f'], perform: (hands) => hands.favourite() },
  discard: { name: 'discard', label: words.discard, icon: Trash2, keys: ['x'], perform: (hands) => hands.discard() },
  close: { name: 'close', label: words.close, icon: ArrowLeft, keys: ['escape'], perform: (hands) => hands.close() },
} satisfies Record<string, EditorAction>
