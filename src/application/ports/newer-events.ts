/** What a worker is called that leaves some of its jobs to others. */
export type LeftJobs = 'jobs'

/**
 * What of this process stands before an event that only a newer program knows, for those who run it: the name of a subscription, or
 * `LeftJobs`.
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
