import { describe, expect, it } from '@jest/globals'
import { memoryCheckpointStore } from '../../adapters/memory/memory-checkpoint-store.ts'
import { memorySubjectKeys } from '../../adapters/memory/memory-subject-keys.ts'
import { contextOf } from '../../adapters/memory/test-world.ts'
import { mara, studio, testWorkshop } from '../../adapters/memory/test-workshop.ts'
import type { Sha256 } from '../../domain/ids.ts'
import { isId } from '../authority.ts'
import { CredentialsFailed } from '../ports/credential-signer.ts'
import { jobProcess } from '../processes/job-process.ts'
import { removePage } from '../processes/remove-erased-bytes.ts'
import { countSubject, eraseSubject } from './erase-subject.ts'

describe('erasing a subject', () => {
  it('given a job that is too late to stop, then it counts as running: what it makes is there for another run to erase', async () => {
    const shop = testWorkshop(({ credentialSigner }) => ({
      credentialSigner: { ...credentialSigner, sign: () => Promise.reject(new CredentialsFailed('planted')) },
    }))
    await shop.askForPicture()
    shop.startWorker()
    await shop.until('OutputReceived')
    const { ports, characterId } = await erasureIn(shop)

    expect(await countSubject(ports, characterId)).toEqual({ characters: 1, pictures: 0, jobsRunning: 1 })
    expect(await eraseSubject(ports, characterId)).toEqual({ characters: 1, pictures: 0, jobsRunning: 1 })
    expect(await shop.types()).not.toContain('CancellationRequested')
  })

  it('given a job in line, then what follows from stopping it is about that job and takes a turn that the database can note', async () => {
    const shop = testWorkshop()
    const jobId = await shop.askForPicture()
    const { ports, characterId } = await erasureIn(shop)
    expect(await eraseSubject(ports, characterId)).toMatchObject({ jobsRunning: 1 })

    const asked = (await shop.events()).filter(({ type }) => type === 'CancellationRequested')
    expect(asked).toMatchObject([{ meta: { correlationId: jobId } }])
    const tasks = asked.flatMap((event) => jobProcess(shop.ports.idSource, { maxWaitMs: 1 }).tasksOf(event))
    expect(tasks).toMatchObject([{ kind: 'cancel', jobId, jobKind: 'generation' }])
    // One task that could not be stored would hold up the jobs of everybody.
    expect(tasks.map(({ ownerId }) => isId(ownerId))).toEqual([true])
  })

  it('given a worker that was killed when it had just kept what it was about to send, then that goes as well', async () => {
    const kept: Sha256[] = []
    const shop = testWorkshop(({ blobStorage }) => ({
      blobStorage: {
        ...blobStorage,
        async put(kind, bytes) {
          const stored = await blobStorage.put(kind, bytes)
          if (kind !== 'workflow') return stored
          kept.push(stored.sha256)
          return new Promise(() => undefined)
        },
      },
    }))
    await shop.askForPicture()
    shop.startWorker()
    await shop.goOn(() => kept.length > 0)
    const [sha256 = '' as Sha256] = kept
    expect(await shop.ports.blobStorage.has('workflow', sha256)).toBe(true)
    const { ports, characterId } = await erasureIn(shop)

    await eraseSubject(ports, characterId)
    expect(await shop.ports.blobStorage.has('workflow', sha256)).toBe(false)
  })

  it('given a worker that is just about to keep what it will send, then it takes that away itself and sends nothing', async () => {
    const kept: Sha256[] = []
    const shop = testWorkshop(({ blobStorage }) => ({
      blobStorage: {
        ...blobStorage,
        async put(kind, bytes) {
          if (kind === 'workflow') {
            const { ports, characterId } = await erasureIn(shop)
            await eraseSubject(ports, characterId)
          }
          const stored = await blobStorage.put(kind, bytes)
          if (kind === 'workflow') kept.push(stored.sha256)
          return stored
        },
      },
    }))
    await shop.askForPicture()
    shop.startWorker()
    await shop.until('JobCancelled')
    const [sha256 = '' as Sha256] = kept
    expect(kept).toHaveLength(1)
    expect(await shop.ports.blobStorage.has('workflow', sha256)).toBe(false)
    expect(shop.imageEngine.submissions).toEqual([])
  })

  it('given a worker that was killed when it had kept after an erasure what it was about to send, then whoever cancels the job takes it away', async () => {
    const kept: Sha256[] = []
    const shop = testWorkshop(({ blobStorage, taskQueue }) => ({
      taskQueue: { ...taskQueue, heartbeat: () => new Promise(() => undefined) },
      blobStorage: {
        ...blobStorage,
        async put(kind, bytes) {
          if (kind !== 'workflow') return blobStorage.put(kind, bytes)
          const { ports, characterId } = await erasureIn(shop)
          await eraseSubject(ports, characterId)
          kept.push((await blobStorage.put(kind, bytes)).sha256)
          return new Promise(() => undefined)
        },
      },
    }))
    await shop.askForPicture()
    shop.startWorker('killed')
    await shop.goOn(() => kept.length > 0)
    shop.startWorker('next')
    await shop.until('JobCancelled')
    const [sha256 = '' as Sha256] = kept
    expect(await shop.ports.blobStorage.has('workflow', sha256)).toBe(false)
  })

  describe('given somebody who still writes about it', () => {
    const picture = new TextEncoder().encode('picture 300x500 mine')
    const upload = (shop: ReturnType<typeof testWorkshop>, characterId: string) =>
      shop.use.uploadImage({ characterId, bytes: picture, studio: { ...studio, outfit: 'jeans' } }, contextOf(mara))
    const ask = (shop: ReturnType<typeof testWorkshop>, characterId: string) =>
      shop.use.requestGeneration({ characterId, studio, count: 1, useReference: false }, contextOf(mara))

    it('then a picture that came in when it had begun is found by it', async () => {
      const shop = testWorkshop()
      const id = await shop.newCharacter()
      const { ports } = await erasureIn(shop, () => upload(shop, id))
      expect(await eraseSubject(ports, id)).toEqual({ characters: 1, pictures: 1, jobsRunning: 0 })
      expect(await bytesOf(shop)).toEqual([false])
    })

    it('then a picture that is still being made ready is refused in the end, and leaves no bytes', async () => {
      const shop = testWorkshop()
      const id = await shop.newCharacter()
      const { ports } = await erasureIn(shop)
      const { normaliseUpload } = shop.ports.imageCodec
      shop.ports.imageCodec.normaliseUpload = async (bytes) => {
        await eraseSubject(ports, id)
        return normaliseUpload(bytes)
      }
      expect(await upload(shop, id)).toEqual({ ok: false, rejection: { type: 'not-found' } })
      await removePage({
        ...shop.ports,
        checkpointStore: memoryCheckpointStore(shop.taskQueue),
        draftStore: { remove: async () => undefined },
      })
      expect(await bytesOf(shop)).toEqual([false])
    })

    it('then a job that came in when it had begun is stopped, and one that is accepted after it is not drawn', async () => {
      const shop = testWorkshop()
      const id = await shop.newCharacter()
      const { ports } = await erasureIn(shop, () => ask(shop, id))
      const { choose } = shop.imageEngine
      shop.imageEngine.choose = async (need) => {
        shop.imageEngine.choose = choose
        expect(await eraseSubject(ports, id)).toEqual({ characters: 1, pictures: 0, jobsRunning: 1 })
        return choose(need)
      }
      expect(await ask(shop, id)).toMatchObject({ ok: true })
      shop.startWorker()
      await shop.until('JobFailed')
      expect(await shop.dataOf('JobFailed')).toMatchObject([{ detail: 'the character is gone' }])
      expect(shop.imageEngine.submissions).toEqual([])
    })
  })
})

/** Whether there are bytes of each picture that ever was. */
async function bytesOf(shop: ReturnType<typeof testWorkshop>): Promise<readonly boolean[]> {
  const created = (await shop.dataOf('ImageAssetCreated')) as readonly { readonly sha256: Sha256 }[]
  return Promise.all(created.map(({ sha256 }) => shop.ports.blobStorage.has('image', sha256)))
}

/** What the log holds of the subject is asked for anew each time. `whileItsKeyGoes` happens when a part of it has been looked at already. */
async function erasureIn(shop: ReturnType<typeof testWorkshop>, whileItsKeyGoes = async (): Promise<unknown> => undefined) {
  const streams = async () => [...new Set((await shop.events()).map(({ stream }) => stream))]
  const [characterId = ''] = (await streams()).flatMap((name) => (name.startsWith('character-') ? [name.slice('character-'.length)] : []))
  const records = { charactersOf: async () => [], streamsOfCharacter: streams }
  const keys = memorySubjectKeys()
  const subjectKeys = {
    ...keys,
    destroy: (subject: string) =>
      keys
        .destroy(subject)
        .then(whileItsKeyGoes)
        .then(() => undefined),
  }
  return { characterId, ports: { ...shop.ports, records, subjectKeys } }
}
