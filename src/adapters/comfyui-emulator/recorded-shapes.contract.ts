/** What recordings and the emulator are compared by: times, minted ids, counters and Python's own words are left out. */
export type Recorded = { readonly type: string; readonly data: Readonly<Record<string, unknown>> } & Readonly<Record<string, unknown>>

const leftOut = new Set(
  [
    'timestamp create_time execution_start_time execution_end_time number priority traceback current_inputs tooltip description',
    'search_aliases essentials_category _meta argv persona_studio_engine pagination advanced',
  ].flatMap((line) => line.split(' ')),
)

const inNoOrder = new Set(['executed', 'current_outputs'])

export function comparable(value: unknown, path = ''): unknown {
  if (path.includes('offset=0')) return 'other runs than in the recording came first'
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number' && Number.isNaN(value)) return '<NaN, written bare>'
  if (typeof value === 'string') return plain(value)
  if (Array.isArray(value)) return tupleOrList(value)
  if (value === null || typeof value !== 'object') return value
  const isInnerFault = 'type' in value && value.type === 'exception_during_inner_validation'
  const entries = Object.entries(value)
    .filter(([key]) => !leftOut.has(key) && !(key === 'previewable_outputs_count'))
    .map(([key, item]) => {
      if (key === 'jobs') return [key, comparable((item as { id: string }[]).filter(({ id }) => /0034\d$/.test(id)))]
      // Which of several links to a faulty node is named depends on the order of a Python set.
      if (key === 'extra_info' && isInnerFault) return [key, { exception_type: (item as Record<string, unknown>)['exception_type'] }]
      if (inNoOrder.has(key)) return [key, [...(item as string[])].sort()]
      return [plain(key), comparable(item)]
    })
  return Object.fromEntries(entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)))
}

const plain = (text: string): string =>
  text
    .replace(/^(?!00000000-)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'minted')
    .replace(/_\d{5}_\.png$/, '_00000_.png')
    .replace(/'[^']*\/([^/']+\.png)'/, "'$1'")

/** A queue item begins with a number that counts all prompts ever posted, the recording's earlier ones too. */
function tupleOrList(value: readonly unknown[]): unknown {
  const isItem = typeof value[0] === 'number' && typeof value[1] === 'string'
  return isItem ? [Math.sign(value[0] as number), ...value.slice(1).map((item) => comparable(item))] : value.map((item) => comparable(item))
}

/** Cuts an answer down to the part that the recording kept of it. */
export function matching(actual: unknown, expected: unknown): unknown {
  if (typeof expected === 'string' && expected.startsWith('(')) return expected
  if (actual === null || typeof actual !== 'object' || expected === undefined) return actual
  if (isEntry(actual) && typeof expected === 'string') return actual.status.status_str
  if (expected === null || typeof expected !== 'object') return actual
  if (Array.isArray(expected) && !Array.isArray(actual)) return Object.keys(actual)
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const isItem = typeof actual[0] === 'number'
    return (isItem ? actual.slice(0, expected.length) : actual).map((item, at) => matching(item, expected[at]))
  }
  if (isEntry(actual) && 'status_str' in expected) return actual.status
  const kept = isEntry(actual) ? Object.entries(actual).filter(([key]) => key in expected) : Object.entries(actual)
  return Object.fromEntries(kept.map(([key, item]) => [key, matching(item, (expected as Record<string, unknown>)[key])]))
}

const isEntry = (value: object): value is { status: { status_str: string } } => 'status' in value && 'outputs' in value && 'prompt' in value

/**
 * Frames in two rows: `status`, which comes whenever the queue moves (said twice or once, depending on what else moves), and the run. Repeated steps of a sampler are one entry, since
 * how many a client hears depends on its timing.
 */
export function comparableFrames(frames: readonly Recorded[]): { readonly status: readonly unknown[]; readonly run: readonly unknown[] } {
  const statuses = frames.filter(({ type }) => type === 'status').map((frame) => comparable(frame))
  const status = statuses.filter((frame, at) => JSON.stringify(frame) !== JSON.stringify(statuses[at - 1]))
  const run: unknown[] = []
  let ticks: string[] = []
  for (const frame of frames) {
    if (frame.type === 'status') continue
    if (isTick(frame)) {
      if (ticks.length < 3) ticks.push(frame.type)
      if (ticks.length === 3 && run.at(-1) !== ticks) run.push(ticks)
      continue
    }
    ticks = []
    run.push(comparable(frame))
  }
  return { status, run }
}

function isTick({ type, data }: Recorded): boolean {
  if (type === 'progress' || type.startsWith('binary')) return true
  if (type !== 'progress_state') return false
  const nodes = Object.values(data['nodes'] as Record<string, { value: number; state: string }>)
  return nodes.some(({ value, state }) => state === 'running' && value > 0)
}

/**
 * What a server of the same kind, but with other models, memory and nodes, lacks of a recorded answer: places where a name is missing or
 * a value has another type. Error types count as they are; lists are held to the form of their first element.
 */
export function lacksOf(actual: unknown, expected: unknown, place = ''): readonly string[] {
  if (typeof expected === 'string' && (expected.startsWith('(') || expected.startsWith('<'))) return []
  if (expected === null || actual === null) return []
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [`${place} is no list`]
    return actual.length === 0 || expected.length === 0 ? [] : lacksOf(actual[0], expected[0], `${place}[]`)
  }
  if (typeof expected === 'object') {
    if (typeof actual !== 'object' || Array.isArray(actual)) return [`${place} is no object`]
    const found = actual as Readonly<Record<string, unknown>>
    return Object.entries(expected)
      .filter(([key]) => !leftOut.has(key))
      .flatMap(([key, value]) => (key in found ? lacksOf(found[key], value, `${place}.${key}`) : [`${place}.${key} is missing`]))
  }
  if (place.endsWith('.error.type') || place.endsWith('errors[].type'))
    return actual === expected ? [] : [`${place} is ${String(actual)}, not ${String(expected)}`]
  return typeof actual === typeof expected ? [] : [`${place} is a ${typeof actual}, not a ${typeof expected}`]
}
