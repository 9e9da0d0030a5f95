import type { UiNode } from './ui-export.ts'

/**
 * The values of a node by the names of their widgets, as far as the export tells: newer exports store them so, others list the sockets of
 * all widgets in order. Null where names and values cannot be matched for certain.
 */
export function valuesByName(saved: UiNode): Readonly<Record<string, unknown>> | null {
  if (saved.namedValues !== null) return saved.namedValues
  if (!Array.isArray(saved.values)) return saved.values as Readonly<Record<string, unknown>> | null
  const names = saved.inputs.flatMap(({ widget }) => (widget === null ? [] : [widget]))
  return names.length === 0 ? null : matched(names, saved.values)
}

const controls = new Set<unknown>(['fixed', 'increment', 'decrement', 'randomize', 'increment-wrap'])

/** A number may be followed by the word that says how it changes, which has no socket. */
function matched(names: readonly string[], values: readonly unknown[]): Readonly<Record<string, unknown>> | null {
  const entries: (readonly [string, unknown])[] = []
  let place = 0
  for (const name of names) {
    if (place >= values.length) return null
    const value = values[place++]
    entries.push([name, value])
    const surplus = values.length - place - (names.length - entries.length)
    if (typeof value === 'number' && controls.has(values[place]) && surplus > 0) place += 1
  }
  return place === values.length ? Object.fromEntries(entries) : null
}
