import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { studioClient, type StudioClient } from './adapters/cli/studio-client.ts'
import type { WireImage } from './adapters/http/contract/image.ts'
import type { JobList, JobsAccepted } from './adapters/http/contract/job.ts'
import { chunk, end, file, header, maskPng, pixelData, png } from './adapters/imaging/test-png.ts'
import { freshDataDir, removeDataDir, resultOf, startTestStudio, type TestStudio } from './test-server.ts'

const side = 1024
const area = side * side
const half = (x: number): number => (x < side / 2 ? 255 : 0)
const good = maskPng(side, side, half)
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** Each refusal of product.md §1.4, "422 mask", from a real file. */
const refusals: readonly (readonly [string, string, () => string | Promise<string>])[] = [
  ['mask-wrong-size', 'a smaller picture', () => text(maskPng(512, 512, half))],
  ['mask-wrong-size', 'a bomb of 50,000²', () => text(file(header(50_000, 50_000), chunk('IDAT', Buffer.alloc(10)), end))],
  ['mask-not-rgba', 'RGB', () => text(png(side, side, 3, new Uint8Array(area * 3)))],
  ['mask-not-rgba', 'grey', () => text(png(side, side, 1, new Uint8Array(area)))],
  [
    'mask-16-bit',
    '16 bits a channel',
    () => text(file(header(side, side, { bitDepth: 16 }), pixelData(new Uint8Array(area * 8), side * 8), end)),
  ],
  [
    'mask-animated',
    'an APNG',
    () => text(file(header(side, side), chunk('acTL', Buffer.alloc(8)), pixelData(new Uint8Array(area * 4), side * 4), end)),
  ],
  ['mask-truncated', 'a file cut in half', () => text(good.subarray(0, good.length >> 1))],
  ['mask-not-png', 'an SVG', () => text(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024"/>'))],
  [
    'mask-not-png',
    'a JPEG',
    async () =>
      text(
        await sharp({ create: { width: side, height: side, channels: 3, background: '#888' } })
          .jpeg()
          .toBuffer(),
      ),
  ],
  ['mask-empty', 'nothing painted', () => text(maskPng(side, side, () => 127))],
  ['mask-full', 'everything painted', () => text(maskPng(side, side, () => 255))],
  ['mask-not-base64', 'words', () => 'this is not base64!'],
]

describe('the gate, on real files against a real server', () => {
  const dataDir = freshDataDir()
  let studio: TestStudio

  beforeAll(async () => {
    studio = await startTestStudio(dataDir, { RATE_WRITES_PER_MIN: '10000', RATE_READS_PER_MIN: '100000' })
  }, 120_000)
  afterAll(async () => {
    await studio.server.stop()
    removeDataDir(dataDir)
  })

  const edit = (maskedImageBase64Png: string) => postEdit(studio, { prompt: 'add a banana', maskedImageBase64Png })

  it.each(refusals)('answers %s to %s, and leaves nothing behind', async (code, _what, make) => {
    const before = await traces(studio.client, dataDir)
    const answer = await edit(await make())
    expect([answer.status, answer.body.type]).toEqual([422, `/problems/${code}`])
    expect(answer.body.detail).toMatch(/expected.+(came|got)/i)
    expect(await traces(studio.client, dataDir)).toEqual(before)
  })

  it('answers 413 to 25 MB, and leaves nothing behind', async () => {
    const before = await traces(studio.client, dataDir)
    const answer = await edit('A'.repeat(25 * 1024 * 1024))
    expect([answer.status, answer.body.type]).toEqual([413, '/problems/body-too-large'])
    expect(await traces(studio.client, dataDir)).toEqual(before)
  })

  it('takes everything painted when asked to', async () => {
    const body = {
      prompt: 'a new picture',
      maskedImageBase64Png: text(maskPng(side, side, () => 255)),
      allowFullMask: true,
    }
    expect((await postEdit(studio, body)).status).toBe(201)
  })

  it('gives 20 pollers, and none, the same single result, never completed without it and never 404', async () => {
    const accepted = (await edit(text(good))).body as unknown as JobsAccepted
    const { server, client, token, characterId } = studio
    const pollers = await Promise.all(Array.from({ length: 20 }, () => resultOf(studioClient(server.url, token), accepted.promptId)))
    expect(new Set(pollers.map(({ id }) => id)).size).toBe(1)
    const unwatched = (await edit(text(good))).body as unknown as JobsAccepted
    const madeBy = async (jobId: string) => {
      const gallery = (await client.get(`/image-gallery/characters/${characterId}/images`)) as { images: readonly WireImage[] }
      return gallery.images.filter((image) => image.jobId === jobId)
    }
    while ((await madeBy(unwatched.promptId)).length === 0) await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await madeBy(unwatched.promptId)).toHaveLength(1)
    expect(await madeBy(accepted.promptId)).toHaveLength(1)
  }, 60_000)
})

type Problem = { readonly type: string; readonly detail: string }

async function postEdit(
  { server, token, characterId, source }: TestStudio,
  asked: object,
): Promise<{ readonly status: number; readonly body: Problem }> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ characterId, sourceImageId: source.id, ...asked })
  const response = await fetch(`${server.url}/image/edit/inpaint`, { method: 'POST', headers, body })
  return { status: response.status, body: (await response.json()) as Problem }
}

/** What a request could leave: jobs (and with them events) and files. */
async function traces(
  client: StudioClient,
  dataDir: string,
): Promise<{ readonly jobs: readonly string[]; readonly blobs: readonly string[] }> {
  const { jobs } = (await client.get('/api/v1/jobs')) as JobList
  return { jobs: jobs.map(({ id }) => id), blobs: readdirSync(join(dataDir, 'blobs'), { recursive: true, encoding: 'utf8' }).sort() }
}
