import { beforeEach, describe, expect, it } from '@jest/globals'
import type { DraftStore } from './draft-store.ts'

export type DraftStoreUnderTest = { readonly drafts: DraftStore; readonly users: readonly [string, string] }

/** What every draft store does. `open` answers with an empty one and two users who exist. */
export function draftStoreContract(name: string, open: () => Promise<DraftStoreUnderTest>): void {
  describe(`drafts in ${name}`, () => {
    const image = '00000000-0000-4000-8000-00000000000a'
    const other = '00000000-0000-4000-8000-00000000000b'
    const words = (text: string) => ({ settings: { prompt: text, growPx: 4 }, maskBase64Png: `mask of ${text}` })
    let drafts: DraftStore
    let ada: string
    let bob: string
    beforeEach(async () => {
      const under = await open()
      drafts = under.drafts
      ;[ada, bob] = under.users
    })

    it('given none, when saved on 0, then it is revision 1 and loads as it was', async () => {
      expect(await drafts.load(ada, image)).toBeNull()
      const saved = await drafts.save(ada, image, 0, words('a banana'))
      expect(saved).toMatchObject({ outcome: 'saved', draft: { imageId: image, revision: 1, ...words('a banana') } })
      expect(await drafts.load(ada, image)).toEqual(saved.draft)
    })

    it('given revision 1, when saved on 1, then it is revision 2; a draft without a mask keeps none', async () => {
      await drafts.save(ada, image, 0, words('a banana'))
      const saved = await drafts.save(ada, image, 1, { settings: {}, maskBase64Png: null })
      expect(saved).toMatchObject({ outcome: 'saved', draft: { revision: 2, settings: {}, maskBase64Png: null } })
      expect(await drafts.load(ada, image)).toEqual(saved.draft)
    })

    it.each([0, 1, 3])('given revision 2, when saved on %i, then it is stale and the newer draft comes back', async (basedOn) => {
      await drafts.save(ada, image, 0, words('one'))
      const newer = await drafts.save(ada, image, 1, words('two'))
      expect(await drafts.save(ada, image, basedOn, words('late'))).toEqual({ outcome: 'stale', draft: newer.draft })
      expect(await drafts.load(ada, image)).toEqual(newer.draft)
    })

    it('given none, when saved on 1, then it is stale and there is no newer one', async () => {
      expect(await drafts.save(ada, image, 1, words('late'))).toEqual({ outcome: 'stale', draft: null })
    })

    it('given parallel saves on the same revision, then exactly one is saved', async () => {
      const answers = await Promise.all(['a', 'b', 'c', 'd'].map((text) => drafts.save(ada, image, 0, words(text))))
      expect(answers.filter(({ outcome }) => outcome === 'saved')).toHaveLength(1)
      expect((await drafts.load(ada, image))?.revision).toBe(1)
    })

    it('keeps users and pictures apart, and removes only what was asked', async () => {
      await drafts.save(ada, image, 0, words('hers'))
      await drafts.save(bob, image, 0, words('his'))
      await drafts.save(ada, other, 0, words('another'))
      await drafts.remove(ada, image)
      await drafts.remove(ada, image)
      expect(await drafts.load(ada, image)).toBeNull()
      expect(await drafts.load(bob, image)).toMatchObject(words('his'))
      expect(await drafts.load(ada, other)).toMatchObject(words('another'))
    })
  })
}
