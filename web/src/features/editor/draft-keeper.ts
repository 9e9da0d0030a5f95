import { newKey } from '../../api/http.ts'
import { keepDraftHere, loadDraft, saveDraft, type Draft, type LoadedDraft, type LocalDraft } from '../../api/drafts.ts'
import { putTiles } from '../../mask-engine/coded-tiles.ts'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import type { MaskPng } from '../../mask-engine/mask-png.ts'
import { readSettings, settingsOf, type EditorStore } from './editor-state.ts'
import { handAtRest } from './hand-at-rest.ts'
import { sayNotKept, unsavedWork, type LeftWork, type UnsavedWork } from './unsaved-work.ts'

export type DraftState =
  /** `nowhere`: neither the server nor this browser could keep it. */
  | { readonly kind: 'none' | 'saving' | 'here' | 'nowhere' }
  | { readonly kind: 'saved'; readonly at: string }
  /** There is another draft, and one has to be chosen: an `earlier` one of this very tab, or one from `elsewhere`. */
  | { readonly kind: 'stale'; readonly newer: Draft | null; readonly from: 'earlier' | 'elsewhere' }

/** Reads and writes one picture's draft. Before `open` is done nothing is saved, so that an empty editor never overwrites a draft. */
export type DraftWriter = {
  /** Brings the draft back; whether there was a mask in it. */
  open(): Promise<boolean>
  save(): Promise<void>
  /** Saves once more what the server did not get, if there is anything. */
  saveAgain(): Promise<void>
  /** Keeps in this browser, at once, that these tiles of the mask or some words are others now. */
  note(tiles: readonly number[]): void
  takeOther(newer: Draft): Promise<void>
  keepMine(newer: Draft | null): Promise<void>
  ready(): boolean
}

/** Saves of this page that are on their way, by picture: an editor that opens again at once must not read what they are about to replace. */
const saving = new Map<string, Promise<void>>()

type Needs = {
  readonly imageId: string
  readonly engine: MaskEngine
  readonly png: MaskPng
  readonly store: EditorStore
  /** Names this tab across reloads, so that its own draft is not taken for somebody else's. */
  readonly tab: Promise<string>
  readonly say: (state: DraftState) => void
}

export function draftWriter(needs: Needs): DraftWriter {
  const { engine, png, store } = needs
  const work = workOf(engine, store)
  const unsaved = unsavedWork({ ...needs, page: newKey() })
  const standing = standingOf(needs.say, unsaved)
  /** Puts another draft on the stage. What was there can be had back by undo. */
  const take = async (draft: Draft): Promise<void> => {
    standing.unsettle()
    const alpha = draft.maskBase64Png === null ? new Uint8Array(engine.plane.alpha.length) : await alphaOf(draft, engine, png)
    await handAtRest(engine)
    work.bringBack(draft.settings, alpha, false)
    saves.buildOn(draft)
    unsaved.startFrom(draft)
    standing.settle(draft)
  }
  const saves = savesOf(needs, unsaved, async (newer, own) => {
    // What this tab saved just before its reload, met before anything was done since: nobody has to choose.
    if (newer !== null && own && !work.touched()) await take(newer)
    else standing.refuse(newer, own ? 'earlier' : 'elsewhere')
  })
  const save = (): Promise<void> => saves.next(standing.maySave)
  const opening = openingOf(needs, { work, unsaved, standing, saves, save })
  return {
    open: opening.open,
    save,
    saveAgain: () => (saves.isBehind() ? save() : Promise.resolve()),
    note: (tiles) => (standing.ready() ? unsaved.note(tiles) : undefined),
    async takeOther(newer) {
      await take(newer)
      if (!opening.isOnlyHere(newer)) return
      unsaved.noteAll()
      await save()
    },
    keepMine(newer) {
      saves.buildOn(newer)
      standing.keepMine()
      return save()
    },
    ready: standing.ready,
  }
}

type Parts = {
  readonly work: ReturnType<typeof workOf>
  readonly unsaved: UnsavedWork
  readonly standing: ReturnType<typeof standingOf>
  readonly saves: ReturnType<typeof savesOf>
  readonly save: () => Promise<void>
}

/** Finds what there is of the draft, here and on the server, and puts it on the stage or offers it. */
function openingOf(needs: Needs, { work, unsaved, standing, saves, save }: Parts) {
  const { imageId, engine, png } = needs
  /** The draft that is offered, where no server has it. */
  let onlyHere: Draft | null = null
  const bringBack = async (): Promise<boolean> => {
    await saving.get(imageId)
    const loaded = await loadDraft(imageId)
    const { server, local } = loaded
    const draft = newerOf(imageId, loaded)
    saves.buildOn(loaded.isReached ? server : draft)
    const left = await unsaved.find(draft)
    const alpha = await alphaWith(left, draft, engine, png)
    if (work.touched()) {
      const earlier = left === null ? draft : await asDraft(left, draft, alpha, needs)
      if (earlier !== server) onlyHere = earlier
      // What is painted now is about to take the place of what the earlier page left.
      if (left !== null && earlier !== null) await keepDraftHere(earlier).catch(sayNotKept)
      await beginAnew(earlier)
      return false
    }
    unsaved.startFrom(draft)
    const settings = left?.log.settings ?? draft?.settings
    if (settings !== undefined) work.bringBack(settings, alpha, true)
    if (left !== null) unsaved.adopt(left.log)
    if (draft !== server) onlyHere = draft
    if (left?.as === 'instead') standing.refuse(draft, draft === server ? 'elsewhere' : 'earlier')
    else if (draft !== server && strangers(server, local)) standing.refuse(server, 'elsewhere')
    else standing.settle(server)
    // What only this browser has goes to the server without waiting for the next stroke.
    if (left !== null || draft !== server) await save()
    return alpha !== null
  }
  /** Whoever was quicker than the draft has begun anew: nothing is painted over, neither theirs nor what was there earlier. */
  const beginAnew = (earlier: Draft | null): Promise<void> => {
    if (earlier !== null) standing.refuse(earlier, 'earlier')
    else standing.settle(null)
    unsaved.noteAll()
    return save()
  }
  return {
    async open(): Promise<boolean> {
      await needs.tab
      try {
        return await bringBack()
      } catch (error) {
        console.info('What was kept of this edit could not be read', error)
        if (standing.ready()) return false
        // A draft that the server has after all is in the way of the first save, and offered then.
        saves.buildOn(null)
        unsaved.startFrom(null)
        if (work.touched()) await beginAnew(null)
        else standing.settle(null)
        return false
      }
    },
    isOnlyHere: (draft: Draft): boolean => draft === onlyHere,
  }
}

/** Whether the stage holds what the draft will be, and whether it may be saved. */
function standingOf(say: Needs['say'], unsaved: UnsavedWork) {
  let [ready, stale] = [false, false]
  return {
    ready: (): boolean => ready,
    maySave: (): boolean => ready && !stale,
    unsettle: (): void => void (ready = false),
    settle(draft: Draft | null): void {
      ready = true
      stale = false
      if (draft !== null) say({ kind: 'saved', at: draft.savedAt })
    },
    refuse(newer: Draft | null, from: 'earlier' | 'elsewhere'): void {
      ready = true
      stale = true
      unsaved.noteAll()
      say({ kind: 'stale', newer, from })
    },
    keepMine: (): void => void (stale = false),
  }
}

/** One save at a time: the next one builds on the revision that the last one got. `meet` hears of a draft that was in the way. */
function savesOf(
  { imageId, engine, png, store, tab, say }: Needs,
  unsaved: UnsavedWork,
  meet: (newer: Draft | null, own: boolean) => Promise<void>,
) {
  let revision = 0
  let behind = false
  let last: Promise<void> = Promise.resolve()
  const sayBehind = (isHere: boolean): void => {
    behind = true
    say({ kind: isHere ? 'here' : 'nowhere' })
  }
  /** The mask as the server takes it; undefined where what codes it could not be loaded. */
  const codedMask = async (): Promise<string | null | undefined> => {
    if (engine.filled() === null) return null
    return png.encode(engine.plane).catch((error: unknown) => void console.info('The mask could not be coded', error))
  }
  const saveOnce = async (): Promise<void> => {
    say({ kind: 'saving' })
    const safe = unsaved.beginSave()
    const maskBase64Png = await codedMask()
    if (maskBase64Png === undefined) return sayBehind(unsaved.isKept())
    const settings = { ...settingsOf(store.getState()), tab: await tab, page: unsaved.page }
    const outcome = await saveDraft(imageId, { basedOn: revision, settings, maskBase64Png })
    if (outcome.kind === 'kept-here') {
      if (outcome.savedAt !== null) safe(outcome.savedAt)
      return sayBehind(outcome.savedAt !== null || unsaved.isKept())
    }
    behind = false
    const draft = outcome.kind === 'saved' ? outcome.draft : outcome.newer
    // Our own save, whose answer was lost on the way: the next one builds on it.
    const lost = outcome.kind === 'stale' && unsaved.isOwn(draft)
    if (draft !== null && (outcome.kind === 'saved' || lost)) revision = draft.revision
    if (lost) return saveOnce()
    if (outcome.kind === 'stale') return meet(draft, draft?.settings['tab'] === settings.tab)
    safe(outcome.draft.savedAt)
    say({ kind: 'saved', at: outcome.draft.savedAt })
  }
  return {
    buildOn: (draft: Draft | null): void => void (revision = draft?.revision ?? 0),
    /** Whether the last save did not come to the server. */
    isBehind: (): boolean => behind,
    next(allowed: () => boolean): Promise<void> {
      const turn = async (): Promise<void> => (allowed() ? saveOnce() : undefined)
      last = last.then(turn, turn)
      saving.set(imageId, last)
      return last
    },
  }
}

/** Mask and settings as they stand, and whether anybody did anything to them since a draft was brought back. */
function workOf(engine: MaskEngine, store: EditorStore) {
  const mark = (): string => `${engine.facts().revision} ${JSON.stringify(settingsOf(store.getState()))}`
  let untouched = mark()
  return {
    touched: (): boolean => engine.drawing() || mark() !== untouched,
    bringBack(settings: Draft['settings'], alpha: Uint8Array | null, fresh: boolean): void {
      store.setState(readSettings(settings))
      if (alpha !== null) engine.replace(alpha, fresh)
      untouched = mark()
    },
  }
}

/** What an earlier page left, to be offered: it goes on from the draft that is there, or is in the way of it as of any other. */
async function asDraft(
  { log, as }: LeftWork,
  draft: Draft | null,
  alpha: Uint8Array | null,
  { imageId, engine, png }: Needs,
): Promise<Draft> {
  const maskBase64Png = alpha === null ? null : await png.encode({ ...engine.plane, alpha })
  const revision = as === 'continues' && draft !== null ? draft.revision : 0
  return { imageId, revision, settings: log.settings, maskBase64Png, savedAt: new Date(log.writtenAtMs).toISOString() }
}

/** The mask as an earlier page left it: the draft's, with what was not saved put over it. */
async function alphaWith(left: LeftWork | null, draft: Draft | null, engine: MaskEngine, png: MaskPng): Promise<Uint8Array | null> {
  const saved = left?.as === 'instead' ? null : await alphaOf(draft, engine, png)
  if (left === null) return saved
  const alpha = saved ?? new Uint8Array(engine.plane.alpha.length)
  putTiles({ ...engine.plane, alpha }, left.log.tiles)
  return alpha
}

/** The draft's mask; null where it has none, or one that cannot be read. */
async function alphaOf(draft: Draft | null, engine: MaskEngine, png: MaskPng): Promise<Uint8Array | null> {
  if (draft === null || draft.maskBase64Png === null) return null
  return png.decode(draft.maskBase64Png, engine.plane).catch(() => null)
}

/** Whether the server's draft was saved by somebody else since the one in this browser began. */
const strangers = (server: Draft | null, local: LocalDraft | null): boolean =>
  server !== null && local !== null && server.revision !== local.basedOn && server.settings['page'] !== local.settings['page']

/** What this browser kept while the server was away, where that is newer than what the server has, as far as it tells. */
function newerOf(imageId: string, { server, local, isReached }: LoadedDraft): Draft | null {
  if (local === null || (server !== null && local.savedAt <= server.savedAt)) return server
  return { ...local, imageId, revision: server?.revision ?? (isReached ? 0 : local.basedOn) }
}
