import { describe, expect, it } from '@jest/globals'
import { memorySubjectKeys } from '../../adapters/memory/memory-subject-keys.ts'
import { testWorkshop } from '../../adapters/memory/test-workshop.ts'
import { CredentialsFailed } from '../ports/credential-signer.ts'
import { countSubject, eraseSubject } from './erase-subject.ts'

describe('erasing a subject', () => {
  it('given a job that is too late to stop, then it counts as running: what it makes is there for another run to erase', async () => {
    const shop = testWorkshop(({ credentialSigner }) => ({
      credentialSigner: { ...credentialSigner, sign: () => Promise.reject(new CredentialsFailed('planted')) },
    }))
    await shop.askForPicture()
    shop.startWorker()
    await shop.until('OutputReceived')
    const streams = [...new Set((await shop.events()).map(({ stream }) => stream))]
    const [characterId = ''] = streams.flatMap((stream) => (stream.startsWith('character-') ? [stream.slice('character-'.length)] : []))
    const records = { charactersOf: async () => [], streamsOfCharacter: async () => streams }
    const ports = { ...shop.ports, records, subjectKeys: memorySubjectKeys() }

    expect(await countSubject(ports, characterId)).toEqual({ characters: 1, pictures: 0, jobsRunning: 1 })
    expect(await eraseSubject(ports, characterId)).toEqual({ characters: 1, pictures: 0, jobsRunning: 1 })
    expect(await shop.types()).not.toContain('CancellationRequested')
  })
})
