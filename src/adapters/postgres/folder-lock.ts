import { randomUUID } from 'node:crypto'
import { readFileSync, unlinkSync, writeFileSync } from 'node:fs'

export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
}

/** `run` tells two processes with one number apart: boot and start time. Null where the system does not say. */
type Holder = { readonly pid: number; readonly run: string | null; readonly token: string }

const held = new Set<string>()

/**
 * Takes `<folder>.lock`; returns what gives it back. PGlite does not guard its folder, and two processes on one lose writes without a word.
 * A lock is taken over only when its process is dead. Throws `FolderInUse` with the process's number.
 */
export function lockFolder(folder: string): () => void {
  const file = `${folder}.lock`
  const own: Holder = { pid: process.pid, run: runOf(process.pid), token: randomUUID() }
  if (held.has(file)) throw new FolderInUse(`the database folder is open in this process (${process.pid}) already`)
  if (!created(file, own)) {
    const holder = holderOf(file)
    if (holder !== null && lives(holder)) {
      throw new FolderInUse(`the database folder is in use by process ${holder.pid}: stop it first, or set DATA_DIR to another folder`)
    }
    unlinkSync(file)
    // Whoever was faster in taking over a dead lock has it.
    if (!created(file, own) || holderOf(file)?.token !== own.token)
      throw new FolderInUse('the database folder was just taken by another process')
  }
  held.add(file)
  return () => {
    held.delete(file)
    if (holderOf(file)?.token === own.token) unlinkSync(file)
  }
}

function created(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** `null` for a lock that is gone or was never written to its end: its process died in between. */
function holderOf(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return null
    throw error
  }
}

function lives({ pid, run }: Holder): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false
  }
  const now = runOf(pid)
  return run === null || now === null || run === now
}

/** Boot id and start time in ticks, from Linux' process table: after a restart of a container the old number belongs to somebody else. */
function runOf(pid: number): string | null {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? ''
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${afterName.split(' ')[19]}`
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EACCES') return null
    throw error
  }
}

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : null)
