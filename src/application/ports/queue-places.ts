/** Places in line, kept for requests that the views have not heard of; known to every process that accepts jobs. */
export interface QueuePlaces {
  /**
   * Keeps `asked` places for the owner when they fit below both limits. Answers how many wait without them, of the owner and of everybody;
   * `hold` is null when they do not fit. A hold that is neither given back nor recorded ends by itself after a while.
   */
  hold(ownerId: string, asked: number, limits: { readonly own: number; readonly all: number }): Promise<PlacesAnswer>
  /** The jobs are in the log: from this position on the views count them. */
  recorded(hold: string, position: bigint): Promise<void>
  giveBack(hold: string): Promise<void>
}

export type PlacesAnswer = { readonly own: number; readonly all: number; readonly hold: string | null }
