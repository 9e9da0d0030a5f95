import { spawn, type ChildProcess } from 'node:child_process'

/** Compiles our sources as they are required, as the tests themselves are. */
const withTypeScript = `
  const { readFileSync } = require('node:fs')
  const { transformSync } = require('@swc/core')
  require.extensions['.ts'] = (module, file) => {
    const options = { filename: file, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }
    module._compile(transformSync(readFileSync(file, 'utf8'), options).code, file)
  }
  require(process.argv[1])
`

/** Runs a source file of ours, named by its whole path, in a process of its own. */
export function startChild(file: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['-e', withTypeScript, file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
}
