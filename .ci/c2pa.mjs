// The public C2PA verifier, in a folder of its own: fetched once by Python's own client and kept in the cache folder.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const version = '0.38.1'

/** What the tests read: the folder of the verifier's Python packages. `null` without Python, or where the package cannot be fetched. */
export function findOrFetchVerifier() {
  if (process.env.C2PA_PYTHONPATH) return { environment: {} }
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'persona-studio', `c2pa-python-${version}`)
  return existsSync(join(folder, 'c2pa')) || fetchInto(folder) ? { environment: { C2PA_PYTHONPATH: folder } } : null
}

/** Answers whether it is there now. */
function fetchInto(folder) {
  mkdirSync(folder, { recursive: true })
  const args = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--root-user-action=ignore',
    '--target',
    folder,
    `c2pa-python==${version}`,
  ]
  return spawnSync('python3', args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}
