import { isRecord } from '../lenient-json.ts'
import { inputsOf, type InputDefinition, type NodeDefinition } from './node-definitions.ts'

/** The inputs that a dynamic combo shows for a value, named after it. */
export function unfolded(combo: InputDefinition, value: unknown): readonly InputDefinition[] {
  const options = combo.settings['options']
  const chosen: unknown = Array.isArray(options) ? options.find((option) => isRecord(option) && option['key'] === value) : undefined
  if (!isRecord(chosen)) return []
  return inputsOf(chosen['inputs']).map((input) => ({ ...input, name: `${combo.name}.${input.name}` }))
}

/** Every input that a node may have in an API graph, with combos unfolded for the values given and growing lists at full length. */
export function possibleInputs(definition: NodeDefinition, valueOf: (input: string) => unknown): readonly InputDefinition[] {
  const expand = (input: InputDefinition): readonly InputDefinition[] => {
    if (input.type === 'COMFY_AUTOGROW_V3') return grown(input).flatMap(expand)
    if (input.type !== 'COMFY_DYNAMICCOMBO_V3') return [input]
    return [input, ...unfolded(input, valueOf(input.name)).flatMap(expand)]
  }
  return definition.inputs.flatMap(expand)
}

const longestList = 100

/** The places of a growing list: the first `min` of them are required. */
function grown(list: InputDefinition): readonly InputDefinition[] {
  const { template } = list.settings
  if (!isRecord(template)) return []
  const parts = inputsOf(template['input'])
  const names = Array.isArray(template['names']) ? template['names'].map(String) : null
  const count = names?.length ?? (typeof template['max'] === 'number' ? template['max'] : longestList)
  const min = typeof template['min'] === 'number' ? template['min'] : 1
  const prefix = typeof template['prefix'] === 'string' ? template['prefix'] : ''
  return Array.from({ length: count }, (_, place) =>
    parts.map((part) => ({
      ...part,
      name: `${list.name}.${names?.[place] ?? `${parts.length === 1 ? prefix : part.name}${place}`}`,
      isRequired: list.isRequired && part.isRequired && place < min,
    })),
  ).flat()
}
