import { defaultScheduler, notifyManager } from '@tanstack/react-query'

const lookMs = 50

/**
 * While the hand draws, nothing that the server tells reaches React: a job's progress would draw the panels anew in the middle of a
 * stroke, several times a second. What came meanwhile is shown once the hand rests. Answers how to end it.
 */
export function holdNews(drawing: () => boolean): () => void {
  let ended = false
  let held: (() => void)[] = []
  const look = (): void => {
    if (drawing() && !ended) return void setTimeout(look, lookMs)
    const due = held
    held = []
    due.forEach((tell) => tell())
  }
  notifyManager.setScheduler((tell) => {
    if (held.push(tell) === 1) setTimeout(look, 0)
  })
  return () => {
    ended = true
    notifyManager.setScheduler(defaultScheduler)
  }
}
