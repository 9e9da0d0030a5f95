import { describe, expect, it } from '@jest/globals'
import { memorySubjectKeys } from '../../adapters/memory/memory-subject-keys.ts'
import { testWorkshop } from '../../adapters/memory/test-workshop.ts'
import type { Sha256 } from '../../domain/ids.ts'
import { isId } from '../authority.ts'
import { CredentialsFailed } from '../ports/credential-signer.ts'
import { jobProcess } from '../processes/job-process.ts'
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
})

async function erasureIn(shop: ReturnType<typeof testWorkshop>) {
  const streams = [...new Set((await shop.events()).map(({ stream }) => stream))]
  const [characterId = ''] = streams.flatMap((stream) => (stream.startsWith('character-') ? [stream.slice('character-'.length)] : []))
  const records = { charactersOf: async () => [], streamsOfCharacter: async () => streams }
  return { characterId, ports: { ...shop.ports, records, subjectKeys: memorySubjectKeys() } }
}
