import type { LiveGraph, LiveNode } from './live-graph.ts'
import type { InputDefinition } from './node-definitions.ts'

/**
 * Copies the value of every primitive node into the widgets that it is linked to; the node itself is never sent. Numbers are rounded as
 * the widget that receives them would round what is typed into it.
 */
export function applyPrimitives(graph: LiveGraph): void {
  for (const node of graph.nodes.values()) if (node.type === 'PrimitiveNode' && node.definition === null) applyPrimitive(graph, node)
}

function applyPrimitive(graph: LiveGraph, primitive: LiveNode): void {
  const value: unknown = Array.isArray(primitive.saved.values) ? primitive.saved.values[0] : undefined
  if (value === undefined || value === null) return
  for (const id of primitive.outputs[0]?.links ?? []) {
    const link = graph.links.get(id)
    const target = link === undefined ? undefined : graph.nodes.get(link.targetId)
    const input = target?.inputs.find((one) => one.link === id)
    const widget = target?.widgets.find(({ name }) => name === input?.widget)
    if (widget !== undefined) widget.value = roundedFor(widget.input, value)
  }
}

function roundedFor({ type, settings }: InputDefinition, value: unknown): unknown {
  if (typeof value !== 'number') return value
  if (type === 'INT') return roundedInt(value, numberOr(settings['step'], 1) || 1, numberOr(settings['min'], 0))
  return type === 'FLOAT' ? roundedFloat(value, settings) : value
}

function roundedInt(value: number, step: number, min: number): number {
  if (step === 1) return Math.round(value)
  const offset = min % step
  return Math.round((value - offset) / step) * step + offset
}

function roundedFloat(value: number, settings: InputDefinition['settings']): number {
  const precision = Math.max(0, -Math.floor(Math.log10(numberOr(settings['step'], 0.5))))
  const stated = numberOr(settings['round'], 0)
  const round = stated === 0 && precision > 0 ? 10 ** -precision : stated
  if (round === 0) return value
  const rounded = Number((Math.round(value / round) * round).toFixed(precision))
  return Math.min(Math.max(rounded, numberOr(settings['min'], 0)), numberOr(settings['max'], 2048))
}

const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise)
