import { unfolded } from './dynamic-inputs.ts'
import type { InputDefinition, NodeDefinition } from './node-definitions.ts'
import type { UiInput, UiNode } from './ui-export.ts'
import { hasSocket, hasWidget } from './widget-plans.ts'
import type { Widget } from './widgets.ts'

export type LiveInput = {
  readonly name: string
  readonly type: string
  link: number | null
  /** The widget that the socket belongs to. */
  readonly widget: string | null
  /** The value shown on a subgraph's instance for a widget inside; null where none is. */
  promoted: { value: unknown } | null
}

/**
 * The sockets of a node: those of its class first, in the class's order and with the class's types, each with the link that the export
 * holds for its name; then what the export has beyond them, such as the places of a list that grows. A saved socket of a widget that the
 * class does not have any more is gone, and its link with it.
 */
export function liveInputs(saved: UiNode, definition: NodeDefinition | null, widgets: readonly Widget[]): LiveInput[] {
  if (definition === null) return saved.inputs.map((input) => liveInput(input, input.type))
  const sockets = definition.inputs.flatMap((input) => socketsOf(input, saved, widgets))
  const stated = [...sockets.filter((socket) => socket.widget === null), ...sockets.filter((socket) => socket.widget !== null)]
  const names = new Set(stated.map((socket) => socket.name))
  const extra = saved.inputs.filter(
    ({ name, widget }) => !names.has(name) && (widget === null || widgets.some((one) => one.name === widget)),
  )
  const dynamic = definition.inputs.filter((input) => input.type === 'COMFY_DYNAMICCOMBO_V3')
  const gone = (name: string): boolean => dynamic.some((combo) => name.startsWith(`${combo.name}.`))
  return [...stated, ...extra.filter(({ name }) => !gone(name)).map((input) => liveInput(input, input.type))]
}

function socketsOf(input: InputDefinition, saved: UiNode, widgets: readonly Widget[]): readonly LiveInput[] {
  const stored = saved.inputs.findLast(({ name }) => name === input.name)
  if (input.type === 'COMFY_AUTOGROW_V3')
    return saved.inputs.filter(({ name }) => name.startsWith(`${input.name}.`)).map((one) => liveInput(one, one.type))
  if (input.type === 'COMFY_MATCHTYPE_V3') return [socket(input, stored?.type ?? '*', stored, null)]
  if (!hasWidget(input)) return [socket(input, input.type, stored, null)]
  const own = hasSocket(input) ? [socket(input, input.type, stored, input.name)] : []
  if (input.type !== 'COMFY_DYNAMICCOMBO_V3') return own
  const chosen = widgets.find(({ name }) => name === input.name)?.value
  return [...own, ...unfolded(input, chosen).flatMap((inner) => socketsOf(inner, saved, widgets))]
}

const socket = (input: InputDefinition, type: string, stored: UiInput | undefined, widget: string | null): LiveInput => ({
  name: input.name,
  type,
  link: stored?.link ?? null,
  widget,
  promoted: null,
})

const liveInput = ({ name, link, widget }: UiInput, type: string): LiveInput => ({ name, type, link, widget, promoted: null })
