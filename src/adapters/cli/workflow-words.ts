/** What the commands need of the compiler, in its shapes; main hands it in. */
export type WorkflowDesk = {
  compile(file: string, target: string | null): Promise<Judged & { readonly graph: object | null }>
  validate(paths: readonly string[], target: string | null): Promise<readonly (Judged & { readonly path: string; readonly kind: string })[]>
  diff(one: string, other: string, target: string | null): Promise<readonly Difference[]>
  list(target: string | null): Promise<readonly Listed[]>
}

type Place = {
  readonly node: string | null
  readonly title: string | null
  readonly nodeClass: string | null
  readonly input: string | null
}
type Remark = { readonly place: Place; readonly message: string }
type Fault = Remark & { readonly reason: string }
type Judged = {
  readonly faults: readonly Fault[]
  readonly missingFiles: readonly Fault[]
  readonly notes: readonly (Remark & { readonly kind: string })[]
}
type Difference = { readonly node: string; readonly input: string | null; readonly message: string }
type Listed = {
  readonly id: string
  readonly title: string
  readonly kind: string
  readonly needs: { readonly comfyui: string; readonly nodeClasses: readonly string[]; readonly files: readonly string[] }
  readonly lacks: readonly Fault[]
}

/** The same result for people and for programs. */
export type WorkflowSays = { readonly ok: boolean; readonly text: string; readonly json: Readonly<Record<string, unknown>> }

/** A file that the target lacks fails nothing here: the graph is right without it. */
export function compileSays(compiled: Judged & { readonly graph: object | null }): WorkflowSays {
  const { graph, faults } = compiled
  const ok = graph !== null && faults.length === 0
  const verdict = ok
    ? `Compiled: ${count(Object.keys(graph).length, 'node')}.`
    : graph === null
      ? 'Refused: no graph could be made.'
      : 'Refused: the target would not take the graph.'
  return { ok, text: lines(...judgedLines(compiled), verdict), json: { ok, ...compiled } }
}

/** A target without a model would refuse the graph, so here it counts; a picture is uploaded when the graph is used. */
export function validateSays(results: readonly (Judged & { readonly path: string; readonly kind: string })[]): WorkflowSays {
  const told = results.map((result) => ({ ok: result.faults.length === 0 && !lacksModel(result), ...result }))
  const ok = told.every((one) => one.ok)
  const text = lines(
    ...told.flatMap((one) => [`${one.path}: ${one.ok ? 'valid' : 'the target would refuse it'}`, ...judgedLines(one).map(indented)]),
  )
  return { ok, text, json: { ok, results: told } }
}

const lacksModel = ({ missingFiles }: Judged): boolean => missingFiles.some(({ reason }) => reason === 'file-missing')

export function diffSays(differences: readonly Difference[]): WorkflowSays {
  const ok = differences.length === 0
  const text = ok ? 'No difference.\n' : lines(...differences.map(({ message }) => message))
  return { ok, text, json: { ok, differences } }
}

/** Says what is there; lacking something is no failure of the command. */
export function listSays(workflows: readonly Listed[]): WorkflowSays {
  const text = lines(...workflows.flatMap((workflow) => [...listedLines(workflow), '']))
  return { ok: true, text, json: { ok: true, workflows } }
}

function listedLines({ id, title, kind, needs, lacks }: Listed): readonly string[] {
  return [
    `${id} (${kind}): ${title}`,
    `  needs ComfyUI ${needs.comfyui} and ${count(needs.nodeClasses.length, 'node class', 'node classes')}: ${needs.nodeClasses.join(', ')}`,
    ...needs.files.map((file) => `  needs models/${file}`),
    ...(lacks.length === 0 ? ['  the target has all of it'] : lacks.map((fault) => `  ! ${remark(fault)}`)),
  ]
}

function judgedLines({ faults, missingFiles, notes }: Judged): readonly string[] {
  return [
    ...faults.map((fault) => `! ${remark(fault)}`),
    ...missingFiles.map((fault) => `? ${remark(fault)}`),
    ...notes.map((note) => `- ${remark(note)}`),
  ]
}

/** `node 10 "Draw" (KSampler), input steps: …` */
function remark({ place: { node, title, nodeClass, input }, message }: Remark): string {
  if (node === null) return message
  const named = title === null || title === nodeClass ? `node ${node}` : `node ${node} "${title}"`
  return `${named}${nodeClass === null ? '' : ` (${nodeClass})`}${input === null ? '' : `, input ${input}`}: ${message}`
}

const lines = (...all: readonly string[]): string => (all.length === 0 ? '' : `${all.join('\n')}\n`)
const indented = (line: string): string => `  ${line}`
const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`
