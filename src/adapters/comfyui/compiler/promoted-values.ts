import { isRecord } from '../lenient-json.ts'
import { boundaryInputId, type LiveExport, type LiveGraph, type LiveNode, type LiveSubgraph } from './live-graph.ts'
import type { LiveInput } from './live-inputs.ts'

/**
 * Gives the instances of subgraphs the values that they show for widgets inside. Three generations of exports are read: one value for each
 * shown input, by position; `proxyWidgets`, a list of [node inside, widget] that goes with the values by position and may show widgets
 * that no input leads to; and values that a later front end set aside by the input's name.
 */
export function bindPromotedValues({ graph, subgraphs }: LiveExport): void {
  const levels: readonly LiveGraph[] = [...innermostFirst(subgraphs), graph]
  const instances = levels.flatMap((level) => [...level.nodes.values()]).flatMap((node) => asInstance(node))
  for (const level of levels) {
    const own = instances.filter(({ node }) => level.nodes.get(node.id) === node)
    for (const instance of own) bindByPosition(instance, proxiesOf(instance.node).length > 0 ? [] : valuesOf(instance.node))
    own.forEach((instance) => bindProxies(instance, instances))
  }
}

type Instance = { readonly node: LiveNode; readonly subgraph: LiveSubgraph }

const asInstance = (node: LiveNode): readonly Instance[] => (node.subgraph === null ? [] : [{ node, subgraph: node.subgraph }])

/** A socket inside that a link leads to. */
type Target = { readonly node: LiveNode; readonly input: LiveInput }

const targetsOf = (subgraph: LiveSubgraph, slot: number): readonly Target[] =>
  targetsOfLinks(subgraph, subgraph.inputs[slot]?.linkIds ?? [])

const targetsOfLinks = (subgraph: LiveSubgraph, ids: readonly number[]): readonly Target[] =>
  ids.flatMap((id) => {
    const link = subgraph.links.get(id)
    const node = link === undefined ? undefined : subgraph.nodes.get(link.targetId)
    const input = node?.inputs.find((one) => one.link === id)
    return node === undefined || input === undefined ? [] : [{ node, input }]
  })

/** The value of the widget behind a socket; null where there is no widget. */
function shownValue({ node, input }: Target): { readonly value: unknown } | null {
  if (node.subgraph !== null) return input.promoted
  return node.widgets.find(({ name }) => name === input.widget) ?? null
}

const valuesOf = ({ saved }: LiveNode): readonly unknown[] => (Array.isArray(saved.values) ? saved.values : [])

function proxiesOf({ saved }: LiveNode): readonly unknown[] {
  const proxies = saved.properties['proxyWidgets']
  return Array.isArray(proxies) ? proxies : []
}

function bindByPosition({ node, subgraph }: Instance, values: readonly unknown[]): void {
  const setAside = valuesSetAside(node)
  const inner = node.inputs.map(
    (_, slot) =>
      targetsOf(subgraph, slot)
        .map(shownValue)
        .find((value) => value !== null) ?? null,
  )
  // A class may have lost a widget since: its value still has its place.
  const wereShown = node.inputs.map((_, slot) => wasShown(subgraph, slot))
  const isAsSaved = wereShown.filter(Boolean).length === values.length
  let next = 0
  for (const [slot, input] of node.inputs.entries()) {
    const shown = inner[slot] ?? null
    const place = (isAsSaved ? wereShown[slot] === true : shown !== null) ? next++ : null
    if (shown === null) continue
    const value: unknown = setAside.get(input.name) ?? (place === null ? undefined : values[place])
    input.promoted = { value: value ?? shown.value }
  }
}

/** Whether the front end that saved the export knew a widget behind the input. */
function wasShown(subgraph: LiveSubgraph, slot: number): boolean {
  return (subgraph.inputs[slot]?.linkIds ?? []).some((id) => {
    const target = subgraph.nodes.get(subgraph.links.get(id)?.targetId ?? '')
    return target?.saved.inputs.some((input) => input.link === id && input.widget !== null) === true
  })
}

function valuesSetAside({ saved }: LiveNode): ReadonlyMap<string, unknown> {
  const entries = saved.properties['proxyWidgetErrorQuarantine']
  const byName = (Array.isArray(entries) ? entries : []).flatMap((entry: unknown) => {
    const original: unknown = isRecord(entry) ? entry['originalEntry'] : undefined
    const isOfInput = Array.isArray(original) && original[0] === '-1' && isRecord(entry) && entry['hostValue'] !== undefined
    return isOfInput && isRecord(entry) ? [[String(original[1]), entry['hostValue']] as const] : []
  })
  return new Map(byName.reverse())
}

function bindProxies(instance: Instance, instances: readonly Instance[]): void {
  const values = valuesOf(instance.node)
  for (const [place, proxy] of proxiesOf(instance.node).entries()) {
    if (!Array.isArray(proxy) || proxy.length < 2) continue
    const value: unknown = values[place]
    const input = shownInput(instance, String(proxy[0]), String(proxy[1]), instances)
    if (input?.promoted != null && value !== undefined && value !== null) input.promoted.value = value
  }
}

/** The instance's input that shows a widget inside; a widget that none leads to gets one. */
function shownInput(instance: Instance, id: string, widget: string, instances: readonly Instance[]): LiveInput | undefined {
  const { node, subgraph } = instance
  if (id === '-1') return node.inputs.find((input) => input.name === widget)
  const source = subgraph.nodes.get(id)
  if (source === undefined) return undefined
  const name = socketName(source, widget)
  const linked = node.inputs.find((_, slot) => {
    const first = targetsOf(subgraph, slot)[0]
    return first?.node === source && first.input.name === name
  })
  if (linked !== undefined) return linked
  const targets = source.type === 'PrimitiveNode' ? targetsOfLinks(subgraph, source.outputs[0]?.links ?? []) : socketOf(source, name)
  return targets.length === 0 ? undefined : addInput(instance, widget, targets, instances)
}

/** Old lists name a widget of a subgraph further in as `12: widget`. */
function socketName(source: LiveNode, widget: string): string {
  const isKnown = (name: string): boolean => source.inputs.some((input) => input.name === name || input.widget === name)
  const stripped = widget.replace(/^(\s*\d+\s*:\s*)+/, '')
  return isKnown(widget) ? widget : stripped
}

const socketOf = (node: LiveNode, name: string): readonly Target[] =>
  node.inputs.filter((input) => input.name === name && shownValue({ node, input }) !== null).map((input) => ({ node, input }))

/** Adds an input to the definition that leads to the targets, and a socket for it to every instance. */
function addInput(
  { node, subgraph }: Instance,
  wanted: string,
  targets: readonly Target[],
  instances: readonly Instance[],
): LiveInput | undefined {
  const first = targets[0]
  if (first === undefined) return undefined
  const slot = subgraph.inputs.length
  const name = freeName(wanted, subgraph)
  const initial = shownValue(first)
  const firstLink = Math.max(0, ...subgraph.links.keys()) + 1
  for (const [index, target] of targets.entries()) {
    const id = firstLink + index
    subgraph.links.set(id, { id, originId: boundaryInputId, originSlot: slot, targetId: target.node.id, targetSlot: 0 })
    target.input.link = id
  }
  subgraph.inputs.push({ name, type: first.input.type, linkIds: targets.map((_, index) => firstLink + index) })
  for (const one of instances)
    if (one.subgraph === subgraph)
      one.node.inputs.push({
        name,
        type: first.input.type,
        link: null,
        widget: null,
        promoted: initial === null ? null : { value: initial.value },
      })
  return node.inputs.at(-1)
}

function freeName(wanted: string, { inputs }: LiveSubgraph): string {
  const isTaken = (name: string): boolean => inputs.some((input) => input.name === name)
  let name = wanted
  for (let count = 1; isTaken(name); count++) name = `${wanted}_${count}`
  return name
}

/** Each subgraph after those that its nodes are instances of; one inside itself keeps its place. */
function innermostFirst(subgraphs: ReadonlyMap<string, LiveSubgraph>): readonly LiveSubgraph[] {
  const sorted = new Set<LiveSubgraph>()
  const open = new Set<LiveSubgraph>()
  const visit = (subgraph: LiveSubgraph): void => {
    if (sorted.has(subgraph) || open.has(subgraph)) return
    open.add(subgraph)
    for (const { subgraph: inner } of subgraph.nodes.values()) if (inner !== null) visit(inner)
    sorted.add(subgraph)
  }
  for (const subgraph of subgraphs.values()) visit(subgraph)
  return [...sorted]
}
