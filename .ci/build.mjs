// Builds what `npm start` needs into dist/: the server with tsc (incremental), the web with vite (only when its sources changed).
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const run = (file, ...args) => execFileSync(process.execPath, [file, ...args], { stdio: ['ignore', 'inherit', 'inherit'] })

run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json')
if (!process.argv.includes('--server')) buildWeb()

function buildWeb() {
  const stamp = 'dist/web.sha256'
  const digest = digestOf(['web', 'src/adapters/http/contract', 'package-lock.json'])
  if (existsSync('dist/web/index.html') && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  run('node_modules/vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn')
  mkdirSync('dist', { recursive: true })
  writeFileSync(stamp, digest)
}

function digestOf(paths) {
  const hash = createHash('sha256')
  const add = (path, entry) => {
    if (entry.isDirectory())
      for (const child of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)))
        add(join(path, child.name), child)
    else hash.update(path).update(readFileSync(path))
  }
  for (const path of paths) add(path, { isDirectory: () => !path.endsWith('.json') })
  return hash.digest('hex')
}
