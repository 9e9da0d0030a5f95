import { z } from 'zod'

/**
 * What ComfyUI's front end saves, read into one form: schema 0.4 writes links as arrays, schema 1 and every subgraph as objects; ids are
 * numbers or strings; types are names, numbers or (old exports) the list of a combo's values.
 */
export type UiExport = { readonly graph: UiGraph; readonly subgraphs: readonly UiSubgraph[]; readonly lastNodeId: number }
export type UiGraph = { readonly nodes: readonly UiNode[]; readonly links: readonly UiLink[] }
export type UiSubgraph = UiGraph & {
  readonly id: string
  readonly name: string
  readonly inputs: readonly UiBoundarySlot[]
  readonly outputs: readonly UiBoundarySlot[]
}
/** An input or output of a subgraph as its inside sees it: the links that leave or reach it there. */
export type UiBoundarySlot = { readonly name: string; readonly type: string; readonly linkIds: readonly number[] }
export type UiNode = {
  readonly id: string
  /** A class, the id of a subgraph, or the name of a node that lives in the browser only. */
  readonly type: string
  /** Null where nobody renamed it. */
  readonly title: string | null
  readonly mode: number
  readonly inputs: readonly UiInput[]
  readonly outputs: readonly UiOutput[]
  /** Positional values, or values by name as some node packs store them; null where there are none. */
  readonly values: readonly unknown[] | Readonly<Record<string, unknown>> | null
  /** The same values by the names of their widgets, which newer front ends store beside them. */
  readonly namedValues: Readonly<Record<string, unknown>> | null
  readonly properties: Readonly<Record<string, unknown>>
}
export type UiInput = { readonly name: string; readonly type: string; readonly link: number | null; readonly widget: string | null }
export type UiOutput = { readonly type: string; readonly links: readonly number[] }
export type UiLink = {
  readonly id: number
  readonly originId: string
  readonly originSlot: number
  readonly targetId: string
  readonly targetSlot: number
}

export type UiExportRead = { readonly ok: true; readonly export: UiExport } | { readonly ok: false; readonly issues: readonly string[] }

/** Reads a parsed export. Refused with what does not fit and where, in the words of the schema. */
export function readUiExport(json: unknown): UiExportRead {
  const read = exportSchema.safeParse(json)
  if (!read.success)
    return { ok: false, issues: read.error.issues.slice(0, longestIssueList).map((issue) => `${issue.path.join('.')}: ${issue.message}`) }
  const { nodes, links, definitions, last_node_id, state } = read.data
  return {
    ok: true,
    export: { graph: { nodes, links }, subgraphs: definitions, lastNodeId: Math.max(last_node_id ?? 0, state?.lastNodeId ?? 0) },
  }
}

/** An export has a list of nodes; an API graph is an object of nodes by id. */
export const isUiExport = (json: unknown): boolean => z.looseObject({ nodes: z.array(z.unknown()) }).safeParse(json).success

const longestIssueList = 10

const idSchema = z.union([z.number(), z.string()]).transform(String)
const typeSchema = z
  .union([z.string(), z.number(), z.array(z.unknown())])
  .nullish()
  .transform((type) => (Array.isArray(type) ? 'COMBO' : type === null || type === undefined || type === '' ? '*' : String(type)))
const linkIdSchema = z
  .number()
  .nullish()
  .transform((id) => id ?? null)
const linkIdsSchema = z
  .array(z.number())
  .nullish()
  .transform((ids) => ids ?? [])

const inputSchema = z
  .looseObject({ name: z.string().catch(''), type: typeSchema, link: linkIdSchema, widget: z.looseObject({ name: z.string() }).nullish() })
  .transform(({ name, type, link, widget }): UiInput => ({ name, type, link, widget: widget?.name ?? null }))
const outputSchema = z.looseObject({ type: typeSchema, links: linkIdsSchema }).transform(({ type, links }): UiOutput => ({ type, links }))

const listOf = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? [])

const nodeSchema = z
  .looseObject({
    id: idSchema,
    type: z.string(),
    title: z.string().nullish(),
    mode: z.number().nullish(),
    inputs: listOf(inputSchema),
    outputs: listOf(outputSchema),
    widgets_values: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).nullish(),
    widgets_values_named: z.record(z.string(), z.unknown()).nullish(),
    properties: z.record(z.string(), z.unknown()).nullish(),
  })
  .transform((node): UiNode => ({
    id: node.id,
    type: node.type,
    title: node.title === undefined || node.title === '' ? null : node.title,
    mode: node.mode ?? 0,
    inputs: node.inputs,
    outputs: node.outputs,
    values: node.widgets_values ?? null,
    namedValues: node.widgets_values_named ?? null,
    properties: node.properties ?? {},
  }))

const linkArraySchema = z
  .tuple([z.number(), idSchema, z.coerce.number(), idSchema, z.coerce.number()], z.unknown())
  .transform(([id, originId, originSlot, targetId, targetSlot]): UiLink => ({ id, originId, originSlot, targetId, targetSlot }))
const linkObjectSchema = z
  .looseObject({
    id: z.number(),
    origin_id: idSchema,
    origin_slot: z.coerce.number(),
    target_id: idSchema,
    target_slot: z.coerce.number(),
  })
  .transform((link): UiLink => ({
    id: link.id,
    originId: link.origin_id,
    originSlot: link.origin_slot,
    targetId: link.target_id,
    targetSlot: link.target_slot,
  }))
/** A deleted link can leave a null behind. */
const linksSchema = z
  .array(z.union([linkArraySchema, linkObjectSchema, z.null()]))
  .nullish()
  .transform((links) => (links ?? []).filter((link) => link !== null))

const boundarySchema = listOf(
  z
    .looseObject({ name: z.string(), type: typeSchema, linkIds: linkIdsSchema })
    .transform(({ name, type, linkIds }): UiBoundarySlot => ({ name, type, linkIds })),
)

const subgraphSchema = z
  .looseObject({
    id: z.string(),
    name: z.string().catch(''),
    nodes: listOf(nodeSchema),
    links: linksSchema,
    inputs: boundarySchema,
    outputs: boundarySchema,
  })
  .transform(({ id, name, nodes, links, inputs, outputs }): UiSubgraph => ({ id, name, nodes, links, inputs, outputs }))

const exportSchema = z.looseObject({
  nodes: z.array(nodeSchema),
  links: linksSchema,
  last_node_id: z.number().nullish(),
  state: z.looseObject({ lastNodeId: z.number().nullish() }).nullish(),
  definitions: z
    .looseObject({ subgraphs: listOf(subgraphSchema) })
    .nullish()
    .transform((definitions) => definitions?.subgraphs ?? []),
})
