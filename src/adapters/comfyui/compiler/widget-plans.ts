import { isRecord } from '../lenient-json.ts'
import { unfolded } from './dynamic-inputs.ts'
import { inputDefinition, type InputDefinition, type NodeDefinition } from './node-definitions.ts'

/** A widget that a front end makes for an input, before it has a value. */
export type WidgetPlan = {
  readonly name: string
  readonly initial: unknown
  /** Whether its value goes to the server. */
  readonly isSent: boolean
  /** Whether it takes a place among the stored values. */
  readonly isStored: boolean
  readonly input: InputDefinition
  /** The widgets that follow it for a value. */
  readonly unfold?: (value: unknown) => readonly WidgetPlan[]
}

/** All widgets of a class, in the order in which a front end makes them; one input can have several. */
export const plansFor = (definition: NodeDefinition): WidgetPlan[] =>
  definition.name === 'CustomCombo' ? customComboPlans(definition) : definition.inputs.flatMap(plansOf)

/** Whether the front end makes a widget for the input; all other inputs take links only. */
export const hasWidget = (input: InputDefinition): boolean => input.settings['forceInput'] !== true && widgetTypes.has(widgetType(input))

/** A widget without a socket can be set by hand only. */
export const hasSocket = (input: InputDefinition): boolean => input.settings['socketless'] !== true && !browserOnly.has(input.type)

const browserOnly = new Set(['IMAGEUPLOAD', 'AUDIOUPLOAD', 'AUDIO_UI', 'SENT_VIEW', 'PREVIEW_3D'])
const widgetTypes = new Set([
  ...browserOnly,
  ...['INT', 'FLOAT', 'STRING', 'BOOLEAN', 'COMBO', 'COMFY_DYNAMICCOMBO_V3', 'MARKDOWN', 'TEXTAREA', 'COLOR', 'COLORS', 'CURVE', 'RANGE'],
  ...['BOUNDING_BOX', 'BOUNDING_BOXES', 'IMAGECOMPARE', 'COMPOSITOR', 'PAINTER', 'CHART', 'GALLERIA', 'VIDEO_EDIT'],
  ...['AUDIO_RECORD', 'WEBCAM', 'LOAD_3D', 'LOAD_3D_ANIMATION'],
])

function widgetType({ type, settings }: InputDefinition): string {
  const stated = settings['widgetType']
  return typeof stated === 'string' ? stated : type
}

export function plansOf(input: InputDefinition): readonly WidgetPlan[] {
  if (!hasWidget(input)) return []
  const { name } = input
  const type = widgetType(input)
  const sent: WidgetPlan = { name, initial: initialOf(input, type), isSent: true, isStored: true, input }
  const button: WidgetPlan = { ...sent, isSent: false }
  switch (type) {
    case 'INT':
    case 'FLOAT':
      return hasControl(input, type) ? [sent, controlOf(button)] : [sent]
    case 'COMBO':
      return [sent, ...remoteOf(sent), ...(input.settings['control_after_generate'] ? [controlOf(button), filterOf(button)] : [])]
    case 'COMFY_DYNAMICCOMBO_V3':
      return [{ ...sent, unfold: (value) => unfolded(input, value).flatMap(plansOf) }]
    case 'BOUNDING_BOX':
      return [sent, ...['x', 'y', 'width', 'height'].map((side) => ({ ...button, name: side }))]
    case 'IMAGECOMPARE':
    case 'SENT_VIEW':
      return [{ ...sent, isStored: false }]
    case 'AUDIO_UI':
      return [{ ...button, isStored: false }]
    case 'IMAGEUPLOAD':
    case 'AUDIOUPLOAD':
      return [button]
    default:
      return [sent]
  }
}

/** A control follows every INT that asks for it, and those named like a seed that do not say no. */
function hasControl({ name, settings }: InputDefinition, type: string): boolean {
  const stated = settings['control_after_generate']
  if (stated === undefined || stated === null) return type === 'INT' && (name === 'seed' || name === 'noise_seed')
  return Boolean(stated)
}

const controlOf = (button: WidgetPlan): WidgetPlan => ({ ...button, name: 'control_after_generate', initial: 'randomize' })
const filterOf = (button: WidgetPlan): WidgetPlan => ({ ...button, name: 'control_filter_list', initial: '' })

/** A combo whose values come from an address of the server has a switch and, where stated, a button, which the front end sends along. */
function remoteOf(sent: WidgetPlan): readonly WidgetPlan[] {
  const remote = sent.input.settings['remote']
  if (!isRecord(remote)) return []
  const refresh = inputDefinition('refresh', ['BUTTON'], false)
  const toggle = { ...sent, name: 'Auto-refresh after generation', initial: false, isSent: false, input: refresh }
  return remote['refresh_button'] === true ? [toggle, { ...sent, name: 'refresh', initial: 'refresh', input: refresh }] : [toggle]
}

function initialOf({ choices, settings }: InputDefinition, type: string): unknown {
  const stated = settings['default']
  switch (type) {
    case 'INT':
    case 'FLOAT':
      return stated ?? 0
    case 'STRING':
    case 'MARKDOWN':
    case 'TEXTAREA':
    case 'PAINTER':
      return stated ?? ''
    case 'BOOLEAN':
      return stated ?? false
    case 'COMBO':
      // The front end takes an empty default for none.
      return settings['multi_select'] === true ? [] : stated || choices?.[0]
    case 'COMFY_DYNAMICCOMBO_V3':
      return firstKey(settings['options'])
    case 'COLOR':
      return stated ?? '#000000'
    case 'COLORS':
    case 'BOUNDING_BOXES':
      return stated ?? []
    case 'BOUNDING_BOX':
      return stated ?? { x: 0, y: 0, width: 512, height: 512 }
    case 'RANGE':
      return stated ?? { min: 0, max: 1 }
    case 'IMAGECOMPARE':
      return ['', '']
    case 'IMAGEUPLOAD':
      return 'image'
    case 'AUDIOUPLOAD':
    case 'AUDIO_UI':
    case 'SENT_VIEW':
    case 'PREVIEW_3D':
      return ''
    default:
      return stated
  }
}

/** A combo whose values a person types: as many options as are filled and an empty one, and the place of the chosen one among them. */
function customComboPlans({ inputs }: NodeDefinition): WidgetPlan[] {
  const text = inputDefinition('option', ['STRING'], false)
  const option = (place: number): WidgetPlan => ({
    ...{ name: `option${place}`, initial: '', isSent: true, isStored: true, input: text },
    unfold: (value) => (value === '' || value === null ? [] : [option(place + 1)]),
  })
  const index: WidgetPlan = { name: 'index', initial: 0, isSent: true, isStored: true, input: inputDefinition('index', ['INT'], false) }
  return inputs.flatMap(plansOf).flatMap((plan) => (plan.name === 'choice' ? [plan, index, option(1)] : [plan]))
}

function firstKey(options: unknown): unknown {
  const first: unknown = Array.isArray(options) ? options[0] : undefined
  return isRecord(first) ? first['key'] : undefined
}
