import { createHash } from 'node:crypto'

/** Lowercase hexadecimal, as blobs are named. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
