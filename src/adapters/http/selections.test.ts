import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import request, { type Response } from 'supertest'
import { lineage } from './contract/image.ts'
import { typicalTimes } from './contract/job.ts'
import { bulkAnswer } from './contract/selection.ts'
import { httpServer } from './http-server.ts'
import { ids } from './test-rows.ts'
import type { TestStudio } from './test-studio.ts'
import { anotherAccount, characterBody, firstAccount, studioBody, testStudio } from './test-studio.ts'
import { as, testWorld } from './test-world.ts'
import { entriesOf } from './test-zip.ts'

// An embedded database starts in seconds, and many of them side by side in more.
jest.setTimeout(120_000)

type Browser = Readonly<Record<string, string>>
const unknown = '00000000-0000-4000-8000-000000000000'
let studio: TestStudio
let ada: Browser
let bob: Browser
let characterId = ''
/** Two generated pictures, and an edit of the first. */
let first = ''
let second = ''
let edited = ''

beforeAll(async () => {
  studio = await testStudio()
  studio.startViews()
  studio.startWork()
  ada = await firstAccount(studio)
  bob = await anotherAccount(studio, ada, 'bob')
  characterId = (await send('/api/v1/characters', { ...characterBody, nsfwEnabled: true }).expect(201)).body.id
  first = await generated()
  second = await generated()
  const edit = { characterId, sourceImageId: first, prompt: 'add a banana', maskedImageBase64Png: 'mask 1024x1024 52428', growPx: 4 }
  edited = await made(await send('/image/edit/inpaint', edit).expect(201))
})
afterAll(() => studio.close())

const send = (path: string, body: object, who: Browser = ada) => studio.agent().post(path).set(who).send(body)
const get = (path: string, who: Browser = ada) => studio.agent().get(path).set(who)
const generated = async (extra: object = {}): Promise<string> =>
  made(await send('/image/generate/studio', { characterId, ...studioBody, ...extra }).expect(201))

async function made(accepted: Response): Promise<string> {
  for (;;) {
    const { body } = await get(`/image/comfyui/${accepted.body.promptId}/results`).expect(200)
    if (body.status !== 'in_progress') return body.images[0].id
  }
}

describe('many pictures at once', () => {
  const bulk = (marked: readonly string[], act: string, who: Browser = ada) => send('/api/v1/images/bulk', { ids: marked, act }, who)
  const imageOf = async (id: string) => (await get(`/api/v1/images/${id}`).expect(200)).body

  it('given pictures of mine, then each is changed and can be seen as such at once', async () => {
    const { body } = await bulk([first, second, first], 'favourite').expect(200)
    expect(bulkAnswer.safeParse(body).error).toBeUndefined()
    expect(body.results).toEqual([first, second].map((id) => ({ id, done: true, code: null })))
    expect([(await imageOf(first)).favourite, (await imageOf(second)).favourite]).toEqual([true, true])
    await bulk([first, second], 'unfavourite').expect(200)
    expect((await imageOf(first)).favourite).toBe(false)
  })

  it('given one that cannot, then it tells why and the others are done all the same', async () => {
    await bulk([second], 'trash').expect(200)
    const { body } = await bulk([unknown, second, first], 'favourite').expect(200)
    expect(body.results).toEqual([
      { id: unknown, done: false, code: 'not-found' },
      { id: second, done: false, code: 'image-in-trash' },
      { id: first, done: true, code: null },
    ])
    await bulk([second], 'restore').expect(200)
    expect((await imageOf(second)).deletedAt).toBeNull()
  })

  it('given the changes are recorded, then the answer waits for the views to show the last of them', async () => {
    const waited: bigint[] = []
    const { door } = testWorld()
    const views = { ...door.queries.views, waitFor: async (position: bigint) => (waited.push(position), 2n) }
    const app = httpServer({ ...door, queries: { ...door.queries, views } })
    const answer = await request(app)
      .post('/api/v1/images/bulk')
      .set(as.token('ada', 'write'))
      .send({ ids: [ids.image, ids.nothing], act: 'trash' })
      .expect(200)
    expect([waited, answer.headers['x-projection-lag']]).toEqual([[7n], '2'])
  })

  it('given pictures of somebody else, then nothing of them is told or changed', async () => {
    const { body } = await bulk([first, unknown], 'trash', bob).expect(200)
    expect(body.results.map(({ code }: { code: string }) => code)).toEqual(['not-found', 'not-found'])
    expect((await imageOf(first)).deletedAt).toBeNull()
  })

  it('given none, more than 500, a malformed id or an unknown act, then it is not taken', async () => {
    await bulk([], 'trash').expect(400)
    await bulk(
      Array.from({ length: 501 }, () => first),
      'trash',
    ).expect(400)
    await bulk(['x'], 'trash').expect(400)
    await bulk([first], 'burn').expect(400)
  })
})

describe('a zip', () => {
  const zip = (marked: readonly string[], who: Browser = ada) =>
    send('/api/v1/images/zip', { ids: marked }, who)
      .buffer(true)
      .parse((answer, done) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: string) => chunks.push(Buffer.from(chunk, 'binary')))
        answer.on('end', () => done(null, Buffer.concat(chunks)))
      })

  it('given pictures of mine, each once, then it holds their files', async () => {
    const answer = await zip([first, edited, first]).expect(200)
    const entries = entriesOf(answer.body)
    for (const [index, id] of [first, edited].entries()) {
      const day = String((await get(`/api/v1/images/${id}`)).body.createdAt)
        .slice(0, 10)
        .replaceAll('-', '')
      expect(entries[index]?.name).toBe(`mia-${day}-${id.slice(0, 8)}.png`)
      const file = await get(`/api/v1/images/${id}/file`).expect(200)
      expect(entries[index]?.bytes.equals(file.body as Buffer)).toBe(true)
    }
    expect(entries).toHaveLength(2)
  })

  it('given one that is foreign, unknown or hidden, then there is no zip at all', async () => {
    const hidden = await generated({ nsfw: true })
    expect((await send('/api/v1/images/zip', { ids: [first, unknown] }).expect(404)).body.code).toBe('not-found')
    expect((await send('/api/v1/images/zip', { ids: [first, hidden] }).expect(404)).body.code).toBe('not-found')
    expect((await send('/api/v1/images/zip', { ids: [first] }, bob).expect(404)).body.code).toBe('not-found')
    await send('/api/v1/images/zip', { ids: [] }).expect(400)
  })
})

describe('an edit made again', () => {
  it('given a new seed, then a sibling of the edit comes of it, and the tree tells what differs along each edge', async () => {
    const accepted = await send(`/api/v1/images/${edited}/rerun`, { seed: 77 }).set('Idempotency-Key', 'again').expect(201)
    expect(accepted.headers.location).toBe(accepted.body.links.results)
    const replayed = await send(`/api/v1/images/${edited}/rerun`, { seed: 77 }).set('Idempotency-Key', 'again').expect(201)
    expect([replayed.headers['idempotency-replayed'], replayed.body.promptIds]).toEqual(['true', accepted.body.promptIds])
    const sibling = await made(accepted)
    const tree = (await get(`/api/v1/images/${sibling}/lineage`).expect(200)).body
    expect(lineage.safeParse(tree).error).toBeUndefined()
    expect(tree.edges.map(({ childId }: { childId: string }) => childId)).toEqual([edited, sibling])
    expect(tree.edges[1]).toMatchObject({ parentId: first, childId: sibling })
    expect(tree.edges[1].changes).toEqual(
      expect.arrayContaining([
        { field: 'editPrompt', from: null, to: 'add a banana' },
        { field: 'seed', from: expect.any(Number), to: 77 },
        { field: 'growPx', from: null, to: 4 },
      ]),
    )
  })

  it('given a picture that is no edit, or a parent in the trash, then it is refused by name', async () => {
    expect((await send(`/api/v1/images/${first}/rerun`, {}).expect(422)).body.code).toBe('no-stored-mask')
    await studio.agent().delete(`/api/v1/images/${first}`).set(ada).expect(200)
    expect((await send(`/api/v1/images/${edited}/rerun`, {}).expect(409)).body.code).toBe('image-in-trash')
    await send(`/api/v1/images/${first}/restore`, {}).expect(200)
    await send(`/api/v1/images/${edited}/rerun`, {}, bob).expect(404)
  })
})

it('tells how long jobs of either kind usually take, and nothing to who has made none', async () => {
  const { body } = await get('/api/v1/jobs/typical').expect(200)
  expect(typicalTimes.safeParse(body).error).toBeUndefined()
  expect(body).toEqual({ generation: expect.any(Number), edit: expect.any(Number) })
  expect((await get('/api/v1/jobs/typical', bob).expect(200)).body).toEqual({ generation: null, edit: null })
})
