import { afterAll, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CredentialsFailed, SigningBusy, type Making } from '../../application/ports/credential-signer.ts'
import { contentCredentials } from './content-credentials.ts'
import { makeIdentity } from './make-identity.ts'

/** Takes as many milliseconds as the first byte of the picture says, and gives the picture back. */
const slowWorker = `
export async function runTask({ given: [, png] }) {
  await new Promise((resolve) => setTimeout(resolve, png[0]))
  return png
}`
const folder = mkdtempSync(join(tmpdir(), 'signing-'))
const workerFile = join(folder, 'slow.mjs')
writeFileSync(workerFile, slowWorker)
afterAll(() => rmSync(folder, { recursive: true }))

const making: Making = { kind: 'generated', recipe: { engine: 'preview', workflow: 'any', workflowVersion: 1, seed: 1 } }
const about = { assetId: '00000000-0000-4000-8000-000000000001', madeAt: '2030-01-01T00:00:00.000Z', making }

/** The least that is taken for a JPEG. */
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)

const opened = async (timeoutMs: number) => {
  const credentials = contentCredentials({ workerFile, wasmFile: '', identity: await makeIdentity(Date.now()), version: '1', timeoutMs })
  const sign = (ms: number) => credentials.sign(Uint8Array.of(ms), about)
  const upload = (ms: number) => credentials.sign(Uint8Array.of(ms), { ...about, making: { kind: 'uploaded', original: jpeg } })
  return { sign, upload, close: () => credentials.close() }
}

it('given a long line, then the time in it counts against nobody’s file', async () => {
  const { sign, close } = await opened(1_500)
  const files = await Promise.all(Array.from({ length: 12 }, () => sign(200)))
  expect(files).toHaveLength(12)
  await close()
})

it('given the end while files stand in line, then all of them fail', async () => {
  const { sign, close } = await opened(60_000)
  const files = Promise.allSettled([sign(250), sign(250), sign(250)])
  await new Promise((resolve) => setTimeout(resolve, 50))
  await close()
  for (const file of await files) expect(file).toMatchObject({ status: 'rejected', reason: expect.any(CredentialsFailed) as unknown })
})

it('given a crowd of uploads, then what a job has drawn is signed between them, and the crowd is cut where it grows too long', async () => {
  const { sign, upload, close } = await opened(60_000)
  const ended: string[] = []
  const crowd = Array.from({ length: 20 }, () => upload(10).then(() => ended.push('upload')))
  const job = sign(10).then(() => ended.push('job'))
  const answers = await Promise.allSettled(crowd)
  await job
  // One is at work, sixteen stand in line.
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(17)
  for (const answer of answers.slice(17)) {
    expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(SigningBusy) as unknown })
  }
  expect(ended.indexOf('job')).toBe(1)
  await close()
})
