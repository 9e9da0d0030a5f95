import { blobArchiveContract } from '../../application/ports/blob-archive.contract.ts'
import { blobStorageContract } from '../../application/ports/blob-storage.contract.ts'
import { memoryBlobs, memoryBlobStorage } from './memory-blob-storage.ts'

blobStorageContract('the storage in memory', () => Promise.resolve(memoryBlobStorage()))
blobArchiveContract('the archive of memory', () => Promise.resolve(memoryBlobs()))
