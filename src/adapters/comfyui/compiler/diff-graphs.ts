import type { Graph, GraphNode } from '../workflow.ts'

/** One difference in words, with the node that it is about, by its id in the first graph where it is there. */
export type Difference = { readonly node: string; readonly input: string | null; readonly message: string }

/**
 * What has to be done to the first graph to get the second. Nodes are the same where id and class agree, and where a class is left over
 * once on each side: an export that was numbered anew is not another graph. Titles are for people only and not compared.
 */
export function diffGraphs(one: Graph, other: Graph): readonly Difference[] {
  const partners = pairNodes(one, other)
  const paired = new Set(partners.values())
  const removed = Object.entries(one).filter(([id]) => !partners.has(id))
  const added = Object.entries(other).filter(([id]) => !paired.has(id))
  return [
    ...removed.map(([id, node]) => ({ node: id, input: null, message: `${nameOf(id, node)} is only in the first` })),
    ...added.map(([id, node]) => ({ node: id, input: null, message: `${nameOf(id, node)} is only in the second` })),
    ...[...partners].flatMap(([id, partnerId]) => nodeDifferences(id, partnerId, one, other, partners)),
  ]
}

function pairNodes(one: Graph, other: Graph): ReadonlyMap<string, string> {
  const pairs = new Map(Object.keys(one).flatMap((id) => (other[id]?.class_type === one[id]?.class_type ? [[id, id] as const] : [])))
  const left = Object.keys(one).filter((id) => !pairs.has(id))
  const right = Object.keys(other).filter((id) => !pairs.has(id))
  for (const id of left) {
    const isAlike = (graph: Graph) => (candidate: string) => graph[candidate]?.class_type === one[id]?.class_type
    const [partner, ...more] = right.filter(isAlike(other))
    if (partner !== undefined && more.length === 0 && left.filter(isAlike(one)).length === 1) pairs.set(id, partner)
  }
  return pairs
}

function nodeDifferences(
  id: string,
  partnerId: string,
  one: Graph,
  other: Graph,
  partners: ReadonlyMap<string, string>,
): readonly Difference[] {
  const node = one[id]
  const partner = other[partnerId]
  if (node === undefined || partner === undefined) return []
  const name = id === partnerId ? nameOf(id, node) : `${nameOf(id, node)}, ${partnerId} in the second`
  const inputs = [...new Set([...Object.keys(node.inputs), ...Object.keys(partner.inputs)])]
  return inputs.flatMap((input) => {
    const change = inputChange(node.inputs[input], partner.inputs[input], partners)
    return change === null ? [] : [{ node: id, input, message: `${name}: ${input} ${change}` }]
  })
}

function inputChange(before: unknown, after: unknown, partners: ReadonlyMap<string, string>): string | null {
  if (after === undefined) return `is gone (was ${inWords(before)})`
  if (before === undefined) return `is new: ${inWords(after)}`
  const isSame = sameJson(isLink(before) ? [partners.get(before[0]) ?? before[0], before[1]] : before, after)
  return isSame ? null : `changes from ${inWords(before)} to ${inWords(after)}`
}

const longestText = 80

function inWords(value: unknown): string {
  if (isLink(value)) return `a link to output ${value[1]} of node ${value[0]}`
  const text = JSON.stringify(value)
  return text.length > longestText ? `${text.slice(0, longestText)}… (${text.length} characters)` : text
}

const isLink = (value: unknown): value is readonly [string, number] =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'number'

function sameJson(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return Object.is(one, other)
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const left = Object.entries(one)
  const right = new Map<string, unknown>(Object.entries(other))
  return left.length === right.size && left.every(([key, value]) => right.has(key) && sameJson(value, right.get(key)))
}

function nameOf(id: string, { class_type, _meta }: GraphNode): string {
  return _meta === undefined || _meta.title === class_type ? `node ${id} (${class_type})` : `node ${id} "${_meta.title}" (${class_type})`
}
