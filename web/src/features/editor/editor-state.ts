import { createContext, useContext } from 'react'
import { createStore, useStore, type StoreApi } from 'zustand'
import type { Tool } from '../../actions/editor-actions.ts'
import type { Blend } from '../../mask-engine/plane.ts'

export type Area = 'whole' | 'masked'

/** What the editor of one picture remembers beside the mask: tools, words, settings. One store an open picture. */
export type EditorState = {
  readonly tool: Tool
  /** Of the brush, and of the eraser: each keeps its own. */
  readonly sizePx: number
  readonly eraserPx: number
  /** 0..100. */
  readonly hardnessPct: number
  /** 0..100, of the magic wand. */
  readonly tolerance: number
  /** What shapes and the wand do to the mask; Alt or the right button does the other. */
  readonly shapeBlend: Blend
  readonly maskShown: boolean
  readonly originalHeld: boolean
  readonly scalePct: number
  readonly prompt: string
  readonly negativePrompt: string
  readonly count: number
  readonly seed: string
  readonly seedLocked: boolean
  /** 5..100; 100 draws the masked part anew. */
  readonly strengthPct: number
  readonly area: Area
  readonly growPx: number
  readonly featherPx: number
  /** The picture on the stage: null for the source with its mask, else a result. */
  readonly shownImageId: string | null
  readonly comparing: boolean
}

/** The part that goes into the draft. */
export type EditorSettings = Pick<
  EditorState,
  | 'prompt'
  | 'negativePrompt'
  | 'count'
  | 'seed'
  | 'seedLocked'
  | 'strengthPct'
  | 'area'
  | 'growPx'
  | 'featherPx'
  | 'sizePx'
  | 'eraserPx'
  | 'hardnessPct'
>

const start: EditorState = {
  tool: 'brush',
  sizePx: 96,
  eraserPx: 64,
  hardnessPct: 80,
  tolerance: 24,
  shapeBlend: 'add',
  maskShown: true,
  originalHeld: false,
  scalePct: 100,
  prompt: '',
  negativePrompt: '',
  count: 1,
  seed: '',
  seedLocked: false,
  strengthPct: 100,
  area: 'whole',
  growPx: 0,
  featherPx: 8,
  shownImageId: null,
  comparing: false,
}

export type EditorStore = StoreApi<EditorState>
export const editorStore = (): EditorStore => createStore<EditorState>(() => start)

export const EditorContext = createContext<EditorStore | null>(null)

export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext)
  if (store === null) throw new Error('Only the editor has an editor store')
  return store
}

export const useEditor = <Part>(select: (state: EditorState) => Part): Part => useStore(useEditorStore(), select)

const sizeLimits = { leastPx: 1, mostPx: 400 } as const

/** The diameter of what is in the hand, in image pixels. */
export const brushSizePx = (state: EditorState): number => (state.tool === 'eraser' ? state.eraserPx : state.sizePx)

/** Another diameter for what is in the hand, within what is possible. */
export function withBrushSize(state: EditorState, wantedPx: number): Partial<EditorState> {
  const sizePx = Math.min(sizeLimits.mostPx, Math.max(sizeLimits.leastPx, Math.round(wantedPx)))
  return state.tool === 'eraser' ? { eraserPx: sizePx } : { sizePx }
}

export const withHardness = (wantedPct: number): Partial<EditorState> => ({
  hardnessPct: Math.min(100, Math.max(0, Math.round(wantedPct))),
})

export function settingsOf(state: EditorState): EditorSettings {
  const { prompt, negativePrompt, count, seed, seedLocked, strengthPct, area, growPx, featherPx, sizePx, eraserPx, hardnessPct } = state
  return { prompt, negativePrompt, count, seed, seedLocked, strengthPct, area, growPx, featherPx, sizePx, eraserPx, hardnessPct }
}

/** Takes stored settings over, field by field: an older or foreign draft may lack some or hold nonsense. */
export function readSettings(stored: Readonly<Record<string, unknown>>): Partial<EditorSettings> {
  const text = (name: 'prompt' | 'negativePrompt' | 'seed') => (typeof stored[name] === 'string' ? { [name]: stored[name] } : {})
  const number = (
    name: 'count' | 'strengthPct' | 'growPx' | 'featherPx' | 'sizePx' | 'eraserPx' | 'hardnessPct',
    least: number,
    most: number,
  ) => {
    const value = stored[name]
    return typeof value === 'number' && value >= least && value <= most ? { [name]: value } : {}
  }
  const { area, seedLocked } = stored
  return {
    ...text('prompt'),
    ...text('negativePrompt'),
    ...text('seed'),
    ...number('count', 1, 4),
    ...number('strengthPct', 5, 100),
    ...number('growPx', 0, 64),
    ...number('featherPx', 0, 64),
    ...number('sizePx', sizeLimits.leastPx, sizeLimits.mostPx),
    ...number('eraserPx', sizeLimits.leastPx, sizeLimits.mostPx),
    ...number('hardnessPct', 0, 100),
    ...(typeof seedLocked === 'boolean' ? { seedLocked } : {}),
    ...(area === 'whole' || area === 'masked' ? { area } : {}),
  }
}
