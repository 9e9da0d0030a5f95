import type { HistoryEvent, Subject } from '../../api/audit.ts'

/** Where each event stands between the first and the last, 0 to 100; evenly where all happened at once. */
export function placesOf(events: readonly Pick<HistoryEvent, 'recordedAt'>[]): readonly number[] {
  const times = events.map(({ recordedAt }) => Date.parse(recordedAt))
  const first = Math.min(...times)
  const span = Math.max(...times) - first
  return times.map((time, at) => (span === 0 ? (100 * (at + 1)) / (times.length + 1) : (100 * (time - first)) / span))
}

/** The last event at or before a place on the line; the first one before all of them. */
export function eventAt(places: readonly number[], place: number): number {
  return Math.max(
    0,
    places.findLastIndex((one) => one <= place),
  )
}

/** The place of the event whose position is asked for; of the last one up to it where there is none such. */
export function indexAt(events: readonly Pick<HistoryEvent, 'position'>[], position: string | null): number {
  if (position === null) return events.length - 1
  return Math.max(
    0,
    events.findLastIndex((event) => BigInt(event.position) <= BigInt(position)),
  )
}

/** A stream is named after its kind and the id of what it is about: `imageAsset-…`, `editJob-…`. Null for what has no page. */
export function subjectOfStream(stream: string): Subject | null {
  const cut = stream.indexOf('-')
  const [kind, id] = [stream.slice(0, cut), stream.slice(cut + 1)]
  if (kind === 'imageAsset') return { of: 'image', id }
  return kind === 'editJob' || kind === 'generationJob' ? { of: 'job', id } : null
}
