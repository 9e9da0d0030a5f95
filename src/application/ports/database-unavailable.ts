/**
 * The database cannot be reached, or asks to try again. Thrown by every method of the stores that keep what is not event-sourced (accounts,
 * drafts); a change may then have happened or not.
 */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
}
