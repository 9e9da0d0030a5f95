import type { Log } from '../../application/ports/log.ts'

/**
 * Waits for parts of the program that run until they are stopped. When one breaks, the others are stopped too, and its reason is thrown
 * once all have ended: half a program that still looks alive is worse than none.
 */
export async function allUntilOneBreaks(parts: readonly Promise<unknown>[], stop: AbortController): Promise<void> {
  const reasons: unknown[] = []
  const ended = parts.map((part) =>
    part.catch((reason: unknown) => {
      reasons.push(reason)
      stop.abort()
    }),
  )
  await Promise.all(ended)
  if (reasons.length > 0) throw reasons[0]
}

/** Closes in reverse order of opening. One that fails is told of and passed over: a lock that stays would trouble the next start. */
export async function closeAll(closers: readonly (() => Promise<unknown>)[], log: Pick<Log, 'error'>): Promise<void> {
  for (const close of closers.toReversed()) {
    await close().catch((error: unknown) => {
      log.error('a part of the program did not close', { error: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' })
    })
  }
}
