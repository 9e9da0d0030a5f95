import type { InputDefinition, NodeDefinition } from './node-definitions.ts'
import { isPositional, valuesByName } from './stored-values.ts'
import type { UiNode } from './ui-export.ts'
import { plansFor, plansOf, type WidgetPlan } from './widget-plans.ts'

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
  if (!isPositional(values)) return readBy(definition, byName(values ?? saved.namedValues ?? {}))
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

type TakeValue = (plan: WidgetPlan) => { readonly value: unknown } | null

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

/** A widget that was saved without a value shows its first or an empty one; exports of 2023 call samplers by their functions. */
function usable({ name, initial, input }: WidgetPlan, value: unknown): unknown {
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

function setIndex(widgets: readonly Widget[]): void {
  const chosen = widgets.find(({ name }) => name === 'choice')?.value
  const index = widgets.find(({ name }) => name === 'index')
  if (index !== undefined) index.value = widgets.filter(({ name }) => name.startsWith('option')).findIndex(({ value }) => value === chosen)
}
