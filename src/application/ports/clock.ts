/** Time as the program sees it. Leases and deadlines between processes use the database's clock instead. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves after `ms`, or at once when `stop` fires. */
  sleep(ms: number, stop?: StopSignal): Promise<void>
}

/** A request to stop, as a port: the platform's AbortSignal fits it. */
export type StopSignal = {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

export const isoOf = (ms: number): string => new Date(ms).toISOString()
