import { z } from 'zod'
import type { Graph } from '../workflow.ts'
import { wholeGraph, type Fault } from './faults.ts'

const nodeSchema = z.looseObject({
  class_type: z.string().min(1),
  inputs: z.record(z.string(), z.unknown()),
  _meta: z.looseObject({ title: z.string().catch('') }).optional(),
})

export type GraphRead = { readonly ok: true; readonly graph: Graph } | { readonly ok: false; readonly faults: readonly Fault[] }

/** Reads a parsed API graph, bare or as the `prompt` of a request. Refused with a fault for each node that no server could take. */
export function readApiGraph(json: unknown): GraphRead {
  const bare = requestSchema.safeParse(json).data?.prompt ?? json
  const nodes = z.record(z.string(), z.unknown()).safeParse(bare)
  if (!nodes.success || Object.keys(nodes.data).length === 0)
    return { ok: false, faults: [{ reason: 'not-a-workflow', place: wholeGraph, message: 'this is neither a UI export nor an API graph' }] }
  const graph: Record<string, Graph[string]> = {}
  const faults: Fault[] = []
  for (const [id, value] of Object.entries(nodes.data)) {
    const node = nodeSchema.safeParse(value)
    if (node.success) {
      const { class_type, inputs, _meta } = node.data
      graph[id] = { class_type, inputs, ...(_meta === undefined || _meta.title === '' ? {} : { _meta: { title: _meta.title } }) }
    } else faults.push(malformed(id, node.error))
  }
  return faults.length === 0 ? { ok: true, graph } : { ok: false, faults }
}

const requestSchema = z.looseObject({ prompt: z.record(z.string(), z.looseObject({ class_type: z.string() })) })

function malformed(id: string, error: z.ZodError): Fault {
  const fields = error.issues.map((issue) => issue.path.join('.') || 'the node').join(', ')
  const place = { node: id, title: null, nodeClass: null, input: null }
  return { reason: 'not-a-workflow', place, message: `a node has a class_type and inputs, even empty ones: look at ${fields}` }
}
