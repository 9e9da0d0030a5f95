import { expect, it } from '@jest/globals'
import { memoryCheckpointStore } from '../../adapters/memory/memory-checkpoint-store.ts'
import { contextOf, silentLog } from '../../adapters/memory/test-world.ts'
import { mara, studio, testWorkshop } from '../../adapters/memory/test-workshop.ts'
import type { CharacterCreated } from '../../domain/character/character-events.ts'
import type { ImageAssetCreated } from '../../domain/image-asset/image-asset-events.ts'
import { EventIsNewer } from '../ports/event-store.ts'
import { newerEvents } from '../ports/newer-events.ts'
import { alarm } from './alarm.ts'
import { runRemovals } from './remove-erased-bytes.ts'
import { restlessClock, turnsUntil } from './turns.contract.ts'

it('given an erased picture of which only a newer program can read all, then bytes before it go, it is told of once, and its turn comes', async () => {
  const shop = testWorkshop()
  const [before, after] = [await erasedPicture(shop, '64x64'), await erasedPicture(shop, '128x64')]
  const { eventStore, blobStorage } = shop.ports
  const program = { isOld: true }
  const old: typeof eventStore = {
    ...eventStore,
    async readStream(stream) {
      if (program.isOld && stream.endsWith(after.assetId)) throw new EventIsNewer('of tomorrow')
      return eventStore.readStream(stream)
    },
  }
  const [standing, errors, stop] = [newerEvents(), [] as string[], alarm()]
  const log = { ...silentLog, error: (message: string) => void errors.push(message) }
  const clock = restlessClock()
  const checkpointStore = memoryCheckpointStore(shop.taskQueue)
  const running = runRemovals({ ...shop.ports, eventStore: old, checkpointStore, log, clock, newerEvents: standing }, { pollMs: 1 }, stop)

  await turnsUntil(() => clock.now() > 5)
  expect([await blobStorage.has('image', before.sha256), await blobStorage.has('image', after.sha256)]).toEqual([false, true])
  expect([standing.standing(), errors]).toEqual([['process:erasures'], ['a process waits for a newer version of the program']])

  program.isOld = false
  await turnsUntil(() => standing.standing().length === 0)
  expect(await blobStorage.has('image', after.sha256)).toBe(false)
  stop.ring()
  await running
})

async function erasedPicture(shop: ReturnType<typeof testWorkshop>, size: string): Promise<ImageAssetCreated['data']> {
  await shop.askForPicture()
  const [character] = (await shop.dataOf('CharacterCreated')) as CharacterCreated['data'][]
  const bytes = new TextEncoder().encode(`picture ${size}`)
  await shop.use.uploadImage({ characterId: character?.characterId ?? '', bytes, studio }, contextOf(mara))
  const created = (await shop.dataOf('ImageAssetCreated')).at(-1) as ImageAssetCreated['data']
  await shop.use.trashImage({ assetId: created.assetId }, contextOf(mara))
  await shop.use.eraseImage({ assetId: created.assetId }, contextOf(mara))
  return created
}
