import { describe, expect, it } from '@jest/globals'
import { contextOf, namedId } from '../../adapters/memory/test-world.ts'
import { mara, studio, testWorkshop } from '../../adapters/memory/test-workshop.ts'
import type { ImageAssetCreated } from '../../domain/image-asset/image-asset-events.ts'
import type { RequestInpaint } from './edit-request.ts'

/** A source with an edited child, and a way to edit the source again with a stored mask. */
async function editedPicture() {
  const shop = testWorkshop()
  await shop.askForEdit()
  shop.startWorker()
  await shop.until('JobCompleted')
  const assets = (await shop.events())
    .filter(({ type }) => type === 'ImageAssetCreated')
    .map(({ data }) => data as ImageAssetCreated['data'])
  const [source, child] = assets
  if (source === undefined || child === undefined) throw new Error('there should be two pictures')
  const shape = { growPx: 0, featherPx: 8, strength: 1, area: 'whole', allowFullMask: false, count: 1 } as const
  const ask = (changes: Partial<RequestInpaint>) =>
    shop.use.requestInpaint(
      { characterId: source.characterId, sourceImageId: source.assetId, prompt: 'add a cat', ...shape, ...changes },
      contextOf(mara),
    )
  return { shop, source, child, ask }
}

describe('a stored mask used again', () => {
  it('given an edited picture, then its mask is taken as it was, and where from is recorded', async () => {
    const { shop, child, ask } = await editedPicture()
    expect((await ask({ maskFromImageId: child.assetId })).ok).toBe(true)
    const masks = (await shop.events()).filter(({ type }) => type === 'MaskStored').map(({ data }) => data)
    expect(masks[1]).toMatchObject({ maskSha256: child.maskSha256, coveredPixels: 100, reusedFrom: child.assetId })
  })

  it('given a picture that is no edit, or that is not mine, then there is none', async () => {
    const { source, ask } = await editedPicture()
    expect(await ask({ maskFromImageId: source.assetId })).toEqual({ ok: false, rejection: { type: 'no-stored-mask' } })
    expect(await ask({ maskFromImageId: namedId('x') })).toEqual({ ok: false, rejection: { type: 'not-found' } })
  })

  it('given a source of another size, then both sizes are told', async () => {
    const { shop, source, child, ask } = await editedPicture()
    const bytes = new TextEncoder().encode('picture 32x64')
    const other = await shop.use.uploadImage({ characterId: source.characterId, bytes, studio }, contextOf(mara))
    const sourceImageId = other.ok ? other.value.assetId : ''
    expect(await ask({ sourceImageId, maskFromImageId: child.assetId })).toEqual({
      ok: false,
      rejection: { type: 'mask-wrong-size', expected: '32 × 64', came: '64 × 64' },
    })
  })
})
