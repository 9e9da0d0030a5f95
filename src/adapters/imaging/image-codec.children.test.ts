import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { imageCodecContract } from '../../application/ports/image-codec.contract.ts'
import { ImagingBusy, ImagingFailed, ImagingStopped, type ImageCodec } from '../../application/ports/image-codec.ts'
import { imageCodec } from './image-codec.ts'
import { maskPng, png, rgbaOf } from './test-png.ts'

const workerFile = resolve(__dirname, '../../../dist/src/adapters/imaging/imaging-worker.js')
if (!existsSync(workerFile)) throw new Error('the imaging worker is not built: run `npm run build -- --server` first')

imageCodecContract('the codec in child processes', () => imageCodec({ workerFile, timeoutMs: 20_000, children: 2 }), { png, rgbaOf })

const size = { widthPx: 4, heightPx: 4 }
const good = maskPng(4, 4, (x) => (x === 0 ? 255 : 0)).toString('base64')

/** Stands before the real worker and does what a broken decoder might do when it is told to. */
const saboteur = (realWorker: string): string => `
import { runTask as real } from ${JSON.stringify(pathToFileURL(realWorker).href)}
export async function runTask(task) {
  switch (task.given[0]) {
    case 'hang': for (;;) {}
    case 'die': process.kill(process.pid, 'SIGKILL'); return new Promise(() => {})
    case 'exit': process.exit(3)
    case 'throw': throw new TypeError('planted')
    case 'environment': return { ok: true, value: Object.keys(process.env) }
    case 'pid': return process.pid
    default: return real(task)
  }
}`

describe('a child that goes wrong', () => {
  let folder = ''
  let codec: ImageCodec
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'imaging-'))
    await writeFile(join(folder, 'saboteur.mjs'), saboteur(workerFile))
    codec = imageCodec({ workerFile: join(folder, 'saboteur.mjs'), timeoutMs: 3_000, children: 2 })
  })
  afterAll(async () => {
    await codec.close()
    await rm(folder, { recursive: true, force: true })
  })
  const told = (order: string) => codec.readMask(order, size, false)
  const works = async (): Promise<boolean> => (await told(good)).ok

  it.each([
    ['hang', 'took longer than 3000 ms', ImagingStopped.name],
    ['die', 'readMask failed', ImagingStopped.name],
    ['exit', 'readMask failed', ImagingStopped.name],
    ['throw', 'readMask failed: planted', ImagingFailed.name],
  ])('given a child that is told to %s, then its picture fails and the next ones succeed', async (order, message, name) => {
    const failure = await told(order).then(
      () => null,
      (error: unknown) => error,
    )
    expect(failure).toBeInstanceOf(ImagingFailed)
    expect((failure as ImagingFailed).message).toContain(message)
    expect((failure as ImagingFailed).name).toBe(name)
    expect(await Promise.all([works(), works(), works(), works()])).toEqual([true, true, true, true])
  })

  it('given both children gone at once with others in line, then only the two pictures in their hands fail', async () => {
    const outcomes = await Promise.allSettled(['die', 'exit', good, good, good].map(told))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
  })

  it('given both children killed between two pictures, then at most what they were handed in that moment is lost', async () => {
    const pids = (await Promise.all([told('pid'), told('pid')])) as unknown as number[]
    for (const pid of new Set(pids)) process.kill(pid, 'SIGKILL')
    await Promise.allSettled([works(), works()])
    expect(await Promise.all([works(), works(), works()])).toEqual([true, true, true])
  })

  it('given a long line, then one more of a request is refused at once, and a job’s still waits its turn', async () => {
    const stored = png(4, 4, 1, new Uint8Array(16).fill(255))
    const many = Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? told(good) : codec.areaOf(stored, 0)))
    const ofJob = codec.thumbnail(
      maskPng(4, 4, () => 255),
      256,
    )
    const outcomes = await Promise.allSettled(many)
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
    expect(refused).toHaveLength(40 - 2 - 32)
    for (const reason of refused) expect(reason).toBeInstanceOf(ImagingBusy)
    expect((await ofJob).length).toBeGreaterThan(0)
    expect(await works()).toBe(true)
  })

  it('given a hanging picture, then the other child goes on meanwhile', async () => {
    let hasEnded = false
    const hanging = told('hang').catch(() => {
      hasEnded = true
    })
    expect(await works()).toBe(true)
    expect(hasEnded).toBe(false)
    await hanging
  })

  it('can reach no decoder but the three: an SVG is not drawn, whatever it is called', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>')
    await expect(codec.thumbnail(svg, 256)).rejects.toThrow(ImagingFailed)
  })

  it('given the end while pictures are at work and in line, then all of them fail and no child stays', async () => {
    const closing = imageCodec({ workerFile: join(folder, 'saboteur.mjs'), timeoutMs: 20_000, children: 1 })
    const pid = (await closing.readMask('pid', size, false)) as unknown as number
    const pictures = Promise.allSettled([closing.readMask('hang', size, false), closing.readMask(good, size, false)])
    await closing.close()
    expect((await pictures).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(closing.readMask(good, size, false)).rejects.toThrow(ImagingFailed)
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  it('knows none of our variables', async () => {
    process.env.CANARY_SECRET = 'secret'
    const told = (await codec.readMask('environment', size, false)) as unknown as { readonly value: readonly string[] }
    delete process.env.CANARY_SECRET
    expect(told.value).not.toContain('CANARY_SECRET')
    expect(told.value).not.toContain('DATA_KEY')
  })
})
