// Compiles ComfyUI's official templates for a server's node classes and counts what came of them. They are fetched from PyPI for the run.
// npm run workflow:templates -- --object-info <file|address|version> [--dir <folder of templates>] [--json]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { compileWorkflow } from '../dist/src/adapters/comfyui/compiler/compile-workflow.js'
import { readTarget } from '../dist/src/adapters/comfyui/compiler/files.js'

const distribution = 'comfyui-workflow-templates-json'
const options = { 'object-info': { type: 'string' }, dir: { type: 'string' }, json: { type: 'boolean', default: false } }
const { values } = parseArgs({ options })
const definitions = await readTarget(values['object-info'] ?? null, 'src/adapters/comfyui/compiler/recordings')
const fetched = values.dir === undefined ? mkdtempSync(join(tmpdir(), 'templates-')) : null
process.on('exit', () => fetched === null || rmSync(fetched, { recursive: true, force: true }))

const counts = { templates: 0, usingKnownClasses: 0, valid: 0, validButForFiles: 0, refused: 0, crashed: 0 }
const refusals = []
for (const file of templatesIn(values.dir ?? fetch(fetched))) {
  const json = JSON.parse(readFileSync(file, 'utf8'))
  if (!Array.isArray(json.nodes)) continue
  counts.templates++
  judge(basename(file, '.json'), json)
}
for (const { name, why } of refusals) if (!values.json) console.log(`${name}\n  ${why.join('\n  ')}`)
console.log(JSON.stringify(values.json ? { ...counts, refusals } : counts))
process.exitCode = counts.crashed === 0 && counts.templates > 0 ? 0 : 1

/** A template with a class that the target does not have says nothing of the compiler. */
function judge(name, json) {
  try {
    const { graph, faults, missingFiles } = compileWorkflow(json, definitions)
    if (faults.some(({ reason }) => reason === 'unknown-class')) return
    counts.usingKnownClasses++
    if (faults.length > 0) refuse(name, faults)
    else if (graph === null) throw new Error('neither a graph nor a reason')
    else counts[missingFiles.length > 0 ? 'validButForFiles' : 'valid']++
  } catch (error) {
    counts.crashed++
    refusals.push({ name, why: [`CRASHED ${error.stack}`] })
  }
}

function refuse(name, faults) {
  counts.refused++
  refusals.push({
    name,
    why: faults.map(({ place, message }) => `node ${place.node} (${place.nodeClass}) ${place.input ?? ''}: ${message}`),
  })
}

function fetch(dir) {
  const run = (...args) => execFileSync('python3', ['-m', ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
  run('pip', 'download', '--quiet', '--no-deps', '--dest', dir, distribution)
  run('zipfile', '--extract', join(dir, readdirSync(dir)[0]), dir)
  return dir
}

function templatesIn(dir) {
  return readdirSync(dir, { recursive: true })
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => join(dir, file))
}
