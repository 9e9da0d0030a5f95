import { dropLogs } from './draft-log.ts'
import { dropDrafts } from './drafts.ts'
import { handOverTo, stored } from './owner.ts'

/** Whoever keeps somebody's words in this browser's storage does so under a name that begins like this. */
export const ownWorkName = 'persona-composer'
const held = new Set<() => void>()

/** For what a loaded page holds beside what is stored: it is called when all of it goes. */
export const forgetWith = (forget: () => void): void => void held.add(forget)

/** Drafts, unsaved strokes and forms are the work of this person from here on; what another one left here goes. */
export const ownWorkOf = (userId: string): Promise<void> => handOverTo(userId, forgetWork)

/** Leaves nothing of anybody's work in this browser. A browser that allows no storage has nothing. */
export async function forgetWork(): Promise<void> {
  const storage = stored()
  for (const name of Object.keys(storage ?? {})) if (name.startsWith(ownWorkName)) storage?.removeItem(name)
  held.forEach((forget) => forget())
  const gone = await Promise.allSettled([dropDrafts(), dropLogs()])
  for (const one of gone) if (one.status === 'rejected') console.info('What this browser keeps of drafts could not be removed', one.reason)
}
