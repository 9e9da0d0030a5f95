import { clear, del, get, set } from 'idb-keyval'
import type { Draft, DraftSave } from '../../../src/adapters/http/contract/draft.ts'
import { browserStore } from './browser-store.ts'
import { ApiFailure, request } from './http.ts'
import { isStillOwner, NotTheirsAnyMore } from './owner.ts'

const address = (imageId: string): string => `/api/v1/drafts/${imageId}`
const locals = browserStore('keyval-store', 'keyval')
const localName = (imageId: string): string => `draft:${imageId}`

export type LocalDraft = Pick<Draft, 'settings' | 'maskBase64Png' | 'savedAt'> & { readonly basedOn: number }
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly draft: Draft }
  /** Another tab or device saved a newer one; it is carried along. */
  | { readonly kind: 'stale'; readonly newer: Draft | null }
  /**
   * The server could not be reached: the draft lies in this browser, unless that had no room for it either, or is somebody else's by now;
   * `savedAt` is null then.
   */
  | { readonly kind: 'kept-here'; readonly savedAt: string | null }

/** `isReached`: the server has told whether it has one. */
export type LoadedDraft = { readonly server: Draft | null; readonly local: LocalDraft | null; readonly isReached: boolean }

/** The draft of a picture: the server's, and what this browser kept while the server was away. */
export async function loadDraft(imageId: string): Promise<LoadedDraft> {
  const local = (await get<LocalDraft>(localName(imageId), locals).catch(() => undefined)) ?? null
  try {
    return { server: (await request<Draft | undefined>('GET', address(imageId))) ?? null, local, isReached: true }
  } catch (error) {
    if (error instanceof ApiFailure) return { server: null, local, isReached: false }
    throw error
  }
}

export async function saveDraft(imageId: string, draft: DraftSave): Promise<SaveOutcome> {
  if (!isStillOwner()) return { kind: 'kept-here', savedAt: null }
  const local: LocalDraft = {
    settings: draft.settings,
    maskBase64Png: draft.maskBase64Png,
    savedAt: new Date().toISOString(),
    basedOn: draft.basedOn,
  }
  const isKept = await set(localName(imageId), local, locals).then(
    () => true,
    () => false,
  )
  try {
    const saved = await request<Draft>('PUT', address(imageId), { body: draft })
    await del(localName(imageId), locals).catch(() => undefined)
    return { kind: 'saved', draft: saved }
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error
    if (error.problem?.code === 'draft-is-stale') {
      // Somebody has to choose first: until then it is no draft that a reload may take for the newest.
      await del(localName(imageId), locals).catch(() => undefined)
      return { kind: 'stale', newer: newerOf(error) }
    }
    return { kind: 'kept-here', savedAt: isKept ? local.savedAt : null }
  }
}

/** Keeps what no server has yet, to be found when the picture is opened again. */
export async function keepDraftHere({ imageId, settings, maskBase64Png, savedAt, revision }: Draft): Promise<void> {
  if (!isStillOwner()) throw new NotTheirsAnyMore()
  await set(localName(imageId), { settings, maskBase64Png, savedAt, basedOn: revision } satisfies LocalDraft, locals)
}

/** What this browser keeps of drafts, of every picture. */
export const dropDrafts = (): Promise<void> => clear(locals)

const newerOf = (error: ApiFailure): Draft | null => (error.problem as { draft?: Draft | null } | null)?.draft ?? null

export type { Draft }
