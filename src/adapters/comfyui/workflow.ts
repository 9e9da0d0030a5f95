import { z } from 'zod'

/** One node of ComfyUI's API format. A link is `[node id, output slot]`. */
export type GraphNode = {
  readonly class_type: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly _meta?: { readonly title: string }
}
export type Graph = Readonly<Record<string, GraphNode>>

const graphSchema = z.record(
  // Nodes inside subgraphs are called `instance:node` once a graph is compiled.
  z.string().regex(/^\d+(:\d+)*$/, 'expected node ids of digits, with colons inside subgraphs'),
  z.strictObject({
    class_type: z.string().min(1),
    // A node without `inputs` passes a server's checks and then ends its worker thread, so it is required even where it is empty.
    inputs: z.record(z.string(), z.unknown()),
    _meta: z.strictObject({ title: z.string() }).exactOptional(),
  }),
)

const place = { node: z.string(), field: z.string() }
const inputSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...place, type: z.literal('text'), min: z.int().min(0), max: z.int(), unit: z.literal('code points') }),
  z.strictObject({ ...place, type: z.literal('integer'), min: z.int(), max: z.int(), unit: z.enum(['px', 'steps', 'seed']) }),
  z.strictObject({ ...place, type: z.literal('number'), min: z.number(), max: z.number(), unit: z.enum(['factor', 'fraction']) }),
  z.strictObject({ ...place, type: z.literal('choice') }),
  z.strictObject({ ...place, type: z.literal('file') }),
])
export type WorkflowInput = z.infer<typeof inputSchema>

const sizeSchema = z.strictObject({ widthPx: z.int().positive(), heightPx: z.int().positive() })
const inputs = z.strictObject({
  prompt: inputSchema,
  negativePrompt: inputSchema,
  seed: inputSchema,
  steps: inputSchema,
  cfg: inputSchema,
  sampler: inputSchema,
  scheduler: inputSchema,
  denoise: inputSchema,
  /** Every attempt has a prefix of its own: it makes the save node run again and tells our files from others'. */
  filenamePrefix: inputSchema,
  guidance: inputSchema.exactOptional(),
  width: inputSchema.exactOptional(),
  height: inputSchema.exactOptional(),
  image: inputSchema.exactOptional(),
  reference: inputSchema.exactOptional(),
})
export type InputName = keyof z.infer<typeof inputs>

const versionSchema = z.string().regex(/^\d+\.\d+\.\d+$/)

/** Nodes that ComfyUI does not bring. They patch its insides, so they work with the versions that they were made for. */
const customNodesSchema = z.strictObject({
  repository: z.url(),
  version: z.string(),
  commit: z.string(),
  comfyui: z.strictObject({ from: versionSchema, upTo: versionSchema }),
  nodeClasses: z.array(z.string()).min(1),
})

const manifestSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  version: z.int().positive(),
  kind: z.enum(['generate', 'edit']),
  /** Place in the list of its kind: the first that honours a request and that a backend can run is taken. */
  order: z.int(),
  title: z.string(),
  inputs,
  outputs: z.array(z.strictObject({ node: z.string(), kind: z.literal('image') })).min(1),
  sampling: z.strictObject({
    steps: z.strictObject({ draft: z.int().positive(), hq: z.int().positive() }),
    cfg: z.number().positive(),
    /** Taken instead of `cfg` when a person typed a negative prompt; null where the model cannot do it well. */
    cfgWithNegative: z.number().positive().nullable(),
    /** The sampler skips the negative words up to this cfg. */
    negativeHonouredAboveCfg: z.number(),
    guidance: z.number().nullable(),
    sampler: z.string(),
    scheduler: z.string(),
    denoise: z.number().min(0).max(1),
  }),
  honours: z.strictObject({ strength: z.boolean(), maskedArea: z.boolean(), referenceFace: z.boolean() }),
  sizes: z.strictObject({ multipleOfPx: z.int().positive(), best: z.array(sizeSchema).min(1) }),
  requires: z.strictObject({
    /** The oldest version. 0.3.57 is the first whose interrupt takes an id: an older one would stop a neighbour's run. */
    comfyui: versionSchema,
    nodeClasses: z.array(z.string()).min(1),
    models: z.array(z.strictObject({ folder: z.string(), file: z.string(), ...place })),
    /** Files that a node loads, or fetches, by a name of its own: no server tells whether they are there. */
    unlistedModels: z.array(z.strictObject({ folder: z.string(), file: z.string() })),
    customNodes: z.array(customNodesSchema),
  }),
  /** Belongs to `face-check.graph.json`, which tells whether the reference shows a face. */
  faceCheck: z.strictObject({ reference: z.strictObject(place), failsWithoutFace: z.string() }).exactOptional(),
})
export type WorkflowManifest = z.infer<typeof manifestSchema>

export type Workflow = {
  readonly manifest: WorkflowManifest
  readonly graph: Graph
  /** A run of its own that ends well only where the reference shows a face; `null` where nothing can tell. */
  readonly faceCheck: Graph | null
}

export class WorkflowInvalid extends Error {
  override readonly name = 'WorkflowInvalid'
}

/**
 * Checks the files of a workflow against each other; `faceCheckJson` is `null` where the folder has none. Throws `WorkflowInvalid` with
 * every fault: they are part of the program.
 */
export function workflowFrom(name: string, manifestJson: unknown, graphJson: unknown, faceCheckJson: unknown): Workflow {
  const manifest = manifestSchema.safeParse(manifestJson)
  const graph = graphSchema.safeParse(graphJson)
  const faceCheck = graphSchema.nullable().safeParse(faceCheckJson)
  const shapeFaults = [
    ...issuesOf('manifest.json', manifest.error),
    ...issuesOf('graph.json', graph.error),
    ...issuesOf('face-check.graph.json', faceCheck.error),
  ]
  if (!manifest.success || !graph.success || !faceCheck.success) throw new WorkflowInvalid(`workflow ${name}: ${shapeFaults.join('; ')}`)
  const workflow: Workflow = { manifest: manifest.data, graph: graph.data, faceCheck: faceCheck.data }
  const faults = [...(manifest.data.id === name ? [] : [`the folder is not named ${manifest.data.id}`]), ...mismatches(workflow)]
  if (faults.length > 0) throw new WorkflowInvalid(`workflow ${name}: ${faults.join('; ')}`)
  return workflow
}

function mismatches(workflow: Workflow): readonly string[] {
  const { manifest, graph } = workflow
  const places = [...Object.entries(manifest.inputs), ...manifest.requires.models.map((model) => [model.file, model] as const)]
  const misplaced = places
    .filter(([, at]) => graph[at.node]?.inputs[at.field] === undefined)
    .map(([what]) => `${what} points at nothing in the graph`)
  const wrongFiles = manifest.requires.models
    .filter((model) => graph[model.node]?.inputs[model.field] !== model.file)
    .map((model) => `${model.file} is not what the graph loads`)
  const classes = new Set(Object.values(graph).map((node) => node.class_type))
  const unlisted = [...classes]
    .filter((name) => !manifest.requires.nodeClasses.includes(name))
    .map((name) => `node class ${name} is not required`)
  const unused = manifest.requires.nodeClasses.filter((name) => !classes.has(name)).map((name) => `node class ${name} is not in the graph`)
  const outputs = manifest.outputs
    .filter((output) => graph[output.node] === undefined)
    .map((output) => `output node ${output.node} is missing`)
  const foreign = manifest.requires.customNodes
    .flatMap((nodes) => nodes.nodeClasses)
    .filter((name) => !classes.has(name))
    .map((name) => `custom node class ${name} is not in the graph`)
  return [...misplaced, ...wrongFiles, ...unlisted, ...unused, ...foreign, ...outputs, ...referenceFaults(workflow)]
}

/** A graph that draws from a reference keeps its face, and the other way round; a check of the face is told where to look. */
function referenceFaults({ manifest, faceCheck }: Workflow): readonly string[] {
  const honours = manifest.honours.referenceFace === (manifest.inputs.reference !== undefined)
  const { faceCheck: check } = manifest
  const isWhole = (check === undefined) === (faceCheck === null)
  const isPlaced =
    check === undefined ||
    faceCheck === null ||
    (faceCheck[check.reference.node]?.inputs[check.reference.field] !== undefined && faceCheck[check.failsWithoutFace] !== undefined)
  return [
    ...(honours ? [] : ['an input named reference and honours.referenceFace go together']),
    ...(isWhole ? [] : ['faceCheck and face-check.graph.json go together']),
    ...(isPlaced ? [] : ['faceCheck points at nothing in its graph']),
  ]
}

const issuesOf = (file: string, error: z.ZodError | undefined): readonly string[] =>
  error?.issues.map((issue) => `${file} ${issue.path.join('.')}: ${issue.message}`) ?? []
