/**
 * What a process leaves to newer ones without keeping anybody waiting here: jobs, which their workers drive, and the bytes of erased
 * pictures, which theirs take away.
 */
export type LeftToNewer = 'jobs' | 'process:erasures'

/**
 * What of this process stands before an event that only a newer program knows, for those who run it: the name of a subscription, or
 * what is left to newer ones.
 */
export type NewerEvents = {
  /** Whether it has only now come to stand there: to be said once, and not with every look. */
  met(by: string): boolean
  /** A newer process has led it past. */
  passed(by: string): void
  standing(): readonly string[]
}

export function newerEvents(): NewerEvents {
  const standing = new Set<string>()
  return {
    met: (by) => standing.size < standing.add(by).size,
    passed: (by) => void standing.delete(by),
    standing: () => [...standing],
  }
}
