import { dropLog, isLogOf, logName, readLogs, writeLog, type DraftLog, type KeptLog } from '../../api/draft-log.ts'
import type { Draft } from '../../api/drafts.ts'
import { codedTiles, everyTile } from '../../mask-engine/coded-tiles.ts'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import { settingsOf, type EditorStore } from './editor-state.ts'

/** Another tab that lives saves or forgets its log long before; what is older was left by one that ended. */
const leftAfterMs = 10_000
const worthlessAfterMs = 7 * 24 * 60 * 60_000

type Needs = {
  readonly imageId: string
  readonly tab: Promise<string>
  readonly page: string
  readonly engine: MaskEngine
  readonly store: EditorStore
}

/** What a page that ended did not save: it `continues` the draft that is there, or stands `instead` of one that it knew nothing of. */
export type LeftWork = { readonly log: KeptLog; readonly as: 'continues' | 'instead' }

export type UnsavedWork = {
  readonly page: string
  /** What an earlier page left, as far as it can be told what it belongs to. */
  find(draft: Draft | null): Promise<LeftWork | null>
  /** Takes over what was found, as this page's own work. */
  adopt(log: KeptLog): void
  /** Whether this page saved a draft, or the one whose work it took over. */
  isOwn(draft: Draft | null): boolean
  /** Writes down that these tiles, and maybe words, are others now. */
  note(tiles: readonly number[]): void
  /** Writes down everything: what this goes on from is no longer there. */
  noteAll(): void
  /** A save of all that was noted begins; call the answer when it is safe, with the time it got. */
  beginSave(): (savedAt: string) => void
  /** Whether this browser has taken what was noted last. */
  isKept(): boolean
  /** This draft is on the stage now, and nothing else. */
  startFrom(draft: Draft | null): void
}

/**
 * Keeps each change in this browser at once, until a save of the whole draft holds it: a reload right after a stroke loses nothing. Not to
 * be asked before the name of the tab is known.
 */
export function unsavedWork({ imageId, tab, page, engine, store }: Needs): UnsavedWork {
  let name = ''
  void tab.then((known) => (name = logName(imageId, known)))
  const own = new Set([page])
  let goesOnFrom: string | null = null
  let turn = 0
  let notedIn = -1
  const kept = keeping()
  let noted = new Map<number, { readonly coded: Uint8Array; readonly turn: number }>()
  const write = (): void => {
    const tiles = new Map([...noted].map(([tile, { coded }]) => [tile, coded]))
    const log: DraftLog = { page, goesOnFrom, settings: settingsOf(store.getState()), tiles, writtenAtMs: Date.now() }
    kept.write(name, log)
  }
  const put = (coded: Iterable<readonly [number, Uint8Array]>): void => {
    for (const [tile, runs] of coded) noted.set(tile, { coded: runs, turn })
    notedIn = turn
    write()
  }
  const forget = (): void => void dropLog(name).catch(sayNotKept)
  return {
    page,
    find: (draft) => leftWork(imageId, name, draft),
    adopt(log) {
      own.add(log.page)
      goesOnFrom = log.goesOnFrom
      put(log.tiles)
      if (log.name !== name) void dropLog(log.name).catch(sayNotKept)
    },
    isOwn: (draft) => own.has(String(draft?.settings['page'])),
    note: (tiles) => put(codedTiles(engine.plane, tiles)),
    noteAll() {
      goesOnFrom = null
      put(codedTiles(engine.plane, everyTile(engine.plane)))
    },
    beginSave() {
      const upTo = turn
      turn += 1
      return (savedAt) => {
        goesOnFrom = savedAt
        noted = new Map([...noted].filter(([, piece]) => piece.turn > upTo))
        if (notedIn > upTo) write()
        else forget()
      }
    },
    isKept: kept.isKept,
    startFrom(draft) {
      goesOnFrom = draft?.savedAt ?? null
      noted = new Map()
      if (notedIn >= 0) forget()
    },
  }
}

/** The latest that pages left, under this tab's name or by tabs that ended, where it can be told what it belongs to. */
async function leftWork(imageId: string, name: string, draft: Draft | null): Promise<LeftWork | null> {
  const now = Date.now()
  const logs = await leftOf(imageId, now)
  const fitting = logs.flatMap((log) => {
    const as = fitOf(log, draft)
    if (log.name === name) return as === null ? [] : [{ log, as }]
    return as === 'continues' && now - log.writtenAtMs > leftAfterMs ? [{ log, as }] : []
  })
  return fitting.toSorted((one, other) => other.log.writtenAtMs - one.log.writtenAtMs)[0] ?? null
}

/** Writes logs, and knows whether the last one came to lie in this browser. */
function keeping() {
  let isKept = false
  return {
    isKept: (): boolean => isKept,
    write(name: string, log: DraftLog): void {
      writeLog(name, log).then(
        () => (isKept = true),
        (error: unknown) => {
          isKept = false
          sayNotKept(error)
        },
      )
    },
  }
}

/** What is left of one picture. What is too old goes, of every picture: nobody may ever open the one again that it was left of. */
async function leftOf(imageId: string, now: number): Promise<readonly KeptLog[]> {
  const logs = await readLogs().catch(() => [])
  for (const log of logs) if (now - log.writtenAtMs > worthlessAfterMs) void dropLog(log.name).catch(sayNotKept)
  return logs.filter((log) => isLogOf(imageId, log))
}

function fitOf(log: KeptLog, draft: Draft | null): LeftWork['as'] | null {
  if (log.page === draft?.settings['page'] || log.goesOnFrom === (draft?.savedAt ?? null)) return 'continues'
  return log.goesOnFrom === null ? 'instead' : null
}

/** Private windows may have no storage: the save after the pause is then all there is. */
export const sayNotKept = (error: unknown): void => console.info('Unsaved work could not be kept in this browser', error)
