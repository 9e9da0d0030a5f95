import { describe, expect, it } from '@jest/globals'
import type { BlobArchive, ListedBlob } from './blob-archive.ts'
import type { BlobStorage } from './blob-storage.ts'

export type ArchivedStore = { readonly storage: BlobStorage; readonly archive: BlobArchive }

/** SHA-256 of "abc", from the standard's own example. */
const sha256OfAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

async function* piecesOf(...pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}

async function* breakingAfter(piece: Uint8Array, times: number): AsyncGenerator<Uint8Array> {
  for (let time = 0; time < times; time++) yield piece
  throw new Error('the source broke off')
}

async function all(archive: BlobArchive): Promise<readonly ListedBlob[]> {
  const listed: ListedBlob[] = []
  for await (const blob of archive.list()) listed.push(blob)
  return listed
}

async function whole(pieces: AsyncIterable<Uint8Array> | null): Promise<Buffer | null> {
  if (pieces === null) return null
  const read: Uint8Array[] = []
  for await (const piece of pieces) read.push(piece)
  return Buffer.concat(read)
}

/** What every blob archive does, over the store it belongs to; run by each adapter's test. `make` opens an empty store. */
export function blobArchiveContract(name: string, make: () => Promise<ArchivedStore>): void {
  describe(`${name} keeps the contract of BlobArchive`, () => {
    it('given nothing, then it lists nothing and reads nothing', async () => {
      const { archive } = await make()
      expect(await all(archive)).toEqual([])
      expect(await archive.read('image', sha256OfAbc)).toBeNull()
    })

    it('given more blobs than a folder or an answer holds at once, then none is left out', async () => {
      const { storage, archive } = await make()
      const stored = await Promise.all(Array.from({ length: 300 }, (_, index) => storage.put('mask', bytesOf(`mask ${index}`))))
      const listed = (await all(archive)).map(({ sha256 }) => sha256)
      expect([...listed].sort()).toEqual(stored.map(({ sha256 }) => sha256).sort())
    })

    it('given blobs of every kind, then each is listed once with its size and time', async () => {
      const { storage, archive } = await make()
      const before = Date.now()
      for (const kind of ['image', 'mask', 'workflow'] as const) await storage.put(kind, bytesOf('abc'))
      await storage.putDerived('thumbnail-256', sha256OfAbc, bytesOf('small'))
      await storage.putDerived('thumbnail-512', sha256OfAbc, bytesOf('larger'))
      await storage.check()
      const listed = [...(await all(archive))].sort((a, b) => (a.kind < b.kind ? -1 : 1))
      expect(listed.map(({ kind, sha256, bytes }) => [kind, sha256, bytes])).toEqual([
        ['image', sha256OfAbc, 3],
        ['mask', sha256OfAbc, 3],
        ['thumbnail-256', sha256OfAbc, 5],
        ['thumbnail-512', sha256OfAbc, 6],
        ['workflow', sha256OfAbc, 3],
      ])
      // Clocks of servers count in seconds, and are not ours.
      for (const { storedAtMs } of listed) expect(Math.abs(storedAtMs - before)).toBeLessThan(600_000)
    })

    it('given more blobs than a page holds, then all are listed', async () => {
      const { storage, archive } = await make()
      const stored = await Promise.all(Array.from({ length: 30 }, (_, n) => storage.put('mask', Uint8Array.of(n))))
      const listed = await all(archive)
      expect(listed.map(({ sha256 }) => sha256).sort()).toEqual(stored.map(({ sha256 }) => sha256).sort())
    })

    it('given pieces, then they are one blob, which the store has as if it were put', async () => {
      const { storage, archive } = await make()
      await archive.write('image', sha256OfAbc, piecesOf(bytesOf('a'), bytesOf(''), bytesOf('bc')))
      expect(Buffer.from((await storage.get('image', sha256OfAbc)) ?? []).toString()).toBe('abc')
      expect((await whole(await archive.read('image', sha256OfAbc)))?.toString()).toBe('abc')
    })

    it('given no pieces at all, then the blob is empty', async () => {
      const { storage, archive } = await make()
      await archive.write('workflow', sha256OfAbc, piecesOf())
      expect((await storage.get('workflow', sha256OfAbc))?.length).toBe(0)
    })

    it('given 12 MiB in pieces, then they come back in pieces and equal', async () => {
      const { archive } = await make()
      const pieces = Array.from({ length: 12 }, (_, n) => new Uint8Array(1_048_576).fill(n))
      await archive.write('image', sha256OfAbc, piecesOf(...pieces))
      const read = await whole(await archive.read('image', sha256OfAbc))
      expect(read === null ? -1 : Buffer.compare(read, Buffer.concat(pieces))).toBe(0)
      expect((await all(archive)).map(({ bytes }) => bytes)).toEqual([12 * 1_048_576])
    })

    it('given a damaged blob, then what is written takes its place', async () => {
      const { archive } = await make()
      await archive.write('image', sha256OfAbc, piecesOf(bytesOf('damaged')))
      await archive.write('image', sha256OfAbc, piecesOf(bytesOf('abc')))
      expect((await whole(await archive.read('image', sha256OfAbc)))?.toString()).toBe('abc')
    })

    it.each([
      ['a small blob', 1, 3],
      ['12 MiB', 12, 1_048_576],
    ])('given pieces that break off in the middle of %s, then nothing has changed', async (_, times, bytes) => {
      const { archive } = await make()
      const piece = new Uint8Array(bytes).fill(7)
      await expect(archive.write('mask', sha256OfAbc, breakingAfter(piece, times))).rejects.toThrow('the source broke off')
      await archive.write('image', sha256OfAbc, piecesOf(bytesOf('abc')))
      await expect(archive.write('image', sha256OfAbc, breakingAfter(piece, times))).rejects.toThrow('the source broke off')
      expect((await all(archive)).map(({ kind, bytes: listed }) => [kind, listed])).toEqual([['image', 3]])
    })
  })
}
