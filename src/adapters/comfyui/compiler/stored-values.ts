import type { UiInput, UiNode } from './ui-export.ts'

/**
 * The values of a node by the names of their widgets, as far as the export tells: newer exports store them so, others list the sockets of
 * all widgets in order. Null where names and values cannot be matched for certain.
 */
export function valuesByName(saved: UiNode): Readonly<Record<string, unknown>> | null {
  if (saved.namedValues !== null) return saved.namedValues
  if (!isPositional(saved.values)) return saved.values
  const sockets = saved.inputs.filter(({ widget }) => widget !== null)
  return sockets.length === 0 ? null : matched(sockets, saved.values)
}

export const isPositional = (values: UiNode['values']): values is readonly unknown[] => Array.isArray(values)

const controls = new Set<unknown>(['fixed', 'increment', 'decrement', 'randomize', 'increment-wrap'])

/**
 * A number may be followed by the word that says how it changes, which has no socket. Exports that list the sockets of linked widgets only
 * do not come out even, or put a value where its type does not fit.
 */
function matched(sockets: readonly UiInput[], values: readonly unknown[]): Readonly<Record<string, unknown>> | null {
  const entries: (readonly [string, unknown])[] = []
  let place = 0
  for (const { widget, type } of sockets) {
    const value = values[place++]
    if (place > values.length || !fits(value, type)) return null
    entries.push([widget ?? '', value])
    const surplus = values.length - place - (sockets.length - entries.length)
    if (typeof value === 'number' && controls.has(values[place]) && surplus > 0) place += 1
  }
  return place === values.length ? Object.fromEntries(entries) : null
}

function fits(value: unknown, type: string): boolean {
  if (type === 'INT' || type === 'FLOAT') return typeof value === 'number'
  if (type === 'BOOLEAN') return typeof value === 'boolean'
  return type === 'STRING' ? typeof value === 'string' : true
}
