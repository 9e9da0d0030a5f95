import { isRecord } from '../lenient-json.ts'
import type { UiExport, UiNode, UiSubgraph } from './ui-export.ts'

/**
 * Gives every node inside a subgraph an id that no other node of the export has, as current front ends do on loading: the first keeps its
 * id, a later one gets the next free number. The ids of the API graph follow from these.
 */
export function withUniqueNodeIds(saved: UiExport): UiExport {
  const ids = new Ids(saved)
  const renamed = new Map(saved.subgraphs.map((subgraph) => [subgraph.id, ids.renamingOf(subgraph)]))
  const repointed = (node: UiNode): UiNode => withProxies(node, renamed.get(node.type))
  return {
    ...saved,
    graph: { ...saved.graph, nodes: saved.graph.nodes.map(repointed) },
    subgraphs: saved.subgraphs.map((subgraph) => {
      const own = renameNodes(subgraph, renamed.get(subgraph.id) ?? new Map())
      return { ...own, nodes: own.nodes.map(repointed) }
    }),
  }
}

type Renaming = ReadonlyMap<string, string>

class Ids {
  private readonly taken: Set<string>
  private last: number

  constructor(saved: UiExport) {
    this.taken = new Set(saved.graph.nodes.map((node) => node.id))
    this.last = saved.lastNodeId
  }

  /** By position, because a subgraph may hold one id twice. */
  renamingOf(subgraph: UiSubgraph): Renaming {
    const renaming = new Map<string, string>()
    for (const { id } of subgraph.nodes) {
      if (this.taken.has(id)) renaming.set(id, this.nextFree())
      else this.take(id)
    }
    return renaming
  }

  private take(id: string): void {
    this.taken.add(id)
    const number = Number(id)
    if (Number.isInteger(number)) this.last = Math.max(this.last, number)
  }

  private nextFree(): string {
    do this.last += 1
    while (this.taken.has(String(this.last)))
    const id = String(this.last)
    this.taken.add(id)
    return id
  }
}

function renameNodes(subgraph: UiSubgraph, renaming: Renaming): UiSubgraph {
  const now = (id: string): string => renaming.get(id) ?? id
  return {
    ...subgraph,
    nodes: subgraph.nodes.map((node) => ({ ...node, id: now(node.id) })),
    links: subgraph.links.map((link) => ({ ...link, originId: now(link.originId), targetId: now(link.targetId) })),
  }
}

/** An instance names the nodes inside whose widgets it shows. */
function withProxies(node: UiNode, renaming: Renaming | undefined): UiNode {
  const proxies = node.properties['proxyWidgets']
  if (renaming === undefined || renaming.size === 0 || !Array.isArray(proxies)) return node
  const moved = proxies.map((entry: unknown) =>
    Array.isArray(entry) ? [renaming.get(String(entry[0])) ?? entry[0], ...entry.slice(1)] : entry,
  )
  return isRecord(node.properties) ? { ...node, properties: { ...node.properties, proxyWidgets: moved } } : node
}
