import type { Sha256 } from '../../domain/ids.ts'
import type { OriginalBlob } from './referenced-blobs.ts'

export type BlobFinding = { readonly fault: 'blob-missing' | 'blob-altered'; readonly about: string }

/** How many blobs are read at once: a store behind a network answers each after some milliseconds. */
const atOnce = 8

/** Names each blob that is not there or has not the hash it lies under. `hashOf`: of the bytes that lie there; `null` when there are none. */
export async function checkBlobs(
  wanted: ReadonlyMap<string, OriginalBlob>,
  hashOf: (blob: OriginalBlob) => Promise<Sha256 | null>,
  onProgress: (done: number, of: number) => void,
): Promise<readonly BlobFinding[]> {
  const findings: BlobFinding[] = []
  let done = 0
  await eachOf(wanted, atOnce, async ([about, blob]) => {
    const found = await hashOf(blob)
    if (found === null) findings.push({ fault: 'blob-missing', about })
    else if (found !== blob.sha256) findings.push({ fault: 'blob-altered', about })
    onProgress((done += 1), wanted.size)
  })
  return findings
}

/** Does something to each value, to a few at the same time; after a failure no further one is begun. */
export async function eachOf<Value>(
  values: Iterable<Value> | AsyncIterable<Value>,
  limit: number,
  act: (value: Value) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  try {
    for await (const value of values) {
      const one: Promise<void> = act(value)
        .catch((error: unknown) => void failures.push(error))
        .then(() => void running.delete(one))
      running.add(one)
      if (running.size >= limit) await Promise.race(running)
      if (failures.length > 0) break
    }
  } finally {
    await Promise.all(running)
  }
  if (failures.length > 0) throw failures[0]
}
