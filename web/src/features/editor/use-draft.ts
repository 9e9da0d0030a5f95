import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useConnection } from '../../api/connection.ts'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import type { MaskPng } from '../../mask-engine/mask-png.ts'
import { editorWords } from '../../strings/en-editor.ts'
import { toast } from '../../ui/toast.ts'
import { draftWriter, type DraftState, type DraftWriter } from './draft-keeper.ts'
import { settingsOf, useEditorStore, type EditorStore } from './editor-state.ts'
import { retrySaves } from './retry-saves.ts'
import { tabName } from './tab-name.ts'

const pauseMs = 1_500

/** `opened`: the draft has been read, and what is done from here on is kept. */
export type DraftKeeper = { readonly state: DraftState; readonly opened: boolean; takeOther(): void; keepMine(): void }

/** Keeps mask and words as they are made: on the server, or in this browser while the server is away. Opening brings them back. */
export function useDraft(imageId: string, engine: MaskEngine, png: MaskPng): DraftKeeper {
  const store = useEditorStore()
  const [state, setState] = useState<DraftState>({ kind: 'none' })
  const [opened, setOpened] = useState(false)
  const [writer] = useState(() => draftWriter({ imageId, engine, png, store, tab: tabName(), say: whenAtRest(engine, setState) }))
  useEffect(() => {
    let here = true
    void writer.open().then((hadMask) => {
      setOpened(true)
      if (hadMask && here) toast(editorWords.draftRestored)
    })
    return () => {
      here = false
    }
  }, [writer])
  useEffect(() => saveAfterPauses(engine, store, writer), [engine, store, writer])
  useRetries(state, engine, writer)
  return {
    state,
    opened,
    takeOther: () => state.kind === 'stale' && state.newer !== null && void writer.takeOther(state.newer),
    keepMine: () => state.kind === 'stale' && void writer.keepMine(state.newer),
  }
}

/** Tries again what did not come to the server, for as long as the editor is open. */
function useRetries(state: DraftState, engine: MaskEngine, writer: DraftWriter): void {
  // A stroke's end saves of itself.
  const [retried] = useState(() => retrySaves(() => (engine.drawing() ? undefined : void writer.saveAgain())))
  useEffect(() => retried.hear(state), [retried, state])
  useEffect(() => retried.stop, [retried])
}

/** Passes on the last word only once the hand rests, and at once then: nothing on the page changes in the middle of a stroke. */
function whenAtRest(engine: MaskEngine, set: (state: DraftState) => void): (state: DraftState) => void {
  let held: DraftState | null = null
  // Left to itself, React may come to it when the next stroke has begun.
  const say = (state: DraftState): void => flushSync(() => set(state))
  engine.subscribe(() => {
    if (held !== null) say(held)
    held = null
  })
  return (state) => {
    if (engine.drawing()) held = state
    else say(state)
  }
}

/** Saves when the hand or the typing rests, when the page is hidden, when the editor closes, and what failed when the server is back. */
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
    // In the middle of a stroke nothing is saved: its end asks again.
    pause = setTimeout(() => (engine.drawing() ? undefined : saveNow()), pauseMs)
  }
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') saveNow()
  }
  const stopMask = engine.subscribe((tiles) => {
    writer.note(tiles)
    soon()
  })
  const stopWords = store.subscribe((state) => {
    const now = JSON.stringify(settingsOf(state))
    if (now === words) return
    words = now
    writer.note([])
    soon()
  })
  const stopReturn = useConnection.subscribe(({ connection }, before) => {
    if (connection === 'connected' && before.connection !== 'connected') void writer.saveAgain()
  })
  document.addEventListener('visibilitychange', hidden)
  return () => {
    stopMask()
    stopWords()
    stopReturn()
    document.removeEventListener('visibilitychange', hidden)
    saveNow()
  }
}
