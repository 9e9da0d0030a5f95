// Builds what `npm start` needs into dist/, both at once: the server with tsc (incremental), the web with vite (only when its sources changed), packed for the wire.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const server = run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json')
const isBuilt = await Promise.all([server, process.argv.includes('--server') || buildWeb()])
process.exitCode = isBuilt.every(Boolean) ? 0 : 1

async function buildWeb() {
  const stamp = 'dist/web.sha256'
  const digest = digestOf(['web', 'src/adapters/http/contract', 'package-lock.json', '.ci/build.mjs'])
  if (existsSync('dist/web/index.html') && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return true
  if (!(await run('node_modules/vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'))) return false
  await packAssets('dist/web/assets')
  mkdirSync('dist', { recursive: true })
  writeFileSync(stamp, digest)
  return true
}

/** Answers whether the tool was content; it has said itself what it found. */
async function run(...command) {
  const [code] = await once(spawn(process.execPath, command, { stdio: ['ignore', 'inherit', 'inherit'] }), 'exit')
  return code === 0
}

/** A packed form beside each asset that shrinks: the server sends it as it lies. One second in all; three more would win one percent. */
async function packAssets(folder) {
  const [brotli, zipped] = [promisify(brotliCompress), promisify(gzip)]
  const params = { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS }
  const assets = readdirSync(folder).filter((name) => /\.(js|css|svg|wasm)$/.test(name))
  for (const name of assets) {
    const bytes = readFileSync(join(folder, name))
    if (bytes.length < 1_024) continue
    writeFileSync(join(folder, `${name}.br`), await brotli(bytes, { params }))
    writeFileSync(join(folder, `${name}.gz`), await zipped(bytes, { level: 9 }))
  }
}

function digestOf(paths) {
  const hash = createHash('sha256')
  const add = (path, entry) => {
    if (entry.isDirectory())
      for (const child of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)))
        add(join(path, child.name), child)
    else hash.update(path).update(readFileSync(path))
  }
  for (const path of paths) add(path, { isDirectory: () => !/\.(json|mjs)$/.test(path) })
  return hash.digest('hex')
}
