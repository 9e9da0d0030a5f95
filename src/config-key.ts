import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigInvalid } from './config-values.ts'

/** Reads the installation's own key, or makes it, readable by its owner alone. */
export function keyOfInstallation(dataDir: string): { readonly hex: string; readonly isNew: boolean } {
  const file = join(dataDir, 'data.key')
  if (existsSync(file)) return { hex: keptKey(file), isNew: false }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const hex = randomBytes(32).toString('hex')
  // On the medium before anything is sealed with it: a power cut must not leave sealed texts and no key.
  writeFileSync(file, `${hex}\n`, { mode: 0o600, flag: 'wx', flush: true })
  return { hex, isNew: true }
}

/** A damaged key is told of at the start, and not by the first text that cannot be sealed or read. */
function keptKey(file: string): string {
  const hex = readFileSync(file, 'utf8').trim()
  if (/^[0-9a-f]{64}$/.test(hex)) return hex
  throw new ConfigInvalid(
    '  DATA_KEY: expected 64 hexadecimal digits in the file data.key of DATA_DIR; put back the copy that was kept of it',
  )
}
