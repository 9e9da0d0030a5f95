import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { compileSays, diffSays, listSays, validateSays, type WorkflowDesk, type WorkflowSays } from './workflow-words.ts'

type Flags = { readonly objectInfo?: string; readonly json: boolean }

const objectInfo = [
  '--object-info <file|address|version>',
  'the node classes to compile for: a saved answer of /object_info, the address of a ComfyUI, or a recorded version (0.3.64, 0.33.0)',
] as const
const json = ['--json', 'one line of JSON on standard output instead of words', false] as const

/** Where a command speaks: words for people go to `err` where its product has `out`. */
export type Terminal = { out(text: string): void; err(text: string): void; exit(code: number): void }

const processTerminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  exit: (code) => {
    process.exitCode = code
  },
}

/** `workflow compile | validate | diff | list`. Exit codes: 0 as wished, 1 refused or different, 2 nothing that can be read. */
export function workflowCommand(desk: WorkflowDesk, terminal: Terminal = processTerminal): Command {
  return new Command('workflow')
    .description(
      'look at ComfyUI workflows: turn what people make in its editor into the graph that its server takes, and say what is wrong',
    )
    .addCommand(compileCommand(desk, terminal))
    .addCommand(validateCommand(desk, terminal))
    .addCommand(diffCommand(desk, terminal))
    .addCommand(listCommand(desk, terminal))
    .addHelpText(
      'after',
      `
Exit codes: 0 all is well, 1 refused, invalid or different, 2 a file or server could not be read.
Without --object-info the newest recorded ComfyUI is the target, with the classes that our own workflows need.

Examples:
  $ npm run workflow -- compile my-workflow.json --object-info http://127.0.0.1:8188 --out graph.json
  $ npm run workflow -- validate workflows/flux-dev exported.json
  $ npm run workflow -- diff workflows/flux-dev exported.json
  $ npm run workflow -- list --object-info http://127.0.0.1:8188`,
    )
}

function compileCommand(desk: WorkflowDesk, terminal: Terminal): Command {
  return new Command('compile')
    .description('make the API graph of a UI export, as the front end of the target would send it, and check it against the target')
    .argument('<file>', 'a workflow saved from the editor (not "Export (API)")')
    .option(...objectInfo)
    .option('--out <file>', 'write the graph there; without it, it goes to standard output and the words to standard error')
    .option(...json)
    .addHelpText(
      'after',
      `
Texts stay as typed: no {a|b} is drawn, no comment cut, no %date% put in; each such place is named.
Files that the target does not have are named and do not fail the command: the graph is right, the server lacks a file.

Examples:
  $ npm run --silent workflow -- compile my-workflow.json > graph.json
  $ npm run workflow -- compile my-workflow.json --object-info object_info.json --json`,
    )
    .action((file: string, flags: Flags & { readonly out?: string }) =>
      run(terminal, flags, async () => {
        const compiled = await desk.compile(file, flags.objectInfo ?? null)
        const graph = compiled.graph === null ? null : `${JSON.stringify(compiled.graph, null, 2)}\n`
        if (flags.out !== undefined && graph !== null) writeFileSync(flags.out, graph)
        const says = compileSays(compiled)
        return flags.out === undefined && graph !== null ? { ...says, product: graph } : says
      }),
    )
}

function validateCommand(desk: WorkflowDesk, terminal: Terminal): Command {
  return new Command('validate')
    .description('say why the target would refuse UI exports, API graphs or workflow folders')
    .argument('[paths...]', 'files and folders; without any, the workflows of this program')
    .option(...objectInfo)
    .option(...json)
    .action((paths: string[], flags: Flags) =>
      run(terminal, flags, async () => validateSays(await desk.validate(paths, flags.objectInfo ?? null))),
    )
}

function diffCommand(desk: WorkflowDesk, terminal: Terminal): Command {
  return new Command('diff')
    .description('say in words what turns one graph into another')
    .argument('<first>', 'a UI export (it is compiled), an API graph, or a workflow folder')
    .argument('<second>', 'the same')
    .option(...objectInfo)
    .option(...json)
    .action((first: string, second: string, flags: Flags) =>
      run(terminal, flags, async () => diffSays(await desk.diff(first, second, flags.objectInfo ?? null))),
    )
}

function listCommand(desk: WorkflowDesk, terminal: Terminal): Command {
  return new Command('list')
    .description('the workflows of this program: what each needs, and what the target lacks of it')
    .option(...objectInfo)
    .option(...json)
    .action((flags: Flags) => run(terminal, flags, async () => listSays(await desk.list(flags.objectInfo ?? null))))
}

async function run(terminal: Terminal, flags: Flags, act: () => Promise<WorkflowSays & { readonly product?: string }>): Promise<void> {
  try {
    const { ok, text, json: told, product } = await act()
    if (flags.json) terminal.out(`${JSON.stringify(told)}\n`)
    else if (product === undefined) terminal.out(text)
    else {
      terminal.err(text)
      terminal.out(product)
    }
    if (!ok) terminal.exit(1)
  } catch (error) {
    if (!(error instanceof Error && error.name === 'Unreadable')) throw error
    if (flags.json) terminal.out(`${JSON.stringify({ ok: false, error: error.message })}\n`)
    else terminal.err(`${error.message}\n`)
    terminal.exit(2)
  }
}
