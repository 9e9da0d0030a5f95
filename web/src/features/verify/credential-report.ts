/** In pixels of the picture. */
export type Region = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** IPTC's names for how pixels come about, as far as this installation writes them. */
const sources = ['trainedAlgorithmicMedia', 'algorithmicMedia', 'compositeWithTrainedAlgorithmicMedia', 'compositeSynthetic'] as const
export type Source = (typeof sources)[number]

/** One file in a picture's ancestry, as its manifest tells it. What a manifest does not tell is null. */
export type Step = {
  readonly title: string
  readonly madeBy: string | null
  /** `c2pa.created`, `c2pa.opened`, `c2pa.edited`… in order. */
  readonly acts: readonly string[]
  /** ISO 8601. */
  readonly when: string | null
  readonly source: Source | null
  /** The id that this installation gave the picture. */
  readonly imageId: string | null
  readonly engine: string | null
  readonly workflow: string | null
  readonly seed: string | null
  readonly coveragePct: number | null
  /** What an edit drew anew. */
  readonly region: Region | null
  readonly state: 'intact' | 'altered' | 'unsigned'
  /** The verifier's codes for what does not hold. */
  readonly faults: readonly string[]
}

export type Verdict = 'none' | 'here' | 'ancestor' | 'elsewhere' | 'altered' | 'alteredElsewhere'
/** The file itself first, then its parent, and so on; empty for a file without a manifest. */
export type Report = { readonly verdict: Verdict; readonly steps: readonly Step[] }

/** Reads the library's answer; null is a file without a manifest. Anything that is not where it should be counts as not told. */
export function reportOf(store: unknown): Report {
  if (store === null) return { verdict: 'none', steps: [] }
  const results = at(store, 'validation_results')
  const steps = stepsFrom(at(store, 'manifests'), textAt(store, 'active_manifest'), faultsIn(results))
  return { verdict: verdictOf(textAt(store, 'validation_state'), isSignedHere(results), steps), steps }
}

/** `Trusted` is said of a file that is signed with our root behind it and whose bytes are those that were signed. */
function verdictOf(state: string | null, signedHere: boolean, steps: readonly Step[]): Verdict {
  if (state !== 'Trusted' && state !== 'Valid') return signedHere ? 'altered' : 'alteredElsewhere'
  if (state === 'Valid') return 'elsewhere'
  return steps.some((step) => step.state === 'altered') ? 'ancestor' : 'here'
}

const isSignedHere = (results: unknown): boolean =>
  listAt(at(results, 'activeManifest'), 'success').some((one) => textAt(one, 'code') === 'signingCredential.trusted')

/**
 * The verifier holds a parent's faults against the parent alone, and calls the child valid: so every step is judged by what its child
 * recorded of it.
 */
function stepsFrom(manifests: unknown, label: string | null, faults: readonly string[]): readonly Step[] {
  const manifest = label === null ? undefined : at(manifests, label)
  if (label === null || manifest === undefined) return []
  // A manifest cannot hold itself: its label is taken out, so that a forged circle ends.
  const others = Object.fromEntries(Object.entries(manifests ?? {}).filter(([other]) => other !== label))
  const parent = listAt(manifest, 'ingredients').find((one) => textAt(one, 'relationship') === 'parentOf')
  const step = stepOf(manifest, faults)
  if (parent === undefined) return [step]
  const next = textAt(parent, 'active_manifest')
  if (next === null) return [step, unsigned(textAt(parent, 'title') ?? '')]
  return [step, ...stepsFrom(others, next, faultsIn(at(parent, 'validation_results')))]
}

function stepOf(manifest: unknown, faults: readonly string[]): Step {
  const assertions = listAt(manifest, 'assertions')
  const acts = assertions
    .filter((one) => textAt(one, 'label')?.startsWith('c2pa.actions') === true)
    .flatMap((one) => listAt(at(one, 'data'), 'actions'))
  const recipe = at(
    assertions.find((one) => textAt(one, 'label') === 'org.personastudio.recipe'),
    'data',
  )
  const [generator] = listAt(manifest, 'claim_generator_info')
  const last = (name: string): string | null => acts.map((act) => textAt(act, name)).findLast((found) => found !== null) ?? null
  return {
    title: textAt(manifest, 'title') ?? '',
    madeBy: joined(textAt(generator, 'name'), textAt(generator, 'version')),
    acts: acts.flatMap((act) => textAt(act, 'action') ?? []),
    when: last('when'),
    source: sources.find((one) => last('digitalSourceType')?.endsWith(`/${one}`)) ?? null,
    imageId: textAt(recipe, 'imageId'),
    engine: textAt(recipe, 'engine'),
    workflow: joined(textAt(recipe, 'workflow'), textAt(recipe, 'workflowVersion')),
    seed: textAt(recipe, 'seed'),
    coveragePct: numberAt(recipe, 'maskCoveragePct'),
    region: regionOf(at(recipe, 'region')) ?? regionIn(acts),
    state: faults.length === 0 ? 'intact' : 'altered',
    faults,
  }
}

/** Nothing is known of it but its name, which is its id where it was a picture of this installation. */
const unsigned = (title: string): Step => ({
  title,
  madeBy: null,
  acts: [],
  when: null,
  source: null,
  imageId: /^([0-9a-f-]{36})\.png$/.exec(title)?.[1] ?? null,
  engine: null,
  workflow: null,
  seed: null,
  coveragePct: null,
  region: null,
  state: 'unsigned',
  faults: [],
})

/** A signature of somebody unknown is not a fault of the file. */
const harmless = 'signingCredential.untrusted'

const faultsIn = (results: unknown): readonly string[] =>
  listAt(at(results, 'activeManifest'), 'failure')
    .flatMap((one) => textAt(one, 'code') ?? [])
    .filter((code) => code !== harmless)

/** Where other programs say it too: in the change that an act made. */
function regionIn(acts: readonly unknown[]): Region | null {
  const shapes = acts
    .flatMap((act) => listAt(act, 'changes'))
    .flatMap((change) => listAt(change, 'region'))
    .map((one) => at(one, 'shape'))
  const shape = shapes.find((one) => textAt(one, 'type') === 'rectangle' && textAt(one, 'unit') === 'pixel')
  return shape === undefined ? null : regionOf({ ...Object(shape), ...Object(at(shape, 'origin')) })
}

function regionOf(value: unknown): Region | null {
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => numberAt(value, name))
  return x == null || y == null || width == null || height == null ? null : { x, y, width, height }
}

const joined = (...parts: readonly (string | null)[]): string | null => parts.filter((part) => part !== null).join(' ') || null

const at = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined

function listAt(value: unknown, name: string): readonly unknown[] {
  const found = at(value, name)
  return Array.isArray(found) ? found : []
}

function textAt(value: unknown, name: string): string | null {
  const found = at(value, name)
  return typeof found === 'string' || typeof found === 'number' ? String(found) : null
}

function numberAt(value: unknown, name: string): number | null {
  const found = at(value, name)
  return typeof found === 'number' && Number.isFinite(found) ? found : null
}
