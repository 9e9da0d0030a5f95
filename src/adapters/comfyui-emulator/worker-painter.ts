import { Worker } from 'node:worker_threads'
import type { Painter, PainterAnswer, PainterQuestion, Painting } from './painter-port.ts'

type Waiting = { readonly resolve: (painting: Painting) => void; readonly reject: (error: Error) => void }

/**
 * A painter in one worker thread, so that drawing never holds up the protocol. The thread starts with the first picture; when it
 * dies, the pictures it owed are refused and the next one starts a new thread.
 */
export function workerPainter(workerFile: string): Painter {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | null = null
  let lastId = 0

  const startThread = (): Worker => {
    const started = new Worker(workerFile)
    started.on('message', (answer: PainterAnswer) => {
      const asker = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('painting' in answer) asker?.resolve(answer.painting)
      else asker?.reject(new Error(answer.error))
    })
    const lost = (error: Error) => {
      if (thread !== started) return
      thread = null
      for (const asker of waiting.values()) asker.reject(error)
      waiting.clear()
    }
    started.on('error', lost)
    started.on('exit', () => lost(new Error('the painter ended before it had finished')))
    // An idle painter must not keep a program alive that has nothing else to do.
    started.unref()
    return started
  }

  return {
    paint: (request) =>
      new Promise<Painting>((resolve, reject) => {
        thread ??= startThread()
        const question: PainterQuestion = { id: ++lastId, request }
        waiting.set(question.id, { resolve, reject })
        thread.postMessage(question)
      }),
    close: async () => {
      await thread?.terminate()
    },
  }
}
