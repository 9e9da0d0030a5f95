/** The marked pictures, and the one that was marked last: from there Shift marks a whole stretch. */
export type Selection = { readonly ids: ReadonlySet<string>; readonly anchor: string | null }

export const nothingSelected: Selection = { ids: new Set(), anchor: null }

/** Marks one picture or takes its mark away; with `range`, marks all from the last one to it in the order in which they are shown. */
export function toggled(selection: Selection, id: string, range: boolean, order: readonly string[]): Selection {
  const ids = new Set(selection.ids)
  const from = range && selection.anchor !== null ? order.indexOf(selection.anchor) : -1
  const to = order.indexOf(id)
  if (from >= 0 && to >= 0) order.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((one) => ids.add(one))
  else if (!ids.delete(id)) ids.add(id)
  return { ids, anchor: id }
}

/** Marks everything from one picture to another, both included: what Shift and an arrow pass. */
export function stretched(selection: Selection, from: string, to: string, order: readonly string[]): Selection {
  const anchored = selection.ids.has(from) ? selection : { ids: new Set([...selection.ids, from]), anchor: from }
  return { ...toggled({ ...anchored, anchor: from }, to, true, order), anchor: to }
}

export const allSelected = (order: readonly string[]): Selection => ({ ids: new Set(order), anchor: null })

/** The marked ones that are still there, in the order in which they are shown. */
export const chosenOf = (selection: Selection, order: readonly string[]): readonly string[] =>
  selection.ids.size === 0 ? [] : order.filter((id) => selection.ids.has(id))
