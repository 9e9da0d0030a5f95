import type { EngineFailure } from '../../application/ports/image-engine.ts'
import { isRecord } from './lenient-json.ts'

const longestDetail = 500

/** `rejected`, in a sentence, from the body of a refused POST: both forms of 400, and a 200 that carries `node_errors`. */
export function explainRejection(body: unknown): EngineFailure {
  const answer = isRecord(body) ? body : {}
  const nodeFaults = isRecord(answer['node_errors'])
    ? Object.entries(answer['node_errors']).flatMap(([id, node]) => sentencesOfNode(id, node))
    : []
  const whole = isRecord(answer['error']) ? sentenceOfError(answer['error']) : null
  const sentences = nodeFaults.length > 0 ? nodeFaults : [whole ?? 'It gave no reason that can be told.']
  return rejection(`The engine refused the workflow. ${sentences.join(' ')}`)
}

export const rejection = (detail: string): EngineFailure => ({ class: 'rejected', code: 'engine-rejected', detail: cut(detail) })

export const outputInvalid = (detail: string): EngineFailure => ({ class: 'output-invalid', code: 'output-invalid', detail: cut(detail) })

/** Why a run failed, from the data of its `execution_error` message; `graphTexts` are texts of the run that must not be repeated. */
export function explainExecutionError(data: unknown, graphTexts: readonly string[]): EngineFailure {
  const error = isRecord(data) ? data : {}
  const message = typeof error['exception_message'] === 'string' ? error['exception_message'] : ''
  const type = nameIn(error['exception_type'], 'an error without a name')
  const node = nameIn(error['node_type'], 'a node without a name')
  if (isOutOfMemory(type, message)) {
    return { class: 'out-of-memory', code: 'engine-out-of-memory', detail: cut(`The engine ran out of memory at ${node}.`) }
  }
  const said = redacted(message, graphTexts)
  return {
    class: 'engine-error',
    code: 'engine-error',
    detail: cut(`The engine failed at ${node} with ${type}${said === '' ? '.' : `: ${said}`}`),
  }
}

/** An error status without the message that explains it. */
export const unexplainedError: EngineFailure = {
  class: 'engine-error',
  code: 'engine-error',
  detail: 'The engine ended the run with an error and told no reason.',
}

const isOutOfMemory = (type: string, message: string): boolean =>
  /OutOfMemory|MemoryError/i.test(type) ||
  /out of memory|allocation on device|not enough memory|CUBLAS_STATUS_ALLOC_FAILED|can't allocate memory/i.test(message)

function sentencesOfNode(id: string, node: unknown): readonly string[] {
  if (!isRecord(node) || !Array.isArray(node['errors'])) return []
  const where = `Node ${nameIn(id, '?')} (${nameIn(node['class_type'], 'unknown class')})`
  return node['errors'].filter(isRecord).map((error) => `${where}: ${wordsOfNodeError(error)}.`)
}

/** Values are never repeated, for one of them may be a prompt; only a file that a loader asked for is. */
function wordsOfNodeError(error: Readonly<Record<string, unknown>>): string {
  const extra = isRecord(error['extra_info']) ? error['extra_info'] : {}
  const input = nameIn(extra['input_name'], 'an input')
  switch (error['type']) {
    case 'required_input_missing':
      return `the required input ${input} is missing`
    case 'bad_linked_input':
      return `the link into ${input} is broken`
    case 'return_type_mismatch':
      return `what is linked into ${input} has the wrong type`
    case 'invalid_input_type':
      return `the value of ${input} has the wrong type`
    case 'value_smaller_than_min':
      return `the value of ${input} is too small`
    case 'value_bigger_than_max':
      return `the value of ${input} is too large`
    case 'value_not_in_list':
      return `${input} does not offer ${fileIn(extra['received_value'])}`
    case 'custom_validation_failed':
      return `${input} cannot be used; the uploaded picture may be gone`
    case 'dependency_cycle':
      return 'it depends on itself'
    case 'exception_during_inner_validation':
    case 'exception_during_validation':
      return `checking ${input} failed`
    default:
      return `${input} was refused (${nameIn(error['type'], 'unknown reason')})`
  }
}

function sentenceOfError(error: Readonly<Record<string, unknown>>): string | null {
  const extra = isRecord(error['extra_info']) ? error['extra_info'] : {}
  switch (error['type']) {
    case 'missing_node_type':
      return missingClass(extra['class_type'])
    case 'invalid_prompt':
      // The older server names the class only inside of its sentence.
      return missingClass(/node ([\w.+-]{1,100}) does not exist/.exec(String(error['message']))?.[1])
    case 'prompt_no_outputs':
      return 'It has no output.'
    case 'no_prompt':
      return 'It came without a graph.'
    case 'invalid_prompt_id':
      return 'Its id is no lowercase UUID.'
    default:
      return typeof error['type'] === 'string' ? `The reason is ${nameIn(error['type'], 'unknown')}.` : null
  }
}

const missingClass = (name: unknown): string => {
  const known = nameIn(name, '')
  return known === '' ? 'A node has no class.' : `Its node class ${known} is not installed there.`
}

/** The first line of a foreign message without addresses, paths, quoted values and our own texts. */
function redacted(message: string, graphTexts: readonly string[]): string {
  const line = message.split('\n')[0]?.slice(0, 300) ?? ''
  if (graphTexts.some((text) => text.trim().length > 2 && line.includes(text.trim().slice(0, 40)))) return ''
  return line
    .replace(/'[^']*'|"[^"]*"/g, '(left out)')
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '(address)')
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '(address)')
    .replace(/\b[\w-]+(?:\.[\w-]+)*:\d{2,5}\b/g, '(address)')
    .replace(/(?:[A-Za-z]:)?[\\/](?:[^\s\\/]+[\\/])+\S*/g, '(path)')
    .trim()
}

const nameIn = (value: unknown, otherwise: string): string =>
  typeof value === 'string' && /^[\w.+ -]{1,100}$/.test(value) ? value : otherwise
const fileIn = (value: unknown): string =>
  typeof value === 'string' && /^[\w.+/-]{1,100}\.(safetensors|gguf|ckpt|pt|pth|bin|sft)$/.test(value) ? value : 'the value we ask for'
const cut = (text: string): string => (text.length > longestDetail ? `${text.slice(0, longestDetail - 1)}…` : text)
