// Jobs before engines that fail: `npm run test:faults -- --json [--scale small|full] [--seed N]`. The last line is one JSON object
// { runs, stuck, falseComplete, duplicates, neighboursHurt, seed }; the middle four must be 0, and the exit code says whether they are.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    scale: { type: 'string', default: 'full' },
    seed: { type: 'string', default: '1' },
  },
})
if (!['small', 'full'].includes(flags.scale) || !/^\d{1,9}$/.test(flags.seed)) {
  console.error('usage: test:faults [--json] [--scale small|full] [--seed 0..999999999]')
  process.exit(2)
}

const dir = mkdtempSync(join(tmpdir(), 'fault-report-'))
const report = join(dir, 'report.json')
const jest = join(import.meta.dirname, '../node_modules/jest/bin/jest.js')
const test = 'src/adapters/comfyui/fault-runs/fault-runs.test.ts'
try {
  const environment = { ...process.env, FAULT_SCALE: flags.scale, FAULT_SEED: flags.seed, FAULT_REPORT: report }
  // What jest prints is for people: the report is what scripts read.
  const child = spawn(process.execPath, [jest, '--selectProjects', 'server', '--', test], { env: environment, stdio: ['ignore', 2, 2] })
  process.exitCode = await new Promise((resolve) => child.once('close', resolve))
  const { lines, verdict } = JSON.parse(readFileSync(report, 'utf8'))
  for (const line of lines) console.error(line)
  console.log(JSON.stringify(verdict))
} finally {
  rmSync(dir, { recursive: true })
}
