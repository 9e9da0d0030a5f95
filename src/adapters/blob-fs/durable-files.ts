import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, mkdir, open, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { StorageUnavailable } from '../../application/ports/blob-storage.ts'

/** Names of files that are being written; no key begins with a dot. */
export const unfinished = '.unfinished-'
/** A write takes seconds. Older leftovers belong to a process that died; younger ones may belong to a neighbour on the same folder. */
const leftoverAgeMs = 3_600_000

export const fileName = (key: string): string => key.slice(key.lastIndexOf('/') + 1)

/** Bytes at once, or as they come. */
type Bytes = Uint8Array | AsyncIterable<Uint8Array>

/** Opens a folder on first use; a failure is tried again on the next. */
export function openedOnce(rootDir: string): () => Promise<string> {
  let opening: Promise<string> | null = null
  return () =>
    (opening ??= openRoot(rootDir).catch((error: unknown) => {
      opening = null
      throw error
    }))
}

/** The system's code says all that may be told: its messages carry paths. */
export async function orUnavailable<Value>(act: () => Promise<Value>): Promise<Value> {
  try {
    return await act()
  } catch (cause) {
    if (cause instanceof StorageUnavailable) throw cause
    throw new StorageUnavailable(`the blob folder cannot be used (${codeOf(cause) ?? 'unknown'})`, { cause })
  }
}

const codeOf = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : null

async function openRoot(rootDir: string): Promise<string> {
  await mkdir(rootDir, { recursive: true, mode: 0o700 })
  const root = await realpath(rootDir)
  await sweepLeftovers(root)
  return root
}

async function sweepLeftovers(root: string): Promise<void> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.startsWith(unfinished)) continue
    const file = join(entry.parentPath, entry.name)
    const found = await orNull('ENOENT', () => lstat(file))
    if (found !== null && Date.now() - found.mtimeMs > leftoverAgeMs) await rm(file, { force: true })
  }
}

/** Makes the folder of a key, durably. */
export async function folderOf(root: string, path: string): Promise<string> {
  const folder = join(root, path)
  const firstMade = await mkdir(folder, { recursive: true, mode: 0o700 })
  const real = insideOf(root, await realpath(folder))
  if (firstMade !== undefined) {
    for (let made = folder; made.length >= firstMade.length; made = dirname(made)) await syncFolder(dirname(made))
  }
  return real
}

export async function writeWhole(folder: string, file: string, bytes: Bytes): Promise<void> {
  const temporary = join(folder, `${unfinished}${randomUUID()}`)
  try {
    await writeDurably(temporary, bytes)
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

export async function writeDurably(file: string, bytes: Bytes): Promise<void> {
  const handle = await open(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600)
  try {
    await writeFile(handle, bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A name is durable only when the folder that holds it is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Where a blob lies, if it is there at all; fails with ENOENT when its folder is missing. */
export async function placeOf(root: string, key: string): Promise<string> {
  return join(insideOf(root, await realpath(join(root, dirname(key)))), fileName(key))
}

/** A link that somebody planted must not lead reads or writes out of the store. */
function insideOf(root: string, folder: string): string {
  if (!folder.startsWith(root + sep)) throw new StorageUnavailable('a folder of the blob store leads out of it')
  return folder
}

export async function readWhole(file: string): Promise<Uint8Array> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

export async function sizeOf(file: string): Promise<number | null> {
  const found = await orNull('ENOENT', () => lstat(file))
  return found?.isFile() === true ? found.size : null
}

export async function orNull<Value>(code: string, act: () => Promise<Value>): Promise<Value | null> {
  try {
    return await act()
  } catch (error) {
    if (codeOf(error) === code) return null
    throw error
  }
}
