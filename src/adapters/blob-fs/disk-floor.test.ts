import { describe, expect, it } from '@jest/globals'
import { tmpdir } from 'node:os'
import { StorageUnavailable } from '../../application/ports/blob-storage.ts'
import { blobStorageContract } from '../../application/ports/blob-storage.contract.ts'
import { memoryBlobStorage } from '../memory/memory-blob-storage.ts'
import { aboveDiskFloor, freeBytesAt } from './disk-floor.ts'

const floorBytes = 500
const roomy = () => Promise.resolve(floorBytes)
const bytes = Uint8Array.of(1, 2, 3)

blobStorageContract('a storage above its floor', () =>
  Promise.resolve(aboveDiskFloor(memoryBlobStorage(), { floorBytes, freeBytes: roomy })),
)

describe('the floor of the disk', () => {
  it('given less room than the floor, then the check says no, and what was accepted can still be stored', async () => {
    const storage = aboveDiskFloor(memoryBlobStorage(), { floorBytes, freeBytes: () => Promise.resolve(floorBytes - 1) })
    await expect(storage.check()).rejects.toThrow(StorageUnavailable)
    await expect(storage.check()).rejects.toThrow(/DISK_FLOOR_MB/)
    const { sha256 } = await storage.put('image', bytes)
    expect(await storage.get('image', sha256)).toEqual(bytes)
  })

  it('given room again, then the check says yes without a restart', async () => {
    const volume = { free: 0 }
    const storage = aboveDiskFloor(memoryBlobStorage(), { floorBytes, freeBytes: () => Promise.resolve(volume.free) })
    await expect(storage.check()).rejects.toThrow(StorageUnavailable)
    volume.free = floorBytes
    await expect(storage.check()).resolves.toBeUndefined()
  })

  it('given a volume that cannot be asked, then the store is asked itself', async () => {
    const mute = () => Promise.reject(new Error('ENOENT'))
    await expect(aboveDiskFloor(memoryBlobStorage(), { floorBytes, freeBytes: mute }).check()).resolves.toBeUndefined()
    const broken = { ...memoryBlobStorage(), check: () => Promise.reject(new StorageUnavailable('the folder is gone')) }
    await expect(aboveDiskFloor(broken, { floorBytes, freeBytes: mute }).check()).rejects.toThrow('the folder is gone')
  })

  it('given a folder, then its volume tells its free bytes', async () => {
    const free = await freeBytesAt(tmpdir())
    expect(Number.isSafeInteger(free)).toBe(true)
    expect(free).toBeGreaterThanOrEqual(0)
  })
})
