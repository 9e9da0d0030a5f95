import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, mkdir, open, readdir, realpath, rename, rm } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { blobKey, StorageUnavailable, type BlobKind, type BlobStorage, type StoredBlob } from '../../application/ports/blob-storage.ts'
import type { Sha256 } from '../../domain/ids.ts'

/** Names of files that are being written; no key begins with a dot. */
const unfinished = '.unfinished-'
/** A write takes seconds. Older leftovers belong to a process that died; younger ones may belong to a neighbour on the same folder. */
const leftoverAgeMs = 3_600_000

/**
 * Blobs as files under `rootDir`, which is made when missing. A file gets its name only when all its bytes are on the medium, so a
 * reader sees the whole blob or none. The folder is opened on first use; a failure is tried again on the next.
 */
export function fsBlobStorage(rootDir: string): BlobStorage {
  let opening: Promise<string> | null = null
  function root(): Promise<string> {
    opening ??= openRoot(rootDir).catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }

  async function store(kind: BlobKind, sha256: Sha256, bytes: Uint8Array): Promise<StoredBlob> {
    const key = blobKey(kind, sha256)
    return orUnavailable(async () => {
      const folder = await folderOf(await root(), dirname(key))
      const file = join(folder, fileName(key))
      const found = await sizeOf(file)
      // The bytes of a key never change, so a file of another length than its own content is damaged and is written anew.
      const isKept = found !== null && (isDerived(kind) || found === bytes.length)
      if (!isKept) await writeWhole(folder, file, bytes)
      // Also where the file was there before: its writer may not yet have come this far, and our answer promises durability.
      await syncFolder(folder)
      return { key, sha256, bytes: isKept ? found : bytes.length }
    })
  }

  return {
    put: (kind, bytes) => store(kind, createHash('sha256').update(bytes).digest('hex'), bytes),
    putDerived: store,
    async get(kind, sha256) {
      const key = blobKey(kind, sha256)
      return orUnavailable(async () => orNull('ENOENT', async () => readWhole(await placeOf(await root(), key))))
    },
    async has(kind, sha256) {
      const key = blobKey(kind, sha256)
      return orUnavailable(async () => (await orNull('ENOENT', async () => sizeOf(await placeOf(await root(), key)))) !== null)
    },
    async remove(kind, sha256) {
      const key = blobKey(kind, sha256)
      await orUnavailable(() => orNull('ENOENT', async () => rm(await placeOf(await root(), key))))
    },
    check: () => orUnavailable(async () => proveWrite(await root())),
  }
}

const isDerived = (kind: BlobKind): boolean => kind === 'thumbnail-256' || kind === 'thumbnail-512'
const fileName = (key: string): string => key.slice(key.lastIndexOf('/') + 1)

/** The system's code says all that may be told: its messages carry paths. */
async function orUnavailable<Value>(act: () => Promise<Value>): Promise<Value> {
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
async function folderOf(root: string, path: string): Promise<string> {
  const folder = join(root, path)
  const firstMade = await mkdir(folder, { recursive: true, mode: 0o700 })
  const real = insideOf(root, await realpath(folder))
  if (firstMade !== undefined) {
    for (let made = folder; made.length >= firstMade.length; made = dirname(made)) await syncFolder(dirname(made))
  }
  return real
}

async function writeWhole(folder: string, file: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(folder, `${unfinished}${randomUUID()}`)
  try {
    await writeDurably(temporary, bytes)
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A name is durable only when the folder that holds it is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Where a blob lies, if it is there at all; fails with ENOENT when its folder is missing. */
async function placeOf(root: string, key: string): Promise<string> {
  return join(insideOf(root, await realpath(join(root, dirname(key)))), fileName(key))
}

/** A link that somebody planted must not lead reads or writes out of the store. */
function insideOf(root: string, folder: string): string {
  if (!folder.startsWith(root + sep)) throw new StorageUnavailable('a folder of the blob store leads out of it')
  return folder
}

async function readWhole(file: string): Promise<Uint8Array> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

async function sizeOf(file: string): Promise<number | null> {
  const found = await orNull('ENOENT', () => lstat(file))
  return found?.isFile() === true ? found.size : null
}

async function orNull<Value>(code: string, act: () => Promise<Value>): Promise<Value | null> {
  try {
    return await act()
  } catch (error) {
    if (codeOf(error) === code) return null
    throw error
  }
}

/** A full or read-only medium often still opens files; only bytes that come back prove that it works. */
async function proveWrite(root: string): Promise<void> {
  const file = join(root, `${unfinished}${randomUUID()}`)
  const bytes = createHash('sha256').update(file).digest()
  try {
    await writeDurably(file, bytes)
    if (!bytes.equals(await readWhole(file))) throw new StorageUnavailable('the blob folder gave back other bytes than were written')
  } finally {
    await rm(file, { force: true })
  }
}
