/** Which acts the insights are about. Days are UTC, `YYYY-MM-DD`. */
export type InsightsFilter = {
  /** `null`: everybody's. */
  readonly userId: string | null
  /** Inclusive. */
  readonly from?: string
  /** Exclusive. */
  readonly to?: string
  readonly characterId?: string
}
