import { createHash } from 'node:crypto'

/** Lowercase hexadecimal, as blobs are named. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The same for bytes that come in pieces. */
export function sha256Hashing(): { update(bytes: Uint8Array): void; digest(): string } {
  const hash = createHash('sha256')
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('hex') }
}
