import { EventEmitter, once } from 'node:events'
import { createServer, request as ask, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { UseCases } from '../../application/use-cases.ts'
import { httpServer } from './http-server.ts'
import type { Door } from './route.ts'
import { named } from './stream-zip.ts'
import { yes, no } from './test-accounts.ts'
import { as, testWorld } from './test-world.ts'
import { entriesOf } from './test-zip.ts'

const pictureBytes = 4 * 1024 * 1024
const idOf = (number: number): string => `20000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const pictureOf = (id: string): Uint8Array => new Uint8Array(pictureBytes).fill(Number(id.slice(-3)))
const fileOf = (id: string) => ({ bytes: pictureOf(id), mime: 'image/png', sha256: 'c'.repeat(64), nsfw: false })
const open: { close(): void }[] = []
afterEach(() => open.splice(0).forEach((one) => one.close()))

/** A door before large pictures, on a real socket; `reads` are the pictures that were taken from the store. */
async function pictureDoor(readImageFile?: UseCases['readImageFile'], door: Partial<Door> = {}) {
  const reads: string[] = []
  const world = testWorld({
    useCases: {
      listDownloads: ({ assetIds }) =>
        yes(assetIds.map((assetId) => ({ assetId, handle: 'mia', createdAt: '2026-01-31T10:00:00.000Z', bytes: pictureBytes }))),
      readImageFile: (input, caller) => {
        reads.push(input.assetId)
        return readImageFile?.(input, caller) ?? yes(fileOf(input.assetId))
      },
    },
    door,
  })
  const server = createServer(httpServer(world.door)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push({ close: () => (server.closeAllConnections(), server.close()) })
  return { reads, zip: (count: number) => askForZip((server.address() as AddressInfo).port, count) }
}

async function askForZip(port: number, count: number): Promise<IncomingMessage> {
  const call = ask({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/api/v1/images/zip',
    headers: { ...as.token('ada', 'read'), 'Content-Type': 'application/json' },
  })
  call.end(JSON.stringify({ ids: Array.from({ length: count }, (_, index) => idOf(index)) }))
  const [answer] = (await once(call, 'response')) as [IncomingMessage]
  return answer
}

async function bodyOf(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Waits until nothing more is read from the store. */
async function settledReads(reads: readonly string[]): Promise<number> {
  for (let before = -1; before !== reads.length;) {
    before = reads.length
    await pause(150)
  }
  return reads.length
}

describe('a zip of pictures', () => {
  it('given some pictures, then they come whole, in their order, under names of their own, with a length told before', async () => {
    const { zip } = await pictureDoor()
    const answer = await zip(3)
    expect(answer.headers).toMatchObject({ 'content-type': 'application/zip', 'content-disposition': 'attachment; filename=pictures.zip' })
    const body = await bodyOf(answer)
    expect(body.length).toBe(Number(answer.headers['content-length']))
    const entries = entriesOf(body)
    expect(entries.map(({ name }) => name)).toEqual([
      'mia-20260131-20000000.png',
      `mia-20260131-${idOf(1)}.png`,
      `mia-20260131-${idOf(2)}.png`,
    ])
    entries.forEach(({ bytes }, index) => expect(bytes.equals(pictureOf(idOf(index)))).toBe(true))
  })

  it('given a reader that does not read, then no picture is taken ahead; given that it leaves, then none any more', async () => {
    const { reads, zip } = await pictureDoor()
    const answer = await zip(60)
    await once(answer, 'readable')
    const ahead = await settledReads(reads)
    expect(ahead).toBeLessThan(8)
    answer.destroy()
    expect(await settledReads(reads)).toBe(ahead)
  })

  it('given a reader that leaves while a picture is being read, then that was the last one', async () => {
    const course = new EventEmitter()
    const reading = once(course, 'reading')
    const left = once(course, 'left')
    const { reads, zip } = await pictureDoor(async (input) => {
      if (input.assetId === idOf(1)) {
        course.emit('reading')
        await left
      }
      return { ok: true, value: fileOf(input.assetId) }
    })
    const answer = await zip(60)
    answer.resume()
    await reading
    answer.destroy()
    await pause(50)
    course.emit('left')
    expect(await settledReads(reads)).toBe(2)
  })

  it('given a picture that is gone by the time it is its turn, then the zip breaks off instead of ending', async () => {
    const { zip } = await pictureDoor((input) => (input.assetId === idOf(1) ? no({ type: 'not-found' }) : yes(fileOf(input.assetId))))
    await expect(bodyOf(await zip(3))).rejects.toThrow('aborted')
  })

  it('given a program that stops, then the zip breaks off', async () => {
    const stop = new AbortController()
    const { zip } = await pictureDoor(undefined, { stop: stop.signal })
    const answer = await zip(60)
    await once(answer, 'readable')
    stop.abort()
    await expect(bodyOf(answer)).rejects.toThrow('aborted')
  })
})

it('a picture whose character has no name any more is called one', () => {
  const download = { assetId: idOf(1), handle: null, createdAt: '2026-01-31T10:00:00.000Z', bytes: 1 }
  expect(named([download]).map(({ name }) => name)).toEqual(['picture-20260131-20000000.png'])
})
