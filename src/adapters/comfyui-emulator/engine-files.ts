import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, normalize, relative, resolve, sep } from 'node:path'
import type { ImageFile } from './node-output.ts'

export type FolderType = 'input' | 'output' | 'temp'

export type EngineFiles = ReturnType<typeof engineFiles>

/**
 * The three folders of a ComfyUI under `dir`. `temp` is emptied at the start. No name leads out of its folder: where ComfyUI would
 * follow `..`, the file counts as missing.
 */
export function engineFiles(dir: string) {
  const root = resolve(dir)
  const emptyTemp = () => {
    rmSync(join(root, 'temp'), { recursive: true, force: true })
    mkdirSync(join(root, 'temp'), { recursive: true })
  }
  for (const type of ['input', 'output']) mkdirSync(join(root, type), { recursive: true })
  emptyTemp()

  /** `null` when the path leaves the folder. */
  const pathIn = (type: FolderType, ...parts: readonly string[]): string | null => {
    if (parts.some((part) => part.includes('\0'))) return null
    const folder = join(root, type)
    const path = normalize(join(folder, ...parts))
    return path === folder || path.startsWith(folder + sep) ? path : null
  }

  return {
    emptyTemp,
    pathIn,
    /** Removes what was neither uploaded nor drawn within this time. */
    removeOlderThan(ageMs: number): void {
      const before = Date.now() - ageMs
      for (const type of ['input', 'output'] as const) {
        for (const entry of readdirSync(join(root, type), { recursive: true, withFileTypes: true })) {
          const path = join(entry.parentPath, entry.name)
          if (entry.isFile() && statSync(path).mtimeMs < before) rmSync(path, { force: true })
        }
      }
    },
    /** The file a graph names as `name`, `sub/name`, or with ` [output]` or ` [temp]` behind it; `null` when there is none. */
    annotated(name: string): string | null {
      const [, plain = name, type = 'input'] = /^(.*?)(?: ?\[(input|output|temp)\])?$/s.exec(name) ?? []
      const path = plain.split(/[/\\]/).includes('..') ? null : pathIn(type as FolderType, plain)
      return path !== null && isFile(path) ? path : null
    },
    inputNames: (): readonly string[] =>
      readdirSync(join(root, 'input'), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
        .sort(),
    /** Keeps both when another file has the name, and none twice when it has the bytes too. Answers the name it is kept under. */
    upload(type: FolderType, subfolder: string, name: string, bytes: Uint8Array, overwrite: boolean): string | null {
      const folder = pathIn(type, subfolder)
      const wanted = pathIn(type, subfolder, name)
      if (folder === null || wanted === null || wanted === folder) return null
      mkdirSync(dirname(wanted), { recursive: true })
      const free = overwrite ? { path: wanted, isKnown: false } : freeName(wanted, bytes)
      if (!free.isKnown) writeFileSync(free.path, bytes)
      return relative(folder, free.path)
    },
    /** Writes one picture as `<prefix>_<number>_.png`; `null` when the prefix leads out of the folder. */
    save(type: 'output' | 'temp', prefix: string, bytes: Uint8Array): ImageFile | null {
      const path = pathIn(type, prefix)
      if (path === null) return null
      const folder = dirname(path)
      const subfolder = relative(join(root, type), folder)
      mkdirSync(folder, { recursive: true })
      const filename = `${basename(path)}_${String(nextNumber(folder, basename(path))).padStart(5, '0')}_.png`
      writeFileSync(join(folder, filename), bytes)
      return { filename, subfolder, type }
    },
  }
}

function freeName(wanted: string, bytes: Uint8Array): { readonly path: string; readonly isKnown: boolean } {
  const digest = digestOf(bytes)
  const dot = basename(wanted).lastIndexOf('.')
  const stem = dot > 0 ? basename(wanted).slice(0, dot) : basename(wanted)
  const extension = dot > 0 ? basename(wanted).slice(dot) : ''
  let path = wanted
  for (let copy = 1; existsSync(path); copy++) {
    if (isFile(path) && digestOf(readFileSync(path)) === digest) return { path, isKnown: true }
    path = join(dirname(wanted), `${stem} (${copy})${extension}`)
  }
  return { path, isKnown: false }
}

function nextNumber(folder: string, stem: string): number {
  const numbers = readdirSync(folder)
    .filter((name) => name.startsWith(`${stem}_`))
    .map((name) => Number.parseInt(name.slice(stem.length + 1), 10))
    .filter((number) => Number.isInteger(number))
  return Math.max(0, ...numbers) + 1
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
