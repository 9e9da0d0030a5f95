import { createStore, type UseStore } from 'idb-keyval'

/** A store of this browser, opened when it is first used. A browser that allows none may throw right there: whoever asks hears of it as of any failure. */
export function browserStore(database: string, store: string): UseStore {
  let opened: UseStore | undefined
  return async (mode, act) => (opened ??= createStore(database, store))(mode, act)
}
