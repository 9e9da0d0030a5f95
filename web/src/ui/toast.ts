import type { toast as Said } from 'sonner'

type Toasts = typeof Said
type Options = Parameters<Toasts>[1]

let sonner: Toasts | null = null
let waiting: readonly ((toasts: Toasts) => void)[] = []

/**
 * Short words at the edge of the page, as sonner takes them. What shows them comes after the page itself, because nothing is said before
 * something was done; words that were quicker wait for it.
 */
export const toast = Object.assign((message: string, options?: Options): void => soon((toasts) => void toasts(message, options)), {
  success: (message: string): void => soon((toasts) => void toasts.success(message)),
  error: (message: string): void => soon((toasts) => void toasts.error(message)),
  promise: <Done>(done: Promise<Done>, words: Parameters<typeof Said.promise<Done>>[1]): void =>
    soon((toasts) => void toasts.promise(done, words)),
})

/** Called once there is a place where toasts are shown. */
export function showToastsWith(toasts: Toasts): void {
  sonner = toasts
  waiting.forEach((say) => say(toasts))
  waiting = []
}

function soon(say: (toasts: Toasts) => void): void {
  if (sonner === null) waiting = [...waiting, say]
  else say(sonner)
}
