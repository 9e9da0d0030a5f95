/** What the processes of an installation told each other for a moment, and whoever was to take it away died before. */
export interface FleetLeftovers {
  /** Takes away what is over. Throws when it cannot be reached. */
  sweep(): Promise<void>
}
