import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { toast } from 'sonner'
import { loadDraft, saveDraft, type Draft, type LocalDraft } from '../../api/drafts.ts'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import type { MaskPng } from '../../mask-engine/mask-png.ts'
import { text } from '../../strings/en.ts'
import { readSettings, settingsOf, useEditorStore } from './editor-state.ts'

const pauseMs = 1_500

export type DraftState =
  | { readonly kind: 'none' | 'saving' | 'here' }
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'stale'; readonly newer: Draft | null }
export type DraftKeeper = {
  readonly state: DraftState
  takeOther(): Promise<void>
  keepMine(): Promise<void>
}

/** Keeps mask and words as they are made: on the server, or in this browser while the server is away. Opening brings them back. */
export function useDraft(imageId: string, engine: MaskEngine, png: MaskPng): DraftKeeper {
  const store = useEditorStore()
  const [state, setState] = useState<DraftState>({ kind: 'none' })
  const revision = useRef(0)
  const ready = useRef(false)
  const stale = useRef(false)
  // One save at a time: the next one builds on the revision that the last one got.
  const lastSave = useRef<Promise<void>>(Promise.resolve())

  const restore = useCallback(
    async (draft: Pick<LocalDraft, 'settings' | 'maskBase64Png'>): Promise<void> => {
      ready.current = false
      store.setState(readSettings(draft.settings))
      const alpha = draft.maskBase64Png === null ? null : await png.decode(draft.maskBase64Png, engine.plane).catch(() => null)
      if (alpha !== null) engine.replace(alpha, true)
      ready.current = true
    },
    [engine, png, store],
  )
  const saveOnce = useCallback(async (): Promise<void> => {
    if (!ready.current || stale.current) return
    setState({ kind: 'saving' })
    const maskBase64Png = engine.facts().bounds === null ? null : await png.encode(engine.plane)
    const outcome = await saveDraft(imageId, { basedOn: revision.current, settings: { ...settingsOf(store.getState()) }, maskBase64Png })
    if (outcome.kind === 'saved') {
      revision.current = outcome.draft.revision
      setState({ kind: 'saved', at: outcome.draft.savedAt })
    } else if (outcome.kind === 'stale') {
      stale.current = true
      setState({ kind: 'stale', newer: outcome.newer })
    } else setState({ kind: 'here' })
  }, [engine, imageId, png, store])
  const save = useCallback((): Promise<void> => {
    lastSave.current = lastSave.current.then(saveOnce, saveOnce)
    return lastSave.current
  }, [saveOnce])

  useEffect(() => {
    let wanted = true
    void loadDraft(imageId).then(async ({ server, local }) => {
      if (!wanted) return
      revision.current = server?.revision ?? 0
      const draft = local !== null && (server === null || local.savedAt > server.savedAt) ? local : server
      if (draft !== null) {
        await restore(draft)
        if (server !== null) setState({ kind: 'saved', at: server.savedAt })
        if (draft.maskBase64Png !== null) toast(text.editor.draftRestored)
      }
      ready.current = true
    })
    return () => {
      wanted = false
    }
  }, [imageId, restore])
  useSaveAfterPause(engine, store, save, ready)

  return {
    state,
    takeOther: async () => {
      if (state.kind !== 'stale' || state.newer === null) return
      stale.current = false
      revision.current = state.newer.revision
      await restore(state.newer)
      setState({ kind: 'saved', at: state.newer.savedAt })
    },
    keepMine: async () => {
      if (state.kind !== 'stale') return
      stale.current = false
      revision.current = state.newer?.revision ?? revision.current
      await save()
    },
  }
}

function useSaveAfterPause(
  engine: MaskEngine,
  store: ReturnType<typeof useEditorStore>,
  save: () => Promise<void>,
  ready: RefObject<boolean>,
): void {
  useEffect(() => {
    let pause: ReturnType<typeof setTimeout> | undefined
    let words = JSON.stringify(settingsOf(store.getState()))
    const soon = (): void => {
      clearTimeout(pause)
      if (!ready.current) return
      pause = setTimeout(() => {
        pause = undefined
        void save()
      }, pauseMs)
    }
    const flush = (): void => {
      if (pause === undefined || document.visibilityState !== 'hidden') return
      clearTimeout(pause)
      pause = undefined
      void save()
    }
    const stopMask = engine.subscribe(soon)
    const stopWords = store.subscribe((state) => {
      const now = JSON.stringify(settingsOf(state))
      if (now === words) return
      words = now
      soon()
    })
    document.addEventListener('visibilitychange', flush)
    return () => {
      stopMask()
      stopWords()
      document.removeEventListener('visibilitychange', flush)
      if (pause !== undefined) {
        clearTimeout(pause)
        void save()
      }
    }
  }, [engine, store, save, ready])
}
