import { describe, expect, it } from '@jest/globals'
import type { BlobStorage } from './blob-storage.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
/** SHA-256 of "abc", from the standard's own example. */
const sha256OfAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
const unknownSha256 = '0'.repeat(64)

/** What every blob storage does; run by each adapter's test. `make` opens an empty store. */
export function blobStorageContract(name: string, make: () => Promise<BlobStorage>): void {
  describe(`${name} keeps the contract of BlobStorage`, () => {
    it('given bytes, then they lie under their own hash and come back equal', async () => {
      const storage = await make()
      const stored = await storage.put('image', bytesOf('abc'))
      expect(stored).toEqual({ key: `image/ba/${sha256OfAbc}.png`, sha256: sha256OfAbc, bytes: 3 })
      expect(plain(await storage.get('image', sha256OfAbc))).toEqual([97, 98, 99])
      expect(await storage.has('image', sha256OfAbc)).toBe(true)
    })

    it('given the same bytes twice, then both are successes with the same answer', async () => {
      const storage = await make()
      const first = await storage.put('mask', bytesOf('abc'))
      expect(await storage.put('mask', bytesOf('abc'))).toEqual(first)
      expect(plain(await storage.get('mask', sha256OfAbc))).toEqual([97, 98, 99])
    })

    it('given twenty writers of the same bytes at once, then all succeed', async () => {
      const storage = await make()
      const bytes = new Uint8Array(100_000).fill(7)
      const answers = await Promise.all(Array.from({ length: 20 }, () => storage.put('image', bytes)))
      expect(new Set(answers.map(({ key }) => key)).size).toBe(1)
      expect((await storage.get('image', answers[0]?.sha256 ?? ''))?.length).toBe(100_000)
    })

    it('keeps kinds apart', async () => {
      const storage = await make()
      await storage.put('image', bytesOf('abc'))
      expect(await storage.has('mask', sha256OfAbc)).toBe(false)
      expect(await storage.get('workflow', sha256OfAbc)).toBeNull()
    })

    it('given derived bytes, then they lie under the hash of their source, and the first ones stay', async () => {
      const storage = await make()
      const stored = await storage.putDerived('thumbnail-256', sha256OfAbc, bytesOf('small'))
      expect(stored).toEqual({ key: `thumbnail-256/ba/${sha256OfAbc}.webp`, sha256: sha256OfAbc, bytes: 5 })
      expect((await storage.putDerived('thumbnail-256', sha256OfAbc, bytesOf('another'))).bytes).toBe(5)
      expect(plain(await storage.get('thumbnail-256', sha256OfAbc))).toEqual(plain(bytesOf('small')))
    })

    it('given an unknown hash, then there is nothing, and removing it is a success', async () => {
      const storage = await make()
      expect(await storage.get('image', unknownSha256)).toBeNull()
      expect(await storage.has('image', unknownSha256)).toBe(false)
      await expect(storage.remove('image', unknownSha256)).resolves.toBeUndefined()
    })

    it('given a blob that was removed, then it is gone and can be put again', async () => {
      const storage = await make()
      await storage.put('image', bytesOf('abc'))
      await storage.remove('image', sha256OfAbc)
      expect(await storage.get('image', sha256OfAbc)).toBeNull()
      await storage.put('image', bytesOf('abc'))
      expect(await storage.has('image', sha256OfAbc)).toBe(true)
    })

    it.each(['../../etc/passwd', '', 'ABC', `${'0'.repeat(63)}/`, `${'0'.repeat(63)}G`])(
      'given %j for a hash, then every door refuses it',
      async (notAHash) => {
        const storage = await make()
        await expect(Promise.resolve().then(() => storage.get('image', notAHash))).rejects.toThrow('hexadecimal')
        await expect(Promise.resolve().then(() => storage.has('image', notAHash))).rejects.toThrow('hexadecimal')
        await expect(Promise.resolve().then(() => storage.remove('image', notAHash))).rejects.toThrow('hexadecimal')
        await expect(Promise.resolve().then(() => storage.putDerived('thumbnail-512', notAHash, bytesOf('x')))).rejects.toThrow(
          'hexadecimal',
        )
      },
    )

    it('given a caller that changes its bytes afterwards, then what is stored stays', async () => {
      const storage = await make()
      // A Buffer, whose slices are windows on the same bytes.
      const bytes = Buffer.from('abc')
      await storage.put('image', bytes)
      bytes.fill(0)
      const read = await storage.get('image', sha256OfAbc)
      read?.fill(0)
      expect(plain(await storage.get('image', sha256OfAbc))).toEqual([97, 98, 99])
    })

    it('given empty bytes, then they are stored as such', async () => {
      const storage = await make()
      const { sha256, bytes } = await storage.put('workflow', new Uint8Array(0))
      expect(bytes).toBe(0)
      expect(plain(await storage.get('workflow', sha256))).toEqual([])
    })

    it('proves that it takes writes', async () => {
      const storage = await make()
      await expect(storage.check()).resolves.toBeUndefined()
    })
  })
}

/** One call of every door of a storage, for what all of them must say alike. */
export const doorsOf = (storage: BlobStorage): readonly (() => Promise<unknown>)[] => [
  () => storage.put('image', bytesOf('abc')),
  () => storage.putDerived('thumbnail-256', sha256OfAbc, bytesOf('abc')),
  () => storage.get('image', sha256OfAbc),
  () => storage.has('image', sha256OfAbc),
  () => storage.remove('image', sha256OfAbc),
  () => storage.check(),
]

/** What a door failed with; `null` when it did not. */
export const failureOf = (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => null,
    (error: unknown) => error,
  )

/** Adapters may answer with any kind of byte array. */
const plain = (bytes: Uint8Array | null): number[] | null => (bytes === null ? null : [...bytes])
