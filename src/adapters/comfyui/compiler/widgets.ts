import { isRecord } from '../lenient-json.ts'
import { unfolded } from './dynamic-inputs.ts'
import { inputDefinition, type InputDefinition, type NodeDefinition } from './node-definitions.ts'
import { isPositional, valuesByName } from './stored-values.ts'
import type { UiNode } from './ui-export.ts'

/** One control on a node, in the order in which a front end makes them. */
export type Widget = {
  readonly name: string
  value: unknown
  /** Whether the value goes to the server. Buttons and the control of a seed are for the browser only. */
  readonly isSent: boolean
  readonly input: InputDefinition
}

export type WidgetsRead = {
  readonly widgets: Widget[]
  /** Inputs that the export holds no value for: they have the default of the target. */
  readonly defaulted: readonly string[]
  /** Stored values that no widget took: the export knows more widgets than the target. */
  readonly leftOver: number
}

/**
 * Gives every widget of a node its stored value. Values are positional; where their number does not fit the class, because it has gained
 * or lost a widget since, the names are taken as far as the export tells them.
 */
export function readWidgets(definition: NodeDefinition, saved: UiNode): WidgetsRead {
  const { values } = saved
  if (!isPositional(values)) return readBy(definition, byName(values ?? {}))
  const read = readByPosition(definition, values)
  const names = read.leftOver === 0 && read.defaulted.length === 0 ? null : valuesByName(saved)
  return names === null ? read : readBy(definition, byName(names))
}

function readByPosition(definition: NodeDefinition, stored: readonly unknown[]): WidgetsRead {
  const values = withoutForcedValues(definition, stored)
  let next = 0
  const read = readBy(definition, (plan) => (plan.isStored && next < values.length ? { value: values[next++] } : null))
  return { ...read, leftOver: values.length - next }
}

const byName =
  (values: Readonly<Record<string, unknown>>): TakeValue =>
  ({ name, isSent, isStored }) =>
    isSent && isStored && Object.hasOwn(values, name) ? { value: values[name] } : null

type TakeValue = (plan: Plan) => { readonly value: unknown } | null

/** A dynamic combo adds widgets behind itself that depend on its value, so the widgets are made while the values are read. */
function readBy(definition: NodeDefinition, take: TakeValue): WidgetsRead {
  const plans = plansFor(definition)
  const widgets: Widget[] = []
  const defaulted: string[] = []
  for (let plan = plans.shift(); plan !== undefined; plan = plans.shift()) {
    const taken = take(plan)
    if (taken === null && plan.isSent && plan.isStored) defaulted.push(plan.name)
    const value = usable(plan, taken === null ? plan.initial : taken.value)
    widgets.push({ name: plan.name, value, isSent: plan.isSent, input: plan.input })
    plans.unshift(...(plan.unfold?.(value) ?? []))
  }
  if (definition.name === 'CustomCombo') setIndex(widgets)
  return { widgets, defaulted, leftOver: 0 }
}

/** Whether the front end makes a widget for the input; all other inputs take links only. */
export const hasWidget = (input: InputDefinition): boolean => input.settings['forceInput'] !== true && widgetTypes.has(widgetType(input))

/** A widget without a socket can be set by hand only. */
export const hasSocket = (input: InputDefinition): boolean => input.settings['socketless'] !== true && !browserOnly.has(input.type)

type Plan = {
  readonly name: string
  readonly initial: unknown
  readonly isSent: boolean
  /** Whether it takes a place among the stored values. */
  readonly isStored: boolean
  readonly input: InputDefinition
  readonly unfold?: (value: unknown) => readonly Plan[]
}

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

function plansOf(input: InputDefinition): readonly Plan[] {
  if (!hasWidget(input)) return []
  const { name } = input
  const type = widgetType(input)
  const sent: Plan = { name, initial: initialOf(input, type), isSent: true, isStored: true, input }
  const button: Plan = { ...sent, isSent: false }
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

const controlOf = (button: Plan): Plan => ({ ...button, name: 'control_after_generate', initial: 'randomize' })
const filterOf = (button: Plan): Plan => ({ ...button, name: 'control_filter_list', initial: '' })

/** A combo whose values come from an address of the server has a switch and, where stated, a button, which the front end sends along. */
function remoteOf(sent: Plan): readonly Plan[] {
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

const plansFor = (definition: NodeDefinition): Plan[] =>
  definition.name === 'CustomCombo' ? customComboPlans(definition) : definition.inputs.flatMap(plansOf)

/** A combo whose values a person types: as many options as are filled and an empty one, and the place of the chosen one among them. */
function customComboPlans({ inputs }: NodeDefinition): Plan[] {
  const text = inputDefinition('option', ['STRING'], false)
  const option = (place: number): Plan => ({
    ...{ name: `option${place}`, initial: '', isSent: true, isStored: true, input: text },
    unfold: (value) => (value === '' || value === null ? [] : [option(place + 1)]),
  })
  const index: Plan = { name: 'index', initial: 0, isSent: true, isStored: true, input: inputDefinition('index', ['INT'], false) }
  return inputs.flatMap(plansOf).flatMap((plan) => (plan.name === 'choice' ? [plan, index, option(1)] : [plan]))
}

function setIndex(widgets: readonly Widget[]): void {
  const chosen = widgets.find(({ name }) => name === 'choice')?.value
  const index = widgets.find(({ name }) => name === 'index')
  if (index !== undefined) index.value = widgets.filter(({ name }) => name.startsWith('option')).findIndex(({ value }) => value === chosen)
}

function firstKey(options: unknown): unknown {
  const first: unknown = Array.isArray(options) ? options[0] : undefined
  return isRecord(first) ? first['key'] : undefined
}

/** A widget that was saved without a value shows its first or an empty one; exports of 2023 call samplers by their functions. */
function usable({ name, initial, input }: Plan, value: unknown): unknown {
  if (name === 'sampler_name' && typeof value === 'string') return value.replace(/^sample_/, '')
  if (value !== null && value !== undefined) return value
  if (input.type === 'COMBO') return input.choices?.[0] ?? value
  return input.type === 'STRING' || input.type === 'COMFY_DYNAMICCOMBO_V3' ? initial : value
}

/**
 * Front ends before 1.16 made a hidden widget for an input that takes links only and stored its value. Such a list is as long as widgets
 * and link-only inputs together; the values of the latter are taken out.
 */
function withoutForcedValues(definition: NodeDefinition, values: readonly unknown[]): readonly unknown[] {
  const isForced = ({ settings }: InputDefinition): boolean => settings['forceInput'] === true
  const places = definition.inputs.flatMap((input) =>
    isForced(input)
      ? [true]
      : plansOf(input)
          .filter(({ isStored }) => isStored)
          .map(() => false),
  )
  return places.length === values.length ? values.filter((_, place) => places[place] === false) : values
}
