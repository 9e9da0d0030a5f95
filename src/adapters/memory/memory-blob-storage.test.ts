import { blobStorageContract } from '../../application/ports/blob-storage.contract.ts'
import { memoryBlobStorage } from './memory-blob-storage.ts'

blobStorageContract('the storage in memory', () => Promise.resolve(memoryBlobStorage()))
