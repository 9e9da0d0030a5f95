import { isRecord } from './lenient-json.ts'

/** What a server says of one node class, as far as we need it. */
export type NodeInfo = {
  readonly required: Readonly<Record<string, InputInfo>>
  readonly optional: Readonly<Record<string, InputInfo>>
  readonly outputTypes: readonly string[]
}
export type InputInfo = {
  readonly type: string
  /** The values of a combo; null for inputs of other types. */
  readonly options: readonly string[] | null
  readonly hasDefault: boolean
  /** Files of the input folder: the list changes with every upload, so it decides nothing. */
  readonly isUpload: boolean
  readonly min: number | null
  readonly max: number | null
}
export type ObjectInfo = Readonly<Record<string, NodeInfo>>

/** Reads an answer of `/object_info` or `/object_info/{class}`. Entries in a form that no known server uses are left out. */
export function readObjectInfo(answer: unknown): ObjectInfo {
  if (!isRecord(answer)) return {}
  const entries = Object.entries(answer).flatMap(([name, info]) => {
    if (!isRecord(info) || !isRecord(info['input'])) return []
    const outputs = Array.isArray(info['output']) ? info['output'].map((type) => (typeof type === 'string' ? type : 'COMBO')) : []
    return [
      [
        name,
        { required: inputsOf(info['input']['required']), optional: inputsOf(info['input']['optional']), outputTypes: outputs },
      ] as const,
    ]
  })
  return Object.fromEntries(entries)
}

const inputsOf = (inputs: unknown): Readonly<Record<string, InputInfo>> =>
  isRecord(inputs) ? Object.fromEntries(Object.entries(inputs).map(([name, spec]) => [name, inputOf(spec)])) : {}

/** A combo is written `[["a", "b"], {…}]` by old node definitions and `["COMBO", {"options": [...]}]` by new ones. */
function inputOf(spec: unknown): InputInfo {
  const [kind, second]: readonly unknown[] = Array.isArray(spec) ? spec : []
  const settings = isRecord(second) ? second : {}
  const listed = Array.isArray(kind) ? kind : kind === 'COMBO' ? settings['options'] : null
  return {
    type: typeof kind === 'string' ? kind : 'COMBO',
    options: Array.isArray(listed) ? listed.map(String) : null,
    hasDefault: 'default' in settings,
    isUpload: settings['image_upload'] === true,
    min: typeof settings['min'] === 'number' ? settings['min'] : null,
    max: typeof settings['max'] === 'number' ? settings['max'] : null,
  }
}
