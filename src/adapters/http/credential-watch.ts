import type { Caller } from '../../application/use-cases.ts'
import type { Credential } from './authentication.ts'
import type { Door } from './route.ts'

/** How soon a stream ends after its session or token did. */
const recheckMs = 5_000

/** Hears how its credential stands: who it is, with preferences as they are now; null once it has ended or cannot be looked up. */
export type CredentialReader = (caller: Caller | null) => void

export type CredentialWatch = {
  /** Returns what to call once nobody listens any more. */
  watch(credential: Credential, reader: CredentialReader): () => void
}

type Watched = { readonly credential: Credential; readonly readers: Set<CredentialReader> }

/** Looks every credential up once for all streams that were opened with it, one after the other: a thousand streams are no burst. */
export function credentialWatch({ useCases, log }: Pick<Door, 'useCases' | 'log'>): CredentialWatch {
  const known = new Map<string, Watched>()
  let timer: NodeJS.Timeout | null = null
  let looking = false

  const lookAtAll = async (): Promise<void> => {
    if (looking) return
    looking = true
    try {
      for (const { credential, readers } of [...known.values()]) {
        const caller = await callerNow(credential)
        for (const reader of [...readers]) reader(caller)
      }
    } finally {
      looking = false
    }
  }
  const callerNow = async (credential: Credential): Promise<Caller | null> => {
    try {
      const caller = await useCases.authenticate(credential)
      return caller.ok ? caller.value : null
    } catch (error) {
      log.warn('event streams could not check their session', { error: error instanceof Error ? error.message : 'unknown' })
      return null
    }
  }
  return {
    watch(credential, reader) {
      const key = JSON.stringify(credential)
      const watched = known.get(key) ?? { credential, readers: new Set() }
      known.set(key, watched)
      // Wrapped, so that the same function given twice is two readers.
      const own: CredentialReader = (caller) => reader(caller)
      watched.readers.add(own)
      timer ??= setInterval(() => void lookAtAll(), recheckMs)
      return () => {
        watched.readers.delete(own)
        if (watched.readers.size === 0 && known.get(key) === watched) known.delete(key)
        if (known.size > 0 || timer === null) return
        clearInterval(timer)
        timer = null
      }
    },
  }
}
