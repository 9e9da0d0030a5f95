/**
 * A copy of the log in the database of the views, for a log that cannot be asked by what its events hold. It is filled from the log alone
 * and never answers for a stream: it finds, the log tells.
 */
export interface LogCopy {
  /**
   * Ends once everything is copied that was in the log when it began. Throws `EventStoreUnavailable` when either side cannot be reached.
   */
  catchUp(): Promise<void>
}
