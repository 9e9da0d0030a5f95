import { constants } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { guarded, watched, type BlobArchive, type ListedBlob } from '../../application/ports/blob-archive.ts'
import { blobKey, blobOfKey } from '../../application/ports/blob-storage.ts'
import { fileName, folderOf, openedOnce, orNull, orUnavailable, placeOf, syncFolder, writeWhole } from './durable-files.ts'

/** All blobs under `rootDir`. */
export function fsBlobArchive(rootDir: string): BlobArchive {
  const root = openedOnce(rootDir)
  return {
    async *list() {
      const folder = await orUnavailable(root)
      yield* guarded(blobsIn(folder, folder), orUnavailable)
    },
    async read(kind, sha256) {
      const key = blobKey(kind, sha256)
      const handle = await orUnavailable(() =>
        orNull('ENOENT', async () => open(await placeOf(await root(), key), constants.O_RDONLY | constants.O_NOFOLLOW)),
      )
      return handle === null ? null : guarded(handle.createReadStream(), orUnavailable)
    },
    async write(kind, sha256, pieces) {
      const key = blobKey(kind, sha256)
      const source = watched(pieces)
      await orUnavailable(async () => {
        const folder = await folderOf(await root(), dirname(key))
        await writeWhole(folder, join(folder, fileName(key)), source.pieces)
        await syncFolder(folder)
      }).catch(source.rethrow)
    },
  }
}

/** Folder by folder: the platform's own recursive walk leaves out whatever comes after the first 32 entries of a folder. */
async function* blobsIn(root: string, folder: string): AsyncGenerator<ListedBlob> {
  for (const entry of (await orNull('ENOENT', () => readdir(folder, { withFileTypes: true }))) ?? []) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* blobsIn(root, path)
    const blob = entry.isFile() ? await listed(root, path) : null
    if (blob !== null) yield blob
  }
}

/** A file may go while its folder is gone through. */
async function listed(root: string, file: string): Promise<ListedBlob | null> {
  const blob = blobOfKey(relative(root, file).split(sep).join('/'))
  const found = blob === null ? null : await orNull('ENOENT', () => lstat(file))
  return blob === null || found === null ? null : { ...blob, bytes: found.size, storedAtMs: found.mtimeMs }
}
