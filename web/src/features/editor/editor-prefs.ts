import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export type MaskColour = 'auto' | 'pink' | 'green' | 'blue'
export type CompareWay = 'slider' | 'beside'

/** How a person likes the editor to be, whatever picture is open. Kept in this browser. */
export type EditorPrefs = {
  readonly colour: MaskColour
  /** 10..90. */
  readonly opacityPct: number
  /** The mask is shown as it will be pasted, and not as it was painted. */
  readonly edgeShown: boolean
  /** The first result of a run comes up by itself if the hand rests. */
  readonly autoShow: boolean
  readonly compareWay: CompareWay
}

const start: EditorPrefs = { colour: 'auto', opacityPct: 46, edgeShown: true, autoShow: true, compareWay: 'slider' }

export const useEditorPrefs = create<EditorPrefs>()(
  persist(() => start, { name: 'persona-editor', version: 1, merge: (stored, now) => ({ ...now, ...readPrefs(stored) }) }),
)

/** Takes stored wishes over, field by field; nonsense is left out. */
export function readPrefs(stored: unknown): Partial<EditorPrefs> {
  if (typeof stored !== 'object' || stored === null) return {}
  const { colour, opacityPct, edgeShown, autoShow, compareWay } = stored as Readonly<Record<string, unknown>>
  return {
    ...(colour === 'auto' || colour === 'pink' || colour === 'green' || colour === 'blue' ? { colour } : {}),
    ...(typeof opacityPct === 'number' && opacityPct >= 10 && opacityPct <= 90 ? { opacityPct } : {}),
    ...(typeof edgeShown === 'boolean' ? { edgeShown } : {}),
    ...(typeof autoShow === 'boolean' ? { autoShow } : {}),
    ...(compareWay === 'slider' || compareWay === 'beside' ? { compareWay } : {}),
  }
}
