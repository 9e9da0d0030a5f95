import { reportOf, type Report } from './credential-report.ts'

export type ReadRequest = { readonly bytes: Uint8Array; readonly mime: string; readonly trustedRoots: string }
/** `store` as the library tells it; null for a file without a manifest. */
export type ReadReply = { readonly store: unknown } | { readonly failed: string }

/**
 * What a picture says of itself, checked in this browser: the file goes nowhere. Throws when it cannot be read at all. A worker serves
 * one file, so that none can spoil the next.
 */
export async function readCredentials(file: File, trustedRoots: string): Promise<Report> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const worker = new Worker(new URL('./c2pa.worker.ts', import.meta.url), { type: 'module' })
  try {
    const reply = await new Promise<ReadReply>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<ReadReply>) => resolve(data)
      worker.onerror = ({ message }) => reject(new Error(message))
      const asked: ReadRequest = { bytes, mime: mimeOf(bytes) ?? file.type, trustedRoots }
      worker.postMessage(asked, [bytes.buffer])
    })
    if ('failed' in reply) throw new Error(reply.failed)
    return reportOf(reply.store)
  } finally {
    worker.terminate()
  }
}

/** By the first bytes: the name of a file, and the kind that a system makes of it, may be wrong. */
function mimeOf(bytes: Uint8Array): string | null {
  const starts = (...wanted: readonly number[]): boolean => wanted.every((byte, at) => bytes[at] === byte)
  if (starts(0x89, 0x50, 0x4e, 0x47)) return 'image/png'
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  return starts(0x52, 0x49, 0x46, 0x46) ? 'image/webp' : null
}
