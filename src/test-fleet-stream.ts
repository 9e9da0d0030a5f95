import type { JobEvent } from './adapters/http/contract/job.ts'

/** What a reader of the event stream has heard, over all the connections that it needed. */
export type Heard = {
  /** Where what was told does not fit what was told before. */
  readonly faults: readonly string[]
  /** Resolves once every one of these jobs was told of as completed. */
  untilCompleted(jobIds: readonly string[]): Promise<void>
  leave(): void
}

/** Reads the stream of one API after the other: when one breaks, the next goes on after the last id. */
export function listenEverywhere(urls: () => readonly string[], token: string): Heard {
  const stop = new AbortController()
  const faults: string[] = []
  const completed = new Set<string>()
  const place = { id: '' }

  const take = (frame: string): void => {
    const id = /^id: (\d+)$/m.exec(frame)?.[1]
    if (id !== undefined) {
      if (place.id !== '' && BigInt(id) < BigInt(place.id)) faults.push(`${id} after ${place.id}`)
      place.id = id
    }
    if (!/^event: job$/m.test(frame)) return
    const { jobId, state } = JSON.parse(/^data: (.*)$/m.exec(frame)?.[1] ?? '') as JobEvent
    if (completed.has(jobId) && state !== 'completed') faults.push(`${jobId} was completed and is ${state}`)
    if (state === 'completed') completed.add(jobId)
  }

  async function listen(): Promise<void> {
    for (let turn = 0; !stop.signal.aborted; turn++) {
      const url = new URL('/api/v1/events', urls()[turn % urls().length])
      // That it breaks is what is tried: nothing is made of it but the next turn.
      await readFrames(url, { authorization: `Bearer ${token}`, 'last-event-id': place.id }, stop.signal, take).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  void listen()
  return {
    faults,
    async untilCompleted(jobIds) {
      while (jobIds.some((jobId) => !completed.has(jobId))) await new Promise((resolve) => setTimeout(resolve, 50))
    },
    leave: () => stop.abort(),
  }
}

/** Whole frames only: what was cut off in the middle is told again after a reconnect. */
async function readFrames(
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  take: (frame: string) => void,
): Promise<void> {
  const response = await fetch(url, { headers, signal })
  if (!response.ok || response.body === null) return
  let rest = ''
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const frames = `${rest}${text}`.split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) take(frame)
  }
}
