import { beforeEach, describe, expect, it } from '@jest/globals'
import type { DraftStore } from './draft-store.ts'

export type DraftStoreUnderTest = { readonly drafts: DraftStore; readonly users: readonly [string, string] }

/** What every draft store does. `open` answers with an empty one and two users who exist. */
export function draftStoreContract(name: string, open: () => Promise<DraftStoreUnderTest>): void {
  describe(`drafts in ${name}`, () => {
    const image = '00000000-0000-4000-8000-00000000000a'
    const other = '00000000-0000-4000-8000-00000000000b'
    const words = (text: string) => ({ settings: { prompt: text, growPx: 4 }, maskBase64Png: `mask of ${text}` })
    const begun = async (text: string): Promise<number> => (await drafts.save(ada, image, 0, words(text))).draft?.revision ?? 0
    let drafts: DraftStore
    let ada: string
    let bob: string
    beforeEach(async () => {
      const under = await open()
      drafts = under.drafts
      ;[ada, bob] = under.users
    })

    it('given none, when saved on 0, then it loads as it was', async () => {
      expect(await drafts.load(ada, image)).toBeNull()
      const saved = await drafts.save(ada, image, 0, words('a banana'))
      expect(saved).toMatchObject({ outcome: 'saved', draft: { imageId: image, revision: expect.any(Number), ...words('a banana') } })
      expect(await drafts.load(ada, image)).toEqual(saved.draft)
    })

    it('given one, when saved on its revision, then it is the next; a draft without a mask keeps none', async () => {
      const first = await begun('a banana')
      const saved = await drafts.save(ada, image, first, { settings: {}, maskBase64Png: null })
      expect(saved).toMatchObject({ outcome: 'saved', draft: { revision: first + 1, settings: {}, maskBase64Png: null } })
      expect(await drafts.load(ada, image)).toEqual(saved.draft)
    })

    it('given a second revision, when saved on none, the first or one to come, then it is stale and the newer draft comes back', async () => {
      const first = await begun('one')
      const newer = await drafts.save(ada, image, first, words('two'))
      for (const basedOn of [0, first, first + 2])
        expect(await drafts.save(ada, image, basedOn, words('late'))).toEqual({ outcome: 'stale', draft: newer.draft })
      expect(await drafts.load(ada, image)).toEqual(newer.draft)
    })

    it('given a draft that began after another was discarded, when saved on what the other was, then it is stale', async () => {
      const discarded = await begun('one')
      await drafts.remove(ada, image)
      expect(await drafts.save(ada, image, discarded, words('late'))).toEqual({ outcome: 'stale', draft: null })
      await begun('two')
      const now = await drafts.load(ada, image)
      expect(await drafts.save(ada, image, discarded, words('late'))).toEqual({ outcome: 'stale', draft: now })
    })

    it('given none, when saved on 1, then it is stale and there is no newer one', async () => {
      expect(await drafts.save(ada, image, 1, words('late'))).toEqual({ outcome: 'stale', draft: null })
    })

    it('given parallel saves on the same revision, then exactly one is saved', async () => {
      const answers = await Promise.all(['a', 'b', 'c', 'd'].map((text) => drafts.save(ada, image, 0, words(text))))
      expect(answers.filter(({ outcome }) => outcome === 'saved')).toHaveLength(1)
      expect(await drafts.load(ada, image)).toEqual(answers.find(({ outcome }) => outcome === 'saved')?.draft)
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
