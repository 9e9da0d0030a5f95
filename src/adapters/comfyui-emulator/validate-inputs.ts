import type { Graph } from './graph.ts'
import { checkLiteral } from './check-literal.ts'
import type { NodeFault } from './node-fault.ts'
import type { InputConfig, NodeInfo, Profile } from './profile.ts'
import { pythonRepr } from './python-values.ts'

export type ValidationWorld = {
  readonly profile: Profile
  /** Whether an input, output or temp file that a graph names exists. */
  readonly imageExists: (annotatedName: string) => boolean
}

type Verdicts = Map<string, readonly NodeFault[] | 'valid'>

/** Classes that check these inputs themselves; ComfyUI then leaves their list of choices unchecked. */
const ownChecks: Readonly<Record<string, string>> = { LoadImage: 'image', LoadImageMask: 'image' }

/** A Python exception inside validation: ComfyUI reports it on the node whose checking raised it. */
class PythonError extends Error {
  override readonly name = 'PythonError'
  readonly type: string

  constructor(type: string, message: string) {
    super(message)
    this.type = type
  }
}

class CycleFound extends Error {
  override readonly name = 'CycleFound'
  readonly path: readonly string[]

  constructor(path: readonly string[]) {
    super('the graph bites its own tail')
    this.path = path
  }
}

/**
 * Checks an output and everything it depends on, notes a verdict for each node and converts literals in place. An invalid node with
 * no faults of its own is one that depends on a faulty one.
 */
export function validateInputs(world: ValidationWorld, graph: Graph, output: string, verdicts: Verdicts): boolean {
  try {
    return validateNode(world, graph, output, verdicts, [])
  } catch (error) {
    if (error instanceof CycleFound) {
      noteCycle(world, graph, error.path, verdicts)
      return false
    }
    if (!(error instanceof PythonError)) throw error
    const extra_info = { exception_type: error.type, traceback: [] }
    verdicts.set(output, [
      { type: 'exception_during_validation', message: 'Exception when validating node', details: error.message, extra_info },
    ])
    return false
  }
}

function validateNode(world: ValidationWorld, graph: Graph, id: string, verdicts: Verdicts, path: readonly string[]): boolean {
  const known = verdicts.get(id)
  if (known !== undefined) return known === 'valid'
  if (path.includes(id)) throw new CycleFound([...path.slice(path.indexOf(id)), id])
  const node = graph[id]
  if (!node) throw new PythonError('KeyError', pythonRepr(id))
  if (node.inputs === null || typeof node.inputs !== 'object') throw new PythonError('KeyError', "'inputs'")
  const info = world.profile.objectInfo[node.class_type] as NodeInfo
  const faults: NodeFault[] = []
  let ancestorsValid = true
  for (const [name, config, required] of declaredInputs(info)) {
    const value = node.inputs[name]
    if (value === undefined) {
      if (required)
        faults.push({
          type: 'required_input_missing',
          message: 'Required input is missing',
          details: name,
          extra_info: { input_name: name },
        })
    } else if (Array.isArray(value)) {
      const linked = checkLink(world, graph, name, config, value)
      if (linked) faults.push(linked)
      else if (!validateAncestor(world, graph, { name, config, link: value }, verdicts, [...path, id])) ancestorsValid = false
    } else {
      const checkedByClass = ownChecks[node.class_type] === name
      const literal = checkLiteral(world.profile, name, config, value, checkedByClass)
      if ('value' in literal) node.inputs[name] = literal.value
      if ('fault' in literal) faults.push(literal.fault)
    }
  }
  const refused = refusedByClass(world, node.class_type, node.inputs)
  if (refused) faults.push(refused)
  const valid = faults.length === 0 && ancestorsValid
  verdicts.set(id, valid ? 'valid' : faults)
  return valid
}

function* declaredInputs(info: NodeInfo): Generator<readonly [string, InputConfig, boolean]> {
  for (const [name, config] of Object.entries(info.input.required ?? {})) yield [name, config, true]
  for (const [name, config] of Object.entries(info.input.optional ?? {})) yield [name, config, false]
}

function checkLink(world: ValidationWorld, graph: Graph, name: string, config: InputConfig, link: readonly unknown[]): NodeFault | null {
  const extra_info = { input_name: name, input_config: withOptions(config) }
  if (link.length !== 2) {
    const message = 'Bad linked input, must be a length-2 list of [node_id, slot_index]'
    return { type: 'bad_linked_input', message, details: name, extra_info: { ...extra_info, received_value: link } }
  }
  const [from, slot] = link
  const origin = typeof from === 'string' && Object.hasOwn(graph, from) ? graph[from] : undefined
  if (!origin) throw new PythonError('KeyError', pythonRepr(from))
  const received = world.profile.objectInfo[origin.class_type]?.output[Number(slot)]
  if (received === undefined) throw new PythonError('IndexError', 'tuple index out of range')
  const wanted = typeof config[0] === 'string' ? config[0] : 'COMBO'
  if (typesMeet(received, wanted)) return null
  return {
    type: 'return_type_mismatch',
    message: 'Return type mismatch between linked nodes',
    details: `${name}, received_type(${received}) mismatch input_type(${wanted})`,
    extra_info: { ...extra_info, received_type: received, linked_node: link },
  }
}

type Ancestor = { readonly name: string; readonly config: InputConfig; readonly link: readonly unknown[] }

function validateAncestor(
  world: ValidationWorld,
  graph: Graph,
  { name, config, link }: Ancestor,
  verdicts: Verdicts,
  path: readonly string[],
): boolean {
  const id = String(link[0])
  try {
    return validateNode(world, graph, id, verdicts, path)
  } catch (error) {
    if (!(error instanceof PythonError)) throw error
    const extra_info = {
      input_name: name,
      input_config: withOptions(config),
      exception_message: error.message,
      exception_type: error.type,
      traceback: [],
      linked_node: link,
    }
    verdicts.set(id, [
      { type: 'exception_during_inner_validation', message: 'Exception when validating inner node', details: error.message, extra_info },
    ])
    return false
  }
}

function refusedByClass(world: ValidationWorld, classType: string, inputs: Readonly<Record<string, unknown>>): NodeFault | null {
  const name = ownChecks[classType]
  if (name === undefined || typeof inputs[name] !== 'string' || world.imageExists(inputs[name])) return null
  const details = `${name} - Invalid image file: ${inputs[name]}`
  return { type: 'custom_validation_failed', message: 'Custom validation failed for node', details, extra_info: { input_name: name } }
}

/** The older server runs into Python's recursion limit and has nothing to report. */
function noteCycle(world: ValidationWorld, graph: Graph, path: readonly string[], verdicts: Verdicts): void {
  const id = path[0]
  if (!world.profile.isModern || id === undefined) return
  const details = path.map((step) => `${step} (${graph[step]?.class_type ?? ''})`).join(' -> ')
  const extra_info = { node_id: id, cycle_nodes: [...new Set(path)] }
  verdicts.set(id, [{ type: 'dependency_cycle', message: 'Dependency cycle detected', details, extra_info }])
}

function typesMeet(received: string, wanted: string): boolean {
  if (received === '*' || wanted === '*') return true
  const offered = received.split(',')
  return wanted.split(',').some((type) => offered.includes(type))
}

const withOptions = (config: InputConfig): InputConfig => [config[0], config[1] ?? {}]
