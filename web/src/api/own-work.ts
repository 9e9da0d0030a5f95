import { dropLogs } from './draft-log.ts'
import { dropDrafts } from './drafts.ts'

/** Whoever keeps somebody's words in this browser's storage does so under a name that begins like this. */
export const ownWorkName = 'persona-composer'
/** Outlives the sign-out: what another window still kept after it is the same person's, or goes when somebody else comes in. */
const ownerName = 'persona-owner'
const held = new Set<() => void>()

/** For what a loaded page holds beside what is stored: it is called when all of it goes. */
export const forgetWith = (forget: () => void): void => void held.add(forget)

/** Drafts, unsaved strokes and forms are the work of this person from here on; what another one left here goes. */
export async function ownWorkOf(userId: string): Promise<void> {
  if (stored()?.getItem(ownerName) === userId) return
  await forgetWork()
  stored()?.setItem(ownerName, userId)
}

/** Calls back once another window of this browser has become somebody else's. Returns the way to stop listening. */
export function onOtherOwner(heard: () => void): () => void {
  const told = ({ key, oldValue, newValue }: StorageEvent): void => {
    if (key === ownerName && newValue !== oldValue) heard()
  }
  window.addEventListener('storage', told)
  return () => window.removeEventListener('storage', told)
}

/** Leaves nothing of anybody's work in this browser. A browser that allows no storage has nothing. */
export async function forgetWork(): Promise<void> {
  const storage = stored()
  for (const name of Object.keys(storage ?? {})) if (name.startsWith(ownWorkName)) storage?.removeItem(name)
  held.forEach((forget) => forget())
  const gone = await Promise.allSettled([dropDrafts(), dropLogs()])
  for (const one of gone) if (one.status === 'rejected') console.info('What this browser keeps of drafts could not be removed', one.reason)
}

function stored(): Storage | null {
  try {
    return localStorage
  } catch (error) {
    console.info('This browser keeps nothing', error)
    return null
  }
}
