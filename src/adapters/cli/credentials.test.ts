import { expect, it } from '@jest/globals'
import { credentialsCommand } from './credentials.ts'
import { CannotBeDone } from './es-desk.ts'

it('given a file that is named as no picture, then a person is told so in a sentence, and nothing is read', async () => {
  const unasked = () => Promise.reject(new Error('nothing was to be read'))
  const command = credentialsCommand({ inspect: unasked, rootCertificate: unasked }, () => undefined)
  await expect(command.parseAsync(['verify', 'notes.txt'], { from: 'user' })).rejects.toBeInstanceOf(CannotBeDone)
})
