import { randomUUID } from 'node:crypto'
import { readFileSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'

export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
}

/** `run` tells two processes with one number apart: boot and start time. Null where the system does not say. */
type Holder = { readonly pid: number; readonly host: string; readonly run: string | null; readonly token: string }

/** The file's time is renewed, for a process of another container cannot be looked up: its lock counts until it grew old. */
const beatMs = 3_000
const oldMs = 15_000

const held = new Set<string>()

/**
 * Takes `<folder>.lock`; returns what gives it back. PGlite does not guard its folder, and two processes on one lose writes without a word.
 * A lock is taken over only when its process is dead, or, on another host (two containers on one volume), silent for 15 s.
 * Throws `FolderInUse` with the process's number.
 */
export function lockFolder(folder: string): () => void {
  const file = `${folder}.lock`
  const own: Holder = { pid: process.pid, host: hostname(), run: runOf(process.pid), token: randomUUID() }
  if (held.has(file)) throw new FolderInUse(`the database folder is open in this process (${process.pid}) already`)
  if (!created(file, own)) {
    const holder = holderOf(file)
    if (holder !== null && lives(holder, file)) {
      throw new FolderInUse(
        `the database folder is in use by process ${holder.pid} on ${holder.host}: stop it first, or set DATA_DIR to another folder`,
      )
    }
    unlinkSync(file)
    // Whoever was faster in taking over a dead lock has it.
    if (!created(file, own) || holderOf(file)?.token !== own.token)
      throw new FolderInUse('the database folder was just taken by another process')
  }
  held.add(file)
  const beat = setInterval(renew, beatMs, file).unref()
  return () => {
    clearInterval(beat)
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

function renew(file: string): void {
  try {
    utimesSync(file, new Date(), new Date())
  } catch (error) {
    // Somebody removed the lock by hand; the database is open all the same.
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

function lives({ pid, host, run }: Holder, file: string): boolean {
  if (host !== hostname()) return Date.now() - statSync(file).mtimeMs < oldMs
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
