import { isRecord } from '../lenient-json.ts'

/** A server's node classes as its front end sees them: inputs in the order in which their widgets are made. */
export type NodeDefinitions = {
  readonly classes: ReadonlyMap<string, NodeDefinition>
  /**
   * Whether the server is of the generation whose front end leaves out what lies inside a bypassed subgraph, keeps the typed value
   * where a muted node fed the input, and gives every node inside a subgraph an id of its own.
   */
  readonly isCurrent: boolean
}
export type NodeDefinition = {
  readonly name: string
  readonly title: string
  readonly inputs: readonly InputDefinition[]
  readonly outputs: readonly string[]
  readonly isOutput: boolean
}
export type InputDefinition = {
  readonly name: string
  readonly isRequired: boolean
  readonly type: string
  /** The values of a combo; null for inputs of other types. */
  readonly choices: readonly unknown[] | null
  readonly settings: Readonly<Record<string, unknown>>
}

/** Reads a whole answer of `/object_info`. Entries in a form that no known server uses are left out. */
export function readNodeDefinitions(answer: unknown): NodeDefinitions {
  const entries = Object.entries(isRecord(answer) ? answer : {}).filter(([, info]) => isRecord(info) && isRecord(info['input']))
  const isCurrent = entries.some(([, info]) => isRecord(info) && info['has_intermediate_output'] !== undefined)
  const classes = entries.map(([name, info]) => [name, definitionOf(name, isRecord(info) ? info : {}, isCurrent)] as const)
  return { classes: new Map(classes), isCurrent }
}

/** A combo is written `[["a", "b"], {…}]` by old node definitions and `["COMBO", {"options": [...]}]` by new ones. */
export function inputDefinition(name: string, spec: unknown, isRequired: boolean): InputDefinition {
  const [kind, second]: readonly unknown[] = Array.isArray(spec) ? spec : []
  const settings = isRecord(second) ? second : {}
  const listed: unknown = Array.isArray(kind) ? kind : settings['options']
  const isCombo = Array.isArray(kind) || kind === 'COMBO'
  return {
    name,
    isRequired,
    type: isCombo ? 'COMBO' : String(kind),
    choices: isCombo ? (Array.isArray(listed) ? listed : []) : null,
    settings,
  }
}

/** Inputs of one `{required, optional}` block. */
export function inputsOf(block: unknown): readonly InputDefinition[] {
  if (!isRecord(block)) return []
  return (['required', 'optional'] as const).flatMap((part) => {
    const inputs = block[part]
    return isRecord(inputs) ? Object.entries(inputs).map(([name, spec]) => inputDefinition(name, spec, part === 'required')) : []
  })
}

function definitionOf(name: string, info: Readonly<Record<string, unknown>>, isCurrent: boolean): NodeDefinition {
  const title = info['display_name']
  const inputs = inputsOf(info['input'])
  const outputs = Array.isArray(info['output']) ? info['output'] : []
  return {
    name,
    title: typeof title === 'string' && title !== '' ? title : name,
    inputs: ordered([...inputs, ...browserInputs(name, inputs, isCurrent)], info['input_order']),
    outputs: outputs.map((type) => (typeof type === 'string' ? type : 'COMBO')),
    isOutput: info['output_node'] === true,
  }
}

/** Required ones first, each part in the order that the server states; what the order does not name comes last. */
function ordered(inputs: readonly InputDefinition[], order: unknown): readonly InputDefinition[] {
  if (!isRecord(order)) return inputs
  const named = (['required', 'optional'] as const).flatMap((part) => {
    const names: unknown = order[part]
    const ofPart = inputs.filter((input) => input.isRequired === (part === 'required'))
    return (Array.isArray(names) ? names : []).flatMap((name) => ofPart.filter((input) => input.name === name))
  })
  return [...named, ...inputs.filter((input) => !named.includes(input))]
}

const audioPlayers = new Set(['LoadAudio', 'SaveAudio', 'PreviewAudio', 'SaveAudioMP3', 'SaveAudioOpus', 'SaveAudioAdvanced'])

const modelViewers = new Set(['SaveGLB', 'Preview3D', 'Preview3DAnimation'])

/** Inputs that no server knows: the front end adds players, viewers and buttons for uploads, and old ones send some of them along. */
function browserInputs(className: string, inputs: readonly InputDefinition[], isCurrent: boolean): readonly InputDefinition[] {
  const added: InputDefinition[] = []
  const add = (name: string, type: string): unknown => added.push(inputDefinition(name, [type], true))
  if (audioPlayers.has(className)) add('audioUI', isCurrent ? 'AUDIO_UI' : 'SENT_VIEW')
  if (modelViewers.has(className)) add('image', 'PREVIEW_3D')
  if (className === 'PreviewAny' && !isCurrent) add('preview', 'SENT_VIEW')
  const isPicture = ({ isRequired, choices, settings }: InputDefinition): boolean =>
    isRequired && choices !== null && uploadFlags.some((flag) => settings[flag] === true)
  const isSound = ({ name, isRequired, settings }: InputDefinition): boolean =>
    isRequired && name === 'audio' && settings['audio_upload'] === true
  if (inputs.some(isPicture)) add('upload', 'IMAGEUPLOAD')
  else if (inputs.some(isSound)) add('upload', 'AUDIOUPLOAD')
  return added
}

const uploadFlags = ['image_upload', 'video_upload', 'animated_image_upload'] as const
