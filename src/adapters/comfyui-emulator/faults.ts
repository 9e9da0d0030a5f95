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
 * Switches for tests, each a fault that real engines show. All are off at first. They can be thrown only by the program that started
 * the emulator: nothing on the wire reaches them.
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
  /** Milliseconds before a request is answered. */
  delayMs: (request: RequestFacts) => number
  /** An interrupt for one prompt stops whichever runs. */
  misdirectInterrupt: boolean
  /** Interrupts are answered and forgotten. */
  ignoreInterrupt: boolean
  /** A queue that takes nothing up: what waits goes on waiting. */
  stalled: boolean
}

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
  delayMs: () => 0,
  misdirectInterrupt: false,
  ignoreInterrupt: false,
  stalled: false,
})
