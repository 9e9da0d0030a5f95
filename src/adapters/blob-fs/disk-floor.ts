import { statfs } from 'node:fs/promises'
import { StorageUnavailable, type BlobStorage } from '../../application/ports/blob-storage.ts'

export type DiskFloor = {
  readonly floorBytes: number
  /** Of the volume that the blobs lie on. */
  readonly freeBytes: () => Promise<number>
}

/** The store takes no new work while its volume has less than the floor. */
export class DiskFloorReached extends StorageUnavailable {}

/**
 * A store that says no before its volume is full: what is asked for now is refused, and what was accepted still finds room to be
 * finished, because the floor is asked about at the check alone.
 */
export function aboveDiskFloor(store: BlobStorage, { floorBytes, freeBytes }: DiskFloor): BlobStorage {
  return {
    ...store,
    async check() {
      // A volume that cannot be asked says the same when it is written to, and in the store's own words.
      const free = await freeBytes().catch(() => Number.POSITIVE_INFINITY)
      if (free < floorBytes) throw new DiskFloorReached('the volume of the pictures has less room than DISK_FLOOR_MB asks for')
      await store.check()
    },
  }
}

/** What anybody may still write there, blocks kept back for the system's own use not counted. */
export async function freeBytesAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
