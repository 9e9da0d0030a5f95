import { clear, del, entries, promisifyRequest } from 'idb-keyval'
import { browserStore } from './browser-store.ts'
import { isStillOwner, NotTheirsAnyMore } from './owner.ts'

/** What was done to a picture's draft since it was last saved, by one page. */
export type DraftLog = {
  /** Names the page that did it; a draft that the same page saved holds the beginning of it. */
  readonly page: string
  /** When the draft was saved that this goes on from; null where it goes on from an empty mask. */
  readonly goesOnFrom: string | null
  readonly settings: Readonly<Record<string, unknown>>
  /** The changed pieces of the mask as they are now, by tile number. */
  readonly tiles: ReadonlyMap<number, Uint8Array>
  readonly writtenAtMs: number
}

export type KeptLog = DraftLog & { readonly name: string }

/** Counts up with every change of what a log looks like: this browser may hold logs of an older program, or of a newer one. */
const shape = 1
type StoredLog = DraftLog & { readonly shape: typeof shape }

const logs = browserStore('draft-log', 'log')

export const logName = (imageId: string, tab: string): string => `${imageId}:${tab}`

/**
 * Sent to the browser's own process within the running task and committed there and then: a page that ends right after a stroke has no
 * time for an answer.
 */
export function writeLog(name: string, log: DraftLog): Promise<void> {
  if (!isStillOwner()) return Promise.reject(new NotTheirsAnyMore())
  return logs('readwrite', (store) => {
    store.put({ ...log, shape } satisfies StoredLog, name)
    const written = promisifyRequest(store.transaction)
    store.transaction.commit()
    return written
  })
}

export const dropLog = (name: string): Promise<void> => del(name, logs)
export const dropLogs = (): Promise<void> => clear(logs)

/** What pages that are gone left, of this tab and of others, of every picture. */
export async function readLogs(): Promise<readonly KeptLog[]> {
  const all = await entries<string, unknown>(logs)
  return all.flatMap(([name, log]) => (isReadable(log) ? [{ ...log, name }] : []))
}

const isReadable = (log: unknown): log is StoredLog => typeof log === 'object' && log !== null && 'shape' in log && log.shape === shape

export const isLogOf = (imageId: string, { name }: KeptLog): boolean => name.startsWith(logName(imageId, ''))
