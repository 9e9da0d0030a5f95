/** What is counted in windows of time by all processes together: calls, so that limits hold whoever answers. */
export interface HitCounts {
  /** Adds to what is counted under the key, in the window that runs or in a new one; answers the sum and when the window ends. */
  add(key: string, hits: number, windowMs: number): Promise<{ readonly hits: number; readonly endsInMs: number }>
}
