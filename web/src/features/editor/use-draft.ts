import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import type { MaskPng } from '../../mask-engine/mask-png.ts'
import { text } from '../../strings/en.ts'
import { draftWriter, type DraftState, type DraftWriter } from './draft-keeper.ts'
import { settingsOf, useEditorStore, type EditorStore } from './editor-state.ts'
import { tabName } from './tab-name.ts'

const pauseMs = 1_500

export type DraftKeeper = { readonly state: DraftState; takeOther(): void; keepMine(): void }

/** Keeps mask and words as they are made: on the server, or in this browser while the server is away. Opening brings them back. */
export function useDraft(imageId: string, engine: MaskEngine, png: MaskPng): DraftKeeper {
  const store = useEditorStore()
  const [state, setState] = useState<DraftState>({ kind: 'none' })
  const [writer] = useState(() => draftWriter({ imageId, engine, png, store, tab: tabName(), say: setState }))
  useEffect(() => {
    void writer.open().then((hadMask) => hadMask && toast(text.editor.draftRestored))
  }, [writer])
  useEffect(() => saveAfterPauses(engine, store, writer), [engine, store, writer])
  return {
    state,
    takeOther: () => state.kind === 'stale' && state.newer !== null && void writer.takeOther(state.newer),
    keepMine: () => state.kind === 'stale' && void writer.keepMine(state.newer),
  }
}

/** Saves when the hand or the typing rests, when the page is hidden, and when the editor closes. */
function saveAfterPauses(engine: MaskEngine, store: EditorStore, writer: DraftWriter): () => void {
  let pause: ReturnType<typeof setTimeout> | undefined
  let words = JSON.stringify(settingsOf(store.getState()))
  const saveNow = (): void => {
    if (pause === undefined) return
    clearTimeout(pause)
    pause = undefined
    void writer.save()
  }
  const soon = (): void => {
    if (!writer.ready()) return
    clearTimeout(pause)
    pause = setTimeout(saveNow, pauseMs)
  }
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') saveNow()
  }
  const stopMask = engine.subscribe(soon)
  const stopWords = store.subscribe((state) => {
    const now = JSON.stringify(settingsOf(state))
    if (now !== words) soon()
    words = now
  })
  document.addEventListener('visibilitychange', hidden)
  return () => {
    stopMask()
    stopWords()
    document.removeEventListener('visibilitychange', hidden)
    saveNow()
  }
}
