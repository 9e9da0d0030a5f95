import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { EngineFiles } from './engine-files.ts'
import type { Graph } from './graph.ts'
import { isLink } from './graph.ts'
import type { Value } from './nodes/node-class.ts'
import type { NodeOutput } from './node-output.ts'
import type { NodeMeta } from './run-history.ts'
import { printPythonJson } from './python-json.ts'

export type CachedNode = { readonly values: readonly Value[]; readonly ui: { readonly output: NodeOutput; readonly meta: NodeMeta } | null }

export type OutputCache = ReturnType<typeof outputCache>

/**
 * What nodes have made, kept for the next run alone, under a key that is the node's class, its literals and its ancestors: ids do not
 * count, so an identical graph runs nothing and answers with the old file names.
 */
export function outputCache(files: EngineFiles) {
  const kept = new Map<string, CachedNode>()
  return {
    /** The keys of a graph's nodes; forgets what the graph has no use for. Throws when a node has no inputs, as ComfyUI does. */
    open(graph: Graph) {
      const keys = keysOf(graph, files)
      const inUse = new Set(keys.values())
      for (const key of kept.keys()) if (!inUse.has(key)) kept.delete(key)
      const keyOf = (id: string) => keys.get(id) ?? ''
      return {
        get: (id: string): CachedNode | undefined => kept.get(keyOf(id)),
        set: (id: string, node: CachedNode) => kept.set(keyOf(id), node),
      }
    },
    clear: () => kept.clear(),
  }
}

function keysOf(graph: Graph, files: EngineFiles): ReadonlyMap<string, string> {
  const keys = new Map<string, string>()
  const keyOf = (id: string): string => {
    const known = keys.get(id)
    if (known !== undefined) return known
    const node = graph[id]
    if (!node) return 'missing'
    if (node.inputs === undefined) throw new TypeError('a node has no inputs')
    // Set before the ancestors are looked at, so that a cycle among nodes that no output needs comes to an end.
    keys.set(id, 'cycle')
    const inputs = Object.entries(node.inputs)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, isLink(value) ? ['link', keyOf(value[0]), value[1]] : value])
    const text = printPythonJson([node.class_type, changeOf(node.class_type, node.inputs, files), inputs])
    const key = createHash('sha256').update(text).digest('hex')
    keys.set(id, key)
    return key
  }
  for (const id of Object.keys(graph)) keyOf(id)
  return keys
}

/** A loaded picture counts with its bytes: other content under the same name is another picture. */
function changeOf(classType: string, inputs: Readonly<Record<string, unknown>>, files: EngineFiles): string {
  if (classType !== 'LoadImage' && classType !== 'LoadImageMask') return ''
  const file = files.annotated(String(inputs['image']))
  return file === null ? 'missing' : createHash('sha256').update(readFileSync(file)).digest('hex')
}
