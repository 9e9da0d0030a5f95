export const usualDays = 30 as const
const dayMs = 86_400_000

type Period = { readonly from: string; readonly to: string }

/** So many days up to and with today, and as many before them. Days are UTC, as the server counts; `to` is the day after the last. */
export function periodOf(days: number, today: Date): { readonly now: Period; readonly before: Period } {
  const day = (away: number): string => new Date(today.getTime() + away * dayMs).toISOString().slice(0, 10)
  return { now: { from: day(1 - days), to: day(1) }, before: { from: day(1 - 2 * days), to: day(1 - days) } }
}
