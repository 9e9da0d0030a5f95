import type { Graph } from './graph.ts'
import type { Profile } from './profile.ts'
import type { NodeFault } from './node-fault.ts'
import { validateInputs, type ValidationWorld } from './validate-inputs.ts'

export type NodeErrors = Readonly<Record<string, { errors: readonly NodeFault[]; dependent_outputs: string[]; class_type: string }>>

export type PromptError = {
  readonly type: string
  readonly message: string
  readonly details: string
  readonly extra_info: Readonly<Record<string, unknown>>
}

export type Validation =
  | { readonly valid: true; readonly outputs: readonly string[]; readonly nodeErrors: NodeErrors }
  | { readonly valid: false; readonly error: PromptError; readonly nodeErrors: NodeErrors }

/** What the server itself could not stomach: it answers 500 without a word. */
export class Unstomachable extends Error {
  override readonly name = 'Unstomachable'
}

/**
 * ComfyUI's `validate_prompt`: every node must be of a known class; then each output's ancestors are checked, and their literal
 * inputs converted in place. A graph is valid as soon as one output is: the faults of the others come along in `nodeErrors`.
 */
export function validateGraph(world: ValidationWorld, prompt: unknown, targets: readonly unknown[] | null): Validation {
  if (prompt === null || typeof prompt !== 'object' || (Array.isArray(prompt) && world.profile.isModern)) throw new Unstomachable()
  const graph = prompt as Graph
  const unknown = unknownNode(world.profile, graph)
  if (unknown) return { valid: false, error: unknown, nodeErrors: {} }
  const outputs = Object.keys(graph).filter((id) => isOutput(world.profile, graph, id) && (targets === null || targets.includes(id)))
  if (outputs.length === 0)
    return {
      valid: false,
      error: { type: 'prompt_no_outputs', message: 'Prompt has no outputs', details: '', extra_info: {} },
      nodeErrors: {},
    }
  return validateOutputs(world, graph, outputs)
}

function validateOutputs(world: ValidationWorld, graph: Graph, outputs: readonly string[]): Validation {
  const verdicts = new Map<string, readonly NodeFault[] | 'valid'>()
  const nodeErrors: Record<string, { errors: readonly NodeFault[]; dependent_outputs: string[]; class_type: string }> = {}
  const good: string[] = []
  const outputFaults: string[] = []
  for (const output of outputs) {
    if (validateInputs(world, graph, output, verdicts)) {
      good.push(output)
      continue
    }
    for (const [id, verdict] of verdicts) {
      if (verdict === 'valid' || verdict.length === 0) continue
      const entry = (nodeErrors[id] ??= { errors: verdict, dependent_outputs: [], class_type: graph[id]?.class_type ?? '' })
      entry.dependent_outputs.push(output)
    }
    const own = verdicts.get(output)
    if (own !== undefined && own !== 'valid') outputFaults.push(...own.map((fault) => `${fault.message}: ${fault.details}`))
  }
  if (good.length > 0) return { valid: true, outputs: good, nodeErrors }
  const error = {
    type: 'prompt_outputs_failed_validation',
    message: 'Prompt outputs failed validation',
    details: outputFaults.join('\n'),
    extra_info: {},
  }
  return { valid: false, error, nodeErrors }
}

function unknownNode(profile: Profile, graph: Graph): PromptError | null {
  for (const [id, node] of Object.entries(graph)) {
    if (node === null || typeof node !== 'object') throw new Unstomachable()
    const title = node._meta?.title ?? null
    const details = `Node ID '#${id}'`
    if (!('class_type' in node)) {
      if (!profile.isModern)
        return {
          type: 'invalid_prompt',
          message: 'Cannot execute because a node is missing the class_type property.',
          details,
          extra_info: {},
        }
      const message = `Node '${title ?? `ID #${id}`}' has no class_type. The workflow may be corrupted or a custom node is missing.`
      return { type: 'missing_node_type', message, details, extra_info: { node_id: id, class_type: null, node_title: title } }
    }
    const name = String(node.class_type)
    if (Object.hasOwn(profile.objectInfo, name)) continue
    if (!profile.isModern)
      return { type: 'invalid_prompt', message: `Cannot execute because node ${name} does not exist.`, details, extra_info: {} }
    const message = `Node '${title ?? name}' not found. The custom node may not be installed.`
    return { type: 'missing_node_type', message, details, extra_info: { node_id: id, class_type: name, node_title: title ?? name } }
  }
  return null
}

const isOutput = (profile: Profile, graph: Graph, id: string): boolean =>
  profile.objectInfo[graph[id]?.class_type ?? '']?.output_node === true
