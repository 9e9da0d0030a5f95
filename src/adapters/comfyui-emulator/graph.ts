/** A graph as posted: `{ "<id>": { class_type, inputs } }`. Nothing about it may be trusted before it is validated. */
export type GraphNode = {
  readonly class_type: string
  readonly inputs: Record<string, unknown>
  readonly _meta?: { readonly title?: string }
}
export type Graph = Readonly<Record<string, GraphNode>>

/** `["<node id>", slot]`. A number as id is no link to the executor, though the validator follows it. */
export type Link = readonly [string, number]

export const isLink = (value: unknown): value is Link =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'number'
