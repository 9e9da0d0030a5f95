import { choicesOf } from './profile.ts'
import type { InputConfig, Profile } from './profile.ts'
import { pythonBool, pythonFloat, pythonInt, pythonRepr, pythonStr } from './python-values.ts'
import type { Converted } from './python-values.ts'
import type { NodeFault } from './node-fault.ts'

/** Lists longer than this are counted in an error, not printed. */
const listedChoices = 20

/**
 * Converts a literal as Python would and holds it against its declared limits and choices. Both come back when a converted value is
 * out of bounds, because ComfyUI keeps the conversion even then.
 */
export function checkLiteral(
  profile: Profile,
  name: string,
  config: InputConfig,
  given: unknown,
  checkedByClass: boolean,
): { readonly value: unknown } | { readonly value: unknown; readonly fault: NodeFault } | { readonly fault: NodeFault } {
  const unwrapped = given !== null && typeof given === 'object' && '__value__' in given ? given.__value__ : given
  const converted = convert(config[0], unwrapped)
  const info = [config[0], config[1] ?? {}]
  if ('refusal' in converted) {
    const extra_info = { input_name: name, input_config: info, received_value: unwrapped, exception_message: converted.refusal }
    const message = `Failed to convert an input value to a ${String(config[0])} value`
    return { fault: { type: 'invalid_input_type', message, details: `${name}, ${pythonStr(unwrapped)}, ${converted.refusal}`, extra_info } }
  }
  const { value } = converted
  if (checkedByClass) return { value }
  const fault = outOfBounds(name, config, value) ?? notOffered(profile, name, config, value)
  return fault ? { value, fault } : { value }
}

function convert(type: InputConfig[0], value: unknown): Converted<unknown> {
  if (type === 'INT') return pythonInt(value)
  if (type === 'FLOAT') return pythonFloat(value)
  if (type === 'STRING') return { value: pythonStr(value) }
  return { value: type === 'BOOLEAN' ? pythonBool(value) : value }
}

function outOfBounds(name: string, config: InputConfig, value: unknown): NodeFault | null {
  const [type, options] = config
  if (typeof value !== 'number' && typeof value !== 'bigint') return null
  const kind = type === 'FLOAT' ? 'float' : 'any'
  const extra_info = { input_name: name, input_config: [type, options ?? {}], received_value: value }
  const { min, max } = options ?? {}
  if (isNumber(min) && value < min) {
    const message = `Value ${pythonStr(value, kind)} smaller than min of ${pythonStr(min, kind)}`
    return { type: 'value_smaller_than_min', message, details: name, extra_info }
  }
  if (isNumber(max) && value > max) {
    const message = `Value ${pythonStr(value, kind)} bigger than max of ${pythonStr(max, kind)}`
    return { type: 'value_bigger_than_max', message, details: name, extra_info }
  }
  return null
}

function notOffered(profile: Profile, name: string, config: InputConfig, value: unknown): NodeFault | null {
  // The older server checks only choices declared in the older form.
  const choices = profile.isModern || typeof config[0] !== 'string' ? choicesOf(config) : null
  if (!choices || choices.includes(value)) return null
  const isLong = choices.length > listedChoices
  const list = isLong ? `(list of length ${choices.length})` : pythonRepr(choices)
  const extra_info = { input_name: name, input_config: isLong ? null : [config[0], config[1] ?? {}], received_value: value }
  return { type: 'value_not_in_list', message: 'Value not in list', details: `${name}: '${pythonStr(value)}' not in ${list}`, extra_info }
}

const isNumber = (value: unknown): value is number | bigint => typeof value === 'number' || typeof value === 'bigint'
