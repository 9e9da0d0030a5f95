/** How full the line is. Counted from a view, so it trails the log a little: the caps keep a queue healthy, they are no exact quota. */
export interface JobCounts {
  /** Jobs that wait in line (queued or dispatching): of the owner, and of everybody. */
  waiting(ownerId: string): Promise<{ readonly own: number; readonly all: number }>
}
