import { expect, it } from '@jest/globals'
import { contextOf } from '../../adapters/memory/test-world.ts'
import { mara, studio, testWorkshop } from '../../adapters/memory/test-workshop.ts'
import { removeBytesOf } from './remove-erased-bytes.ts'

it('given more jobs than an engine takes at once, then those that came first are drawn first', async () => {
  const atEngine = new Set<string>()
  let freeFromMs = 0
  const shop = testWorkshop(({ imageEngine, clock }) => ({
    imageEngine: {
      ...imageEngine,
      // One place, and every look at it takes its time, so that those who wait fall out of step.
      pickBackend: async (workflowId) => {
        await clock.sleep(170)
        return atEngine.size > 0 || clock.now() < freeFromMs ? null : imageEngine.pickBackend(workflowId)
      },
      submit: async (backendId, prepared) => {
        atEngine.add(prepared.engineJobId)
        return imageEngine.submit(backendId, prepared)
      },
      forget: async (backendId, engineJobId) => {
        atEngine.delete(engineJobId)
        freeFromMs = clock.now() + 1_300 + 370 * (await shop.types()).filter((type) => type === 'JobCompleted').length
        return imageEngine.forget(backendId, engineJobId)
      },
    },
  }))
  const characterId = await shop.newCharacter()
  const answer = await shop.use.requestGeneration({ characterId, studio, count: 10, useReference: false }, contextOf(mara))
  if (!answer.ok) throw new Error(answer.rejection.type)
  const worker = shop.startWorker()
  await shop.goOn(async () => (await shop.types()).filter((type) => type === 'JobCompleted').length === 10)
  worker.stop.ring()
  await worker.ended
  const begun = (await shop.events())
    .filter(({ type }) => type === 'SubmissionStarted')
    .map(({ stream }) => stream.slice('generationJob-'.length))
  const asked = (await shop.events())
    .filter(({ type }) => type === 'GenerationRequested')
    .map(({ stream }) => stream.slice('generationJob-'.length))
  expect(begun).toEqual(asked)
})

it('given a source that was erased while its edit waited, then the job fails at once and says so', async () => {
  const shop = testWorkshop()
  await shop.askForEdit()
  const [created] = (await shop.events()).filter(({ type }) => type === 'ImageAssetCreated')
  const assetId = created?.stream.slice('imageAsset-'.length) ?? ''
  await shop.use.trashImage({ assetId }, contextOf(mara))
  await shop.use.eraseImage({ assetId }, contextOf(mara))
  await removeBytesOf({ ...shop.ports, draftStore: { remove: async () => undefined } }, `imageAsset-${assetId}`)
  const worker = shop.startWorker()
  await shop.until('JobFailed')
  worker.stop.ring()
  await worker.ended
  expect(await shop.dataOf('AttemptFailed')).toHaveLength(1)
  expect(await shop.dataOf('JobFailed')).toMatchObject([{ code: 'storage-failed', detail: 'a picture to draw from is gone' }])
})
