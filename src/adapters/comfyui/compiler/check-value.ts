import { isRecord } from '../lenient-json.ts'
import type { Fault, FaultReason, Place } from './faults.ts'
import type { InputDefinition, NodeDefinition } from './node-definitions.ts'

/** What a server would say against a typed value. Steps are for the browser only and never checked. */
export function checkValue(value: unknown, input: InputDefinition, { name: nodeClass }: NodeDefinition, place: Place): readonly Fault[] {
  const tell = (reason: FaultReason, message: string): readonly Fault[] => [{ reason, place, message }]
  const plain = isRecord(value) && '__value__' in value ? value['__value__'] : value
  if (input.type === 'INT' || input.type === 'FLOAT') return numberFaults(plain, input, tell)
  if (input.type === 'COMFY_DYNAMICCOMBO_V3') return keyFaults(plain, input, tell)
  // The values of such a combo are typed on the node, not known to the server.
  if (input.choices === null || nodeClass === 'CustomCombo') return []
  const wrong = (Array.isArray(plain) ? plain : [plain]).filter((one) => !isOffered(one, input.choices ?? []))
  return wrong.flatMap((one) => choiceFaults(one, input, tell))
}

type Tell = (reason: FaultReason, message: string) => readonly Fault[]

function numberFaults(value: unknown, { type, settings }: InputDefinition, tell: Tell): readonly Fault[] {
  const number = asNumber(value, type)
  if (number === null) return tell('wrong-value-type', `${JSON.stringify(value)} is not ${type === 'INT' ? 'a whole number' : 'a number'}`)
  const { min, max } = settings
  if (typeof min === 'number' && number < min) return tell('below-minimum', `${number} is below the least that the target takes, ${min}`)
  if (typeof max === 'number' && number > max) return tell('above-maximum', `${number} is above the most that the target takes, ${max}`)
  return []
}

/** Servers convert what they get: texts of numbers pass, and an INT loses its fraction. */
function asNumber(value: unknown, type: string): number | null {
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || value.trim() === '') return null
  const number = Number(value)
  return Number.isFinite(number) && (type === 'FLOAT' || Number.isInteger(number)) ? number : null
}

function keyFaults(value: unknown, { settings }: InputDefinition, tell: Tell): readonly Fault[] {
  const options: unknown = settings['options']
  const keys = (Array.isArray(options) ? options : []).flatMap((option: unknown) => (isRecord(option) ? [option['key']] : []))
  return isOffered(value, keys) ? [] : tell('not-in-list', notOffered(value, keys))
}

const isOffered = (value: unknown, choices: readonly unknown[]): boolean => choices.some((choice) => choice === value)

function choiceFaults(value: unknown, input: InputDefinition, tell: Tell): readonly Fault[] {
  const choices = input.choices ?? []
  if (isUpload(input)) return tell('upload-missing', `the picture or sound ${JSON.stringify(value)} has to be uploaded to the target first`)
  return isFile(value, choices) ? tell('file-missing', fileMissing(value, choices)) : tell('not-in-list', notOffered(value, choices))
}

/** The input folder of a server changes with every upload. */
const isUpload = ({ settings }: InputDefinition): boolean =>
  Object.keys(settings).some((key) => key.endsWith('_upload')) || isRecord(settings['remote'])

/** The files of a server are no property of its classes: a graph that names one which is not there is right, and lacks a file. */
const isFile = (value: unknown, choices: readonly unknown[]): boolean =>
  typeof value === 'string' && (fileName.test(value) || (choices.length > 0 && choices.every((choice) => fileName.test(String(choice)))))

const fileName =
  /\.(safetensors|sft|ckpt|pt|pt2|pth|bin|gguf|onnx|pkl|torchscript|ya?ml|json|txt|png|jpe?g|webp|gif|bmp|tiff?|mp4|webm|mov|mkv|wav|mp3|flac|ogg|opus|m4a|glb|gltf|obj|fbx|stl|ply|splat|spz|ksplat|usdz)$/i

const fileMissing = (value: unknown, choices: readonly unknown[]): string =>
  `the file ${JSON.stringify(value)} is not on the target, which has ${choices.length === 0 ? 'none' : listed(choices)}`
const notOffered = (value: unknown, choices: readonly unknown[]): string =>
  `${JSON.stringify(value)} is not offered by the target, which has ${choices.length === 0 ? 'nothing to choose from' : listed(choices)}`

const longestList = 8

function listed(choices: readonly unknown[]): string {
  const shown = choices
    .slice(0, longestList)
    .map((choice) => JSON.stringify(choice))
    .join(', ')
  return choices.length > longestList ? `${shown} and ${choices.length - longestList} more` : shown
}
