import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { SubjectKeys } from './subject-keys.ts'

export type SubjectKeysUnderTest = { readonly keys: SubjectKeys; stop(): Promise<void> }

export function subjectKeysContract(name: string, start: () => Promise<SubjectKeysUnderTest>): void {
  describe(`subject keys: ${name}`, () => {
    let under: SubjectKeysUnderTest
    beforeAll(async () => {
      under = await start()
    })
    afterAll(() => under.stop())

    it('given a subject, then it has one key of 32 bytes, its own, however many ask at once', async () => {
      const subject = randomUUID()
      const keys = await Promise.all(Array.from({ length: 5 }, () => under.keys.keyFor(subject)))
      expect(keys[0]).toHaveLength(32)
      for (const key of keys) expect(key).toEqual(keys[0])
      expect(await under.keys.keyFor(randomUUID())).not.toEqual(keys[0])
    })

    it('given known, unknown and destroyed subjects, then only the known ones have keys to read with', async () => {
      const [known, unknown, destroyed] = [randomUUID(), randomUUID(), randomUUID()]
      const key = await under.keys.keyFor(known)
      await under.keys.keyFor(destroyed)
      await under.keys.destroy(destroyed)
      expect(await under.keys.keysOf([known, unknown, destroyed])).toEqual(new Map([[known, key]]))
      expect(await under.keys.keysOf([])).toEqual(new Map())
    })

    it('given a destroyed subject, then it gets no key again, also when it never had one', async () => {
      for (const had of [true, false]) {
        const subject = randomUUID()
        if (had) await under.keys.keyFor(subject)
        await under.keys.destroy(subject)
        expect(await under.keys.keyFor(subject)).toBeNull()
      }
    })
  })
}
