/** How full the line is. Counted from a view, which trails the log: `asOf` is the log position up to which it has counted. */
export interface JobCounts {
  /** Jobs that wait in line (queued or dispatching): of the owner, and of everybody. */
  waiting(ownerId: string): Promise<{ readonly own: number; readonly all: number; readonly asOf: bigint }>
}
