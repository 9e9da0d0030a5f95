import { loadDraft, saveDraft, type Draft, type LocalDraft } from '../../api/drafts.ts'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import type { MaskPng } from '../../mask-engine/mask-png.ts'
import { readSettings, settingsOf, type EditorStore } from './editor-state.ts'

export type DraftState =
  | { readonly kind: 'none' | 'saving' | 'here' }
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'stale'; readonly newer: Draft | null }

/** Reads and writes one picture's draft. Before `open` is done nothing is saved, so that an empty editor never overwrites a draft. */
export type DraftWriter = {
  /** Brings the draft back; whether there was a mask in it. */
  open(): Promise<boolean>
  save(): Promise<void>
  takeOther(newer: Draft): Promise<void>
  keepMine(newer: Draft | null): Promise<void>
  ready(): boolean
}

type Needs = {
  readonly imageId: string
  readonly engine: MaskEngine
  readonly png: MaskPng
  readonly store: EditorStore
  readonly say: (state: DraftState) => void
}

export function draftWriter({ imageId, engine, png, store, say }: Needs): DraftWriter {
  let revision = 0
  let [ready, stale] = [false, false]
  let lastSave: Promise<void> = Promise.resolve()
  const mark = (): string => `${engine.facts().revision} ${JSON.stringify(settingsOf(store.getState()))}`
  const untouched = mark()

  const bringBack = (draft: Draft, alpha: Uint8Array | null): void => {
    store.setState(readSettings(draft.settings))
    if (alpha !== null) engine.replace(alpha, true)
  }
  const saveOnce = async (): Promise<void> => {
    if (!ready || stale) return
    say({ kind: 'saving' })
    const maskBase64Png = engine.facts().bounds === null ? null : await png.encode(engine.plane)
    const outcome = await saveDraft(imageId, { basedOn: revision, settings: { ...settingsOf(store.getState()) }, maskBase64Png })
    if (outcome.kind === 'saved') {
      revision = outcome.draft.revision
      say({ kind: 'saved', at: outcome.draft.savedAt })
    } else if (outcome.kind === 'stale') {
      stale = true
      say({ kind: 'stale', newer: outcome.newer })
    } else say({ kind: 'here' })
  }
  // One save at a time: the next one builds on the revision that the last one got.
  const save = (): Promise<void> => (lastSave = lastSave.then(saveOnce, saveOnce))

  return {
    async open() {
      const { server, local } = await loadDraft(imageId)
      revision = server?.revision ?? 0
      const draft = newerOf(imageId, server, local)
      const alpha = await alphaOf(draft, engine, png)
      // Whoever was quicker than the draft has begun anew: nothing is painted over, neither theirs nor the draft.
      const begun = engine.drawing() || mark() !== untouched
      if (begun && draft !== null) {
        ready = true
        stale = true
        say({ kind: 'stale', newer: draft })
        return false
      }
      if (draft !== null) bringBack(draft, alpha)
      ready = true
      if (server !== null) say({ kind: 'saved', at: server.savedAt })
      if (begun) await save()
      return alpha !== null
    },
    save,
    async takeOther(newer) {
      ready = false
      bringBack(newer, await alphaOf(newer, engine, png))
      revision = newer.revision
      ready = true
      stale = false
      say({ kind: 'saved', at: newer.savedAt })
    },
    keepMine(newer) {
      stale = false
      revision = newer?.revision ?? revision
      return save()
    },
    ready: () => ready,
  }
}

/** The draft's mask; null where it has none, or one that cannot be read. */
async function alphaOf(draft: Draft | null, engine: MaskEngine, png: MaskPng): Promise<Uint8Array | null> {
  if (draft === null || draft.maskBase64Png === null) return null
  return png.decode(draft.maskBase64Png, engine.plane).catch(() => null)
}

/** What this browser kept while the server was away, where that is newer than what the server has. */
function newerOf(imageId: string, server: Draft | null, local: LocalDraft | null): Draft | null {
  if (local === null || (server !== null && local.savedAt <= server.savedAt)) return server
  return { ...local, imageId, revision: server?.revision ?? 0 }
}
