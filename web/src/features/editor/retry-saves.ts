import type { DraftState } from './draft-keeper.ts'

const firstPauseMs = 2_000
const longestPauseMs = 60_000

export type RetriedSaves = {
  /** Hears how each save went. */
  hear(state: DraftState): void
  stop(): void
}

/**
 * Saves again what did not come to the server, though nothing more is done and the event stream has nothing to say: a server that answers
 * with errors is still there. Each pause is twice the one before.
 */
export function retrySaves(again: () => void): RetriedSaves {
  let timer: ReturnType<typeof setTimeout> | undefined
  let pauseMs = firstPauseMs
  return {
    hear({ kind }) {
      clearTimeout(timer)
      if (kind === 'here' || kind === 'nowhere') {
        timer = setTimeout(again, pauseMs)
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      } else if (kind !== 'saving') pauseMs = firstPauseMs
    },
    stop: () => clearTimeout(timer),
  }
}
