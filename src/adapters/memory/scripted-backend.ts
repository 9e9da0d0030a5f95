import type { EngineFailure, PreparedRun, RunState } from '../../application/ports/image-engine.ts'

type Ended =
  | { readonly state: 'done'; readonly ref: string }
  | { readonly state: 'failed'; readonly failure: EngineFailure }
  | { readonly state: 'cancelled' }

/** A drawing machine by script: a queue, one run at a time, a history that can be forgotten and a disk that cannot. Draws words. */
export class ScriptedBackend {
  readonly submissions: string[] = []
  readonly drawn = new Set<string>()
  readonly cancelled: string[] = []
  readonly history = new Map<string, Ended>()
  nextFailure: EngineFailure | null = null
  nextRejection: EngineFailure | null = null
  readonly #queue: string[] = []
  readonly #disk = new Map<string, Uint8Array>()
  readonly #ticks: number
  readonly #outputs: number
  #running: { readonly id: string; left: number } | null = null

  constructor({ ticks, outputs }: { readonly ticks: number; readonly outputs: number }) {
    this.#ticks = ticks
    this.#outputs = outputs
  }

  tick(): void {
    if (this.#running !== null) {
      this.#running.left -= 1
      if (this.#running.left > 0) return
      this.#finish(this.#running.id)
      this.#running = null
    }
    const head = this.#queue.shift()
    if (head !== undefined) this.#running = { id: head, left: this.#ticks }
  }

  restart(): void {
    this.#queue.length = 0
    this.history.clear()
    this.#running = null
  }

  submit({
    engineJobId,
  }: PreparedRun): { readonly outcome: 'accepted' } | { readonly outcome: 'rejected'; readonly failure: EngineFailure } {
    const failure = this.nextRejection
    this.nextRejection = null
    if (failure !== null) return { outcome: 'rejected', failure }
    this.submissions.push(engineJobId)
    this.#queue.push(engineJobId)
    return { outcome: 'accepted' }
  }

  stateOf(id: string): RunState {
    const ahead = this.#queue.indexOf(id)
    if (this.#running?.id === id) return { state: 'running' }
    if (ahead >= 0) return { state: 'queued', ahead: ahead + (this.#running === null ? 0 : 1) }
    const ended = this.history.get(id)
    if (ended?.state !== 'done') return ended ?? { state: 'unknown' }
    const outputs = Array.from({ length: this.#outputs }, (_, index) => ({ index, ref: `${ended.ref}/${index}` }))
    return { state: 'done', outputs, warnings: [], timings: { startedAt: null, finishedAt: null, cachedNodes: 0 } }
  }

  cancel(id: string): 'cancelled' | 'unknown' {
    const place = this.#queue.indexOf(id)
    if (place < 0 && this.#running?.id !== id) return 'unknown'
    if (place >= 0) this.#queue.splice(place, 1)
    else this.#running = null
    this.history.set(id, { state: 'cancelled' })
    this.cancelled.push(id)
    return 'cancelled'
  }

  pictureAt(ref: string): Uint8Array | null {
    return this.#disk.get(ref) ?? null
  }

  #finish(id: string): void {
    const failure = this.nextFailure
    this.nextFailure = null
    if (failure !== null) return void this.history.set(id, { state: 'failed', failure })
    // Each drawing gives other bytes, as a real engine's do: only one of them may become the picture.
    const ref = `${id}:${this.submissions.length}`
    for (let index = 0; index < this.#outputs; index += 1) this.#disk.set(`${ref}/${index}`, Buffer.from(`drawn ${ref}/${index}`))
    this.drawn.add(id)
    this.history.set(id, { state: 'done', ref })
  }
}
