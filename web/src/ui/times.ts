const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const clockWithSeconds = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
const date = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' })
const dayShort = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const monthShort = new Intl.DateTimeFormat('en', { month: 'short' })
const monthLong = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' })
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

export const timeOfDay = (iso: string): string => clock.format(new Date(iso))

/** `12:06:02`. */
export const secondOf = (iso: string): string => clockWithSeconds.format(new Date(iso))

/** `Today`, `Yesterday`, `12 Nov 2026`. */
export function dayOf(iso: string, now = new Date()): string {
  const days = Math.round((startOfDay(now) - startOfDay(new Date(iso))) / 86_400_000)
  if (days < 0 || days > 1) return date.format(new Date(iso))
  const word = relative.format(-days, 'day')
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** `12 Nov`, of a day by UTC such as `2026-11-12`. */
export const utcDay = (day: string): string => dayShort.format(new Date(`${day}T00:00:00Z`))

export const dayAndTime = (iso: string): string => `${dayOf(iso)} ${timeOfDay(iso)}`

/** `Nov` and `November 2026`. */
export const monthOf = (moment: Date): { readonly short: string; readonly long: string } => ({
  short: monthShort.format(moment),
  long: monthLong.format(moment),
})

/** `1.4 MB`. */
export const megabytes = (bytes: number): string =>
  bytes < 100_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

/** `66 GB` of a volume; less than ten as `1.4 GB`. */
export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0)} GB`

/** `6 s`, `2 min`: how long something takes, no finer than it is known. */
export const roughTime = (seconds: number): string =>
  seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`

/** Days until then, the one that has begun among them; none once it has passed. */
export const daysUntil = (iso: string, now = new Date()): number => Math.max(0, Math.ceil((Date.parse(iso) - now.getTime()) / 86_400_000))

const startOfDay = (moment: Date): number => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime()
