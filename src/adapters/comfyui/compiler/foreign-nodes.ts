import type { Fault } from './faults.ts'
import type { InputDefinition, NodeDefinition, NodeDefinitions } from './node-definitions.ts'
import type { UiExport, UiNode } from './ui-export.ts'

/** Nodes whose work a browser does in a way that no export tells: they are refused by name, each with the way out. */
export function foreignNodes({ graph, subgraphs }: UiExport, { classes }: NodeDefinitions): readonly Fault[] {
  const nodes = [graph, ...subgraphs].flatMap((level) => level.nodes).filter(({ mode }) => mode !== 2 && mode !== 4)
  return nodes.flatMap((node) => {
    const message = reasonFor(node, classes.get(node.type))
    const place = { node: node.id, title: node.title, nodeClass: node.type, input: null }
    return message === null ? [] : [{ reason: 'browser-node' as const, place, message }]
  })
}

function reasonFor({ type }: UiNode, known: NodeDefinition | undefined): string | null {
  if (/^workflow[>/]/.test(type) && known === undefined)
    return 'it is a group node of the old kind: convert it to a subgraph in ComfyUI and export again'
  if (everywhere.test(type)) return 'it makes links in the browser that the export does not hold: draw them, or convert them to real links'
  if (known?.inputs.some(isTakenInBrowser) === true)
    return 'the browser takes its picture at the moment of sending, from a camera or a 3D view: use a node that loads a file'
  return null
}

const everywhere = /^(Anything Everywhere|Prompts Everywhere|Seed Everywhere)/

const isTakenInBrowser = ({ name, type }: InputDefinition): boolean => type === 'WEBCAM' || (type.startsWith('LOAD_3D') && name === 'image')
