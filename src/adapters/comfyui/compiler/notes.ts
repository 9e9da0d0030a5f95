import type { Graph } from '../workflow.ts'
import { placeOf } from './check-graph.ts'
import type { Note } from './faults.ts'
import type { FlatGraph, FlatNode } from './flat-graph.ts'

/** What was decided for the author: defaults taken, values dropped, texts that a browser would have changed. */
export function notesOn(flat: FlatGraph, graph: Graph): readonly Note[] {
  return [...flat.nodes.values()].flatMap((one) => {
    const sent = graph[one.id]
    return sent === undefined ? [] : [...defaultNotes(one, sent), ...dropNotes(one, sent), ...textNotes(one, sent)]
  })
}

type Sent = Graph[string]

const defaultNotes = ({ id, node }: FlatNode, sent: Sent): readonly Note[] =>
  node.defaulted
    .filter((input) => input in sent.inputs && !Array.isArray(sent.inputs[input]))
    .map((input) => ({
      kind: 'default-taken',
      place: placeOf(id, sent, input),
      message: `the export holds no value for it: the target's default ${JSON.stringify(sent.inputs[input])} was taken`,
    }))

function dropNotes({ id, node }: FlatNode, sent: Sent): readonly Note[] {
  // A node that shows what reaches it stores what it showed last.
  if (node.leftOver === 0 || node.type === 'PreviewAny' || !Array.isArray(node.saved.values)) return []
  const dropped = node.saved.values.slice(-node.leftOver).filter((value) => value !== null && value !== '').length
  const message = `the export holds ${dropped} more ${dropped === 1 ? 'value' : 'values'} than the target has widgets: dropped`
  return dropped === 0 ? [] : [{ kind: 'value-dropped', place: placeOf(id, sent), message }]
}

function textNotes({ id, node }: FlatNode, sent: Sent): readonly Note[] {
  return node.widgets.flatMap(({ name, input }): readonly Note[] => {
    const text = sent.inputs[name]
    if (typeof text !== 'string') return []
    const found = input.settings['dynamicPrompts'] === true ? promptSyntax(text) : name === 'filename_prefix' ? prefixSyntax(text) : null
    return found === null ? [] : [{ kind: 'text-kept', place: placeOf(id, sent, name), message: `${found} is sent as typed` }]
  })
}

function promptSyntax(text: string): string | null {
  if (/\{[^{}]*\|[^{}]*\}/.test(text)) return 'a choice {a|b}, from which a browser would draw one,'
  if (/\/\*[\s\S]*?\*\/|\/\//.test(text)) return 'a comment, which a browser would cut out,'
  return null
}

const prefixSyntax = (text: string): string | null =>
  /%[^%]*[.:][^%]*%/.test(text) ? 'a %token%, which a browser would replace by a date or a value,' : null
