import { createContext, useContext } from 'react'
import { createStore, useStore, type StoreApi } from 'zustand'
import type { Tool } from '../../actions/editor-actions.ts'

export type MaskColour = 'auto' | 'pink' | 'green' | 'blue'

/** What the editor of one picture remembers beside the mask: tools, words, settings. One store an open picture. */
export type EditorState = {
  readonly tool: Tool
  readonly sizePx: number
  /** 0..100. */
  readonly hardnessPct: number
  /** 0..100, of the magic wand. */
  readonly tolerance: number
  readonly maskShown: boolean
  readonly colour: MaskColour
  readonly originalHeld: boolean
  readonly scalePct: number
  readonly prompt: string
  readonly negativePrompt: string
  readonly count: number
  readonly seed: string
  readonly seedLocked: boolean
  readonly growPx: number
  readonly featherPx: number
  /** The picture on the stage: null for the source with its mask, else a result. */
  readonly shownImageId: string | null
  readonly comparing: boolean
}

/** The part that goes into the draft. */
export type EditorSettings = Pick<
  EditorState,
  'prompt' | 'negativePrompt' | 'count' | 'seed' | 'seedLocked' | 'growPx' | 'featherPx' | 'sizePx' | 'hardnessPct'
>

const start: EditorState = {
  tool: 'brush',
  sizePx: 96,
  hardnessPct: 80,
  tolerance: 24,
  maskShown: true,
  colour: 'auto',
  originalHeld: false,
  scalePct: 100,
  prompt: '',
  negativePrompt: '',
  count: 1,
  seed: '',
  seedLocked: false,
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

export function settingsOf(state: EditorState): EditorSettings {
  const { prompt, negativePrompt, count, seed, seedLocked, growPx, featherPx, sizePx, hardnessPct } = state
  return { prompt, negativePrompt, count, seed, seedLocked, growPx, featherPx, sizePx, hardnessPct }
}

/** Takes stored settings over, field by field: an older or foreign draft may lack some or hold nonsense. */
export function readSettings(stored: Readonly<Record<string, unknown>>): Partial<EditorSettings> {
  const text = (name: 'prompt' | 'negativePrompt' | 'seed') => (typeof stored[name] === 'string' ? { [name]: stored[name] } : {})
  const number = (name: 'count' | 'growPx' | 'featherPx' | 'sizePx' | 'hardnessPct', least: number, most: number) => {
    const value = stored[name]
    return typeof value === 'number' && value >= least && value <= most ? { [name]: value } : {}
  }
  return {
    ...text('prompt'),
    ...text('negativePrompt'),
    ...text('seed'),
    ...number('count', 1, 4),
    ...number('growPx', 0, 64),
    ...number('featherPx', 0, 64),
    ...number('sizePx', 1, 400),
    ...number('hardnessPct', 0, 100),
    ...(typeof stored['seedLocked'] === 'boolean' ? { seedLocked: stored['seedLocked'] } : {}),
  }
}
