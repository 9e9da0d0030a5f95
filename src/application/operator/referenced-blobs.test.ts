import { describe, expect, it } from '@jest/globals'
import { contextOf } from '../../adapters/memory/test-world.ts'
import { mara, studio, testWorkshop } from '../../adapters/memory/test-workshop.ts'
import { referencedBlobs } from './referenced-blobs.ts'

describe('blobs that the log refers to', () => {
  it('given a face that was taken away and whose picture was erased, then nobody misses it, and a job that may be drawn from it keeps it from going astray', async () => {
    const shop = testWorkshop()
    const by = contextOf(mara)
    const characterId = await shop.newCharacter()
    const bytes = new TextEncoder().encode('picture 64x64')
    const face = await shop.use.uploadImage({ characterId, bytes, studio }, by)
    if (!face.ok) throw new Error(face.rejection.type)
    const { assetId } = face.value
    const own = async () => {
      const references = referencedBlobs()
      for (const event of await shop.events()) references.note(event)
      const kinds = ({ kind }: { readonly kind: string }) => kind === 'image'
      return { wanted: [...references.wanted().values()].filter(kinds), named: [...references.named().values()].filter(kinds) }
    }
    await shop.use.setReference({ characterId, from: { assetId } }, by)
    const asked = await shop.use.requestGeneration({ characterId, studio, count: 1, useReference: true }, by)
    expect(asked.ok).toBe(true)
    expect(await own()).toMatchObject({ wanted: [{ kind: 'image' }], named: [{ kind: 'image' }] })

    await shop.use.setReference({ characterId, from: null }, by)
    await shop.use.trashImage({ assetId }, by)
    await shop.use.eraseImage({ assetId }, by)
    expect(await own()).toMatchObject({ wanted: [], named: [{ kind: 'image' }] })
  })
})
