/** Outlives the sign-out: what another window still kept after it is the same person's, or goes when somebody else comes in. */
const ownerName = 'persona-owner'
/** While what the last one left is being removed. */
const nobody = ''
/** Whose work this page holds; null where the browser has not been told yet. */
let owner = known()

/** Whether this browser is still theirs whose work this page holds. Where it is not, nothing of it may be kept or sent any more. */
export const isStillOwner = (): boolean => known() === owner

/** The browser would have kept work of a person who is not the one it belongs to now. */
export class NotTheirsAnyMore extends Error {
  constructor() {
    super('this browser belongs to somebody else now')
  }
}

/** Gives this browser to a person; what the last one left is forgotten first, and no other window adds to it meanwhile. */
export async function handOverTo(userId: string, forget: () => Promise<void>): Promise<void> {
  if (known() !== userId) {
    keep(nobody)
    await forget()
    keep(userId)
  }
  owner = known()
}

/** Calls back once another window of this browser has become somebody else's. Returns the way to stop listening. */
export function onOtherOwner(heard: () => void): () => void {
  const told = ({ key, oldValue, newValue }: StorageEvent): void => {
    if (key === ownerName && newValue !== oldValue && newValue !== nobody) heard()
  }
  window.addEventListener('storage', told)
  return () => window.removeEventListener('storage', told)
}

function known(): string | null {
  return stored()?.getItem(ownerName) ?? null
}

function keep(userId: string): void {
  stored()?.setItem(ownerName, userId)
}

/** What is kept here across windows; null in a browser that keeps nothing. */
export function stored(): Storage | null {
  try {
    return localStorage
  } catch (error) {
    console.info('This browser keeps nothing', error)
    return null
  }
}
