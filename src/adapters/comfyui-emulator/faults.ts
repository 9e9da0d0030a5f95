import type { NodeOutput } from './node-output.ts'

/** What a faulty engine answers to a request, in place of the true answer. */
export type FaultyAnswer = {
  readonly status: number
  readonly contentType?: string
  readonly body?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

/** A text frame of the socket. */
export type Frame = { readonly type: string; readonly data: unknown }

export type RequestFacts = { readonly method: string; readonly path: string; readonly query: URLSearchParams }

/**
 * Switches for tests, each a fault that real engines show. All are off at first. The program that started the emulator throws them; on
 * the wire only what `fault-menu.ts` names can be had, and only from an emulator that was started with its fault menu.
 */
export type Faults = {
  /** Answers a request wrongly, before it does anything. `null` lets it through. */
  answerInstead: (request: RequestFacts) => FaultyAnswer | null
  /** Breaks the connection instead of sending the answer, after the request has taken effect. */
  dropAnswer: (request: RequestFacts) => boolean
  /** Changes the answer's body: truncated pictures, pictures of another size, a foreign prompt id, HTML. */
  changeAnswer: (request: RequestFacts, body: Uint8Array) => Uint8Array
  /** Makes a node fail with an exception of this Python type and message. */
  failNode: (nodeId: string, classType: string) => { readonly type: string; readonly message: string } | null
  /** Holds a finished run back from `/history` (and from the end of `/queue`) this long. */
  historyDelayMs: number
  /** The run succeeds and its outputs are empty. */
  hideOutputs: boolean
  /** Milliseconds a step, in place of the emulator's own pace. */
  stepMs: number | null
  /** Nothing is sent on any socket any more, though they stay open. */
  silentSockets: boolean
  /** What is sent in place of a frame: none, two of it, one about another prompt. */
  changeFrame: (frame: Frame) => readonly Frame[]
  /** Headers of an answer, in place of its own. */
  headers: (request: RequestFacts) => Readonly<Record<string, string>>
  /** Milliseconds before a request is answered. */
  delayMs: (request: RequestFacts) => number
  /** An interrupt for one prompt stops whichever runs. */
  misdirectInterrupt: boolean
  /** Interrupts are answered and forgotten. */
  ignoreInterrupt: boolean
  /** A queue that takes nothing up: what waits goes on waiting. */
  stalled: boolean
  /** Queues an accepted prompt a second time, as a client does that repeats a request whose answer it lost. */
  acceptTwice: boolean
  /** What becomes of a run once it was accepted, before that is answered. */
  afterwards: 'keep' | 'forget-run'
  /** Changes what a finished run leaves in the history. */
  changeOutputs: (outputs: RunOutputs) => RunOutputs
  /** Finished runs that are remembered. */
  mostHistory: number
}

export type RunOutputs = Readonly<Record<string, NodeOutput>>

export const noFaults = (): Faults => ({
  answerInstead: () => null,
  dropAnswer: () => false,
  changeAnswer: (_request, body) => body,
  failNode: () => null,
  historyDelayMs: 0,
  hideOutputs: false,
  stepMs: null,
  silentSockets: false,
  changeFrame: (frame) => [frame],
  headers: () => ({}),
  delayMs: () => 0,
  misdirectInterrupt: false,
  ignoreInterrupt: false,
  stalled: false,
  acceptTwice: false,
  afterwards: 'keep',
  changeOutputs: (outputs) => outputs,
  mostHistory: 10_000,
})

/** The faults that hold for one request or run: those of the emulator, and before them its own. */
export const faultsWith = (faults: Faults, own: Partial<Faults> | undefined): Faults => (own === undefined ? faults : { ...faults, ...own })
