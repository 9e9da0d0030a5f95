import { utcDay } from '../../ui/times.ts'

const most = 5

/** A few of the days by name, evenly apart, none at the very edges where its name would be cut. */
export function dayTicks(days: readonly { readonly day: string }[]): readonly { readonly place: number; readonly name: string }[] {
  const count = Math.min(most, days.length)
  return Array.from({ length: count }, (_, at) => {
    const place = Math.floor(((at + 0.5) * days.length) / count)
    return { place, name: utcDay(days[place]?.day ?? '1970-01-01') }
  })
}
