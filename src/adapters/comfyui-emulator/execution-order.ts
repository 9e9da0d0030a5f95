import type { Graph } from './graph.ts'
import { isLink } from './graph.ts'

/**
 * ComfyUI's `ExecutionList`: which nodes wait for which, and, among those that are ready, the one that brings a picture to the person
 * soonest: an output, else what feeds an output, else what feeds that, else the first found. `isCached` is asked while the list is
 * made: what has a value already is waited for by nobody.
 */
export function executionOrder(
  graph: Graph,
  outputs: readonly string[],
  isOutput: (id: string) => boolean,
  isCached: (id: string) => boolean,
) {
  const blockedBy = new Map<string, Set<string>>()
  const blocks = new Map<string, Set<string>>()
  for (const output of outputs) addWithAncestors(output)

  function addWithAncestors(first: string): void {
    const stack = [first]
    const links: (readonly [string, string])[] = []
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      if (blockedBy.has(id)) continue
      add(id)
      for (const value of Object.values(graph[id]?.inputs ?? {})) {
        if (!isLink(value)) continue
        if (!isCached(value[0])) stack.push(value[0])
        links.push([value[0], id])
      }
    }
    for (const [from, to] of links) {
      if (isCached(from)) continue
      blockedBy.get(to)?.add(from)
      blocks.get(from)?.add(to)
    }
  }

  function add(id: string): void {
    blockedBy.set(id, new Set())
    blocks.set(id, new Set())
  }

  const feeds = (id: string, isWanted: (id: string) => boolean) => [...(blocks.get(id) ?? [])].some(isWanted)

  return {
    /** `null` when all is done. */
    next(): string | null {
      const ready = [...blockedBy].filter(([, blockers]) => blockers.size === 0).map(([id]) => id)
      const feedsOutput = (id: string) => feeds(id, isOutput)
      return ready.find(isOutput) ?? ready.find(feedsOutput) ?? ready.find((id) => feeds(id, feedsOutput)) ?? ready[0] ?? null
    },
    done(id: string): void {
      for (const blocked of blocks.get(id) ?? []) blockedBy.get(blocked)?.delete(id)
      blockedBy.delete(id)
      blocks.delete(id)
    },
  }
}
