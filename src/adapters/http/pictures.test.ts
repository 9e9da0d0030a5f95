import { describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { blobKey } from '../../application/ports/blob-storage.ts'
import type { Context } from '../../application/use-cases.ts'
import { gallery } from './contract/gallery.ts'
import { jobResults, jobsAccepted } from './contract/job.ts'
import { httpServer } from './http-server.ts'
import { ids, imageRow, jobRow } from './test-rows.ts'
import { as, testWorld } from './test-world.ts'

const ada = as.token('ada', 'read+write')
const inpaint = { characterId: ids.character, sourceImageId: ids.image, prompt: 'add a banana', maskedImageBase64Png: 'x' }
const results = `/image/comfyui/${ids.job}/results`

describe('asking for an edit', () => {
  it('answers 201 with the shape old clients know and ours beside it', async () => {
    const { door } = testWorld()
    const answer = await request(httpServer(door)).post('/image/edit/inpaint').set(ada).send(inpaint).expect(201)
    expect(answer.body).toMatchObject({
      promptId: ids.job,
      status: 'queued',
      promptIds: [ids.job],
      links: { results: `http://studio.example${results}` },
    })
    expect(jobsAccepted.safeParse(answer.body).success).toBe(true)
    expect(answer.headers.location).toBe(`http://studio.example${results}`)
    expect(answer.headers['x-projection-lag']).toBeUndefined()
  })

  it('says by how much the view is behind when it does not catch up', async () => {
    const { door, state } = testWorld()
    state.lag = 3n
    const answer = await request(httpServer(door)).post('/image/edit/inpaint').set(ada).send(inpaint).expect(201)
    expect(answer.headers['x-projection-lag']).toBe('3')
  })

  it('hands on an Idempotency-Key with a fingerprint of the body that does not depend on the order of its members', async () => {
    const seen: Context['idempotency'][] = []
    const accepted = {
      position: 1n,
      replayed: true,
      promptIds: [ids.job],
      batchId: ids.job,
      seeds: [1],
      hasNegativePrompt: true,
      negativePromptUsed: false,
      engine: 'preview' as const,
    }
    const { door } = testWorld({
      useCases: {
        requestInpaint: (_input, { idempotency }) => {
          seen.push(idempotency)
          return Promise.resolve({ ok: true, value: accepted })
        },
      },
    })
    const post = (body: object) =>
      request(httpServer(door)).post('/image/edit/inpaint').set(ada).set('Idempotency-Key', 'click-1').send(body)
    const first = await post(inpaint).expect(201)
    await post(Object.fromEntries(Object.entries(inpaint).reverse())).expect(201)
    await post({ ...inpaint, prompt: 'add a melon' }).expect(201)
    expect(first.headers['idempotency-replayed']).toBe('true')
    // Said of what was accepted, whoever typed the words: a retry and a rerun bring them along.
    expect(first.body.warnings).toEqual([expect.objectContaining({ code: 'negative-prompt-ignored' })])
    expect(seen[0]).toEqual({ route: 'post /image/edit/inpaint', key: 'click-1', fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(seen[1]).toEqual(seen[0])
    expect(seen[2]?.fingerprint).not.toBe(seen[0]?.fingerprint)
  })

  it('refuses an Idempotency-Key that is no key', async () => {
    const { door, state } = testWorld()
    await request(httpServer(door)).post('/image/edit/inpaint').set(ada).set('Idempotency-Key', 'x'.repeat(256)).send(inpaint).expect(400)
    expect(state.calls).toEqual([])
  })
})

describe('polling a job', () => {
  it('tells place, warnings and progress while it lives, without pictures', async () => {
    const { door, state } = testWorld()
    const waiting = await request(httpServer(door)).get(results).set(ada).expect(200)
    expect(jobResults.safeParse(waiting.body).error).toBeUndefined()
    expect(waiting.body).toMatchObject({
      status: 'in_progress',
      state: 'queued',
      queuePosition: 2,
      progress: 0,
      images: [],
      negativePromptUsed: false,
    })
    expect(waiting.body.warnings).toEqual([{ code: 'negative-prompt-ignored', text: expect.stringContaining('negative') }])
    expect(waiting.body.error).toBeUndefined()
    state.jobs.splice(0, 1, jobRow({ state: 'running' }))
    state.progress.set(ids.job, { jobId: ids.job, ownerId: ids.ada, progress: 0.4, step: 4, steps: 10, queuePosition: null, previewRev: 0 })
    expect((await request(httpServer(door)).get(results).set(ada)).body).toMatchObject({
      state: 'running',
      progress: 0.4,
      queuePosition: null,
    })
  })

  it('is completed with its pictures when the row is', async () => {
    const { door, state } = testWorld()
    state.jobs.splice(0, 1, jobRow({ state: 'completed', imageIds: [ids.image] }))
    state.images.splice(0, 2, imageRow())
    const { body } = await request(httpServer(door)).get(results).set(ada).expect(200)
    expect(jobResults.safeParse(body).error).toBeUndefined()
    expect(body).toMatchObject({ status: 'completed', progress: 1 })
    expect(body.images[0]).toMatchObject({
      id: ids.image,
      url: `http://studio.example/api/v1/images/${ids.image}/file`,
      s3Url: `http://studio.example/api/v1/images/${ids.image}/file`,
      s3Key: blobKey('image', 'ab'.repeat(32)),
      thumbnailKey: blobKey('thumbnail-256', 'ab'.repeat(32)),
      editMaskS3Key: blobKey('mask', 'cd'.repeat(32)),
    })
  })

  it('finds a job that the view has not heard of, and does not say completed before the view does', async () => {
    const { door, state } = testWorld()
    const behind = { ...door, queries: { ...door.queries, jobs: { ...door.queries.jobs, find: () => Promise.resolve(null) } } }
    const { body } = await request(httpServer(behind)).get(results).set(ada).expect(200)
    expect(body).toMatchObject({ promptId: ids.job, status: 'in_progress', images: [] })
    expect(state.calls).toEqual([])
  })

  it.each([
    ['failed', { code: 'engine-out-of-memory', detail: 'no room' }, 'engine-out-of-memory'],
    ['cancelled', null, 'cancelled'],
  ] as const)('tells %s as failed with a sentence for people', async (state, error, code) => {
    const world = testWorld()
    world.state.jobs.splice(0, 1, jobRow({ state, error }))
    const { body } = await request(httpServer(world.door)).get(results).set(ada).expect(200)
    expect(body).toMatchObject({ status: 'failed', state, error: { code, retryable: true, title: expect.stringMatching(/^The .*\.$/) } })
  })
})

describe('the gallery of a character', () => {
  const path = `/image-gallery/characters/${ids.character}/images`
  it('answers the whole list without a limit, and pages with one', async () => {
    const { door } = testWorld()
    const whole = await request(httpServer(door)).get(path).set(ada).expect(200)
    expect(gallery.safeParse(whole.body).error).toBeUndefined()
    expect(whole.body.images).toHaveLength(2)
    expect('nextCursor' in whole.body).toBe(false)
    const page = await request(httpServer(door)).get(`${path}?limit=1&someday=1`).set(ada).expect(200)
    expect([page.body.images.length, page.body.nextCursor]).toEqual([1, 'more'])
    await request(httpServer(door)).get(`${path}?limit=0`).set(ada).expect(400)
    await request(httpServer(door)).get(`${path}?scene=the_moon`).set(ada).expect(400)
    await request(httpServer(door)).get(`${path}?scene=night_out&scene=beach_day`).set(ada).expect(200)
    await request(httpServer(door)).get(`${path}?scene=night_out&scene=the_moon`).set(ada).expect(400)
  })

  it('shows the row of an nsfw picture without any address to who has not opted in', async () => {
    const { door } = testWorld()
    const { body } = await request(httpServer(door)).get(path).set(ada).expect(200)
    const row = body.images.find((image: { id: string }) => image.id === ids.nsfwImage)
    expect(row).toMatchObject({
      nsfw: true,
      hidden: true,
      url: null,
      thumbnailUrl: null,
      s3Url: null,
      s3Key: null,
      thumbnailKey: null,
      editMaskUrl: null,
      editMaskS3Key: null,
    })
    expect(JSON.stringify(row)).not.toContain('ab'.repeat(32))
  })
})

describe('the bytes of a picture', () => {
  const path = `/api/v1/images/${ids.image}/file`
  it('may be kept for ever by the browser of their owner, and by nobody else', async () => {
    const { door } = testWorld()
    const { headers } = await request(httpServer(door)).get(path).set(ada).expect(200)
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'private, max-age=31536000, immutable',
      etag: `"${'c'.repeat(64)}-file"`,
      vary: 'Cookie, Authorization',
      'content-security-policy': "sandbox; default-src 'none'",
    })
    expect(headers['content-disposition']).toBeUndefined()
    await request(httpServer(door)).get(path).set(ada).set('If-None-Match', String(headers.etag)).expect(304)
  })

  it.each(['file', 'thumbnail', 'thumbnail?size=512', 'mask'])(
    'of an nsfw picture are asked for each time, so that who opts out does not find them in the browser: %s',
    async (what) => {
      const { door } = testWorld()
      const { headers } = await request(httpServer(door)).get(`/api/v1/images/${ids.nsfwImage}/${what}`).set(ada).expect(200)
      expect(headers['cache-control']).toBe('private, no-cache')
      await request(httpServer(door))
        .get(`/api/v1/images/${ids.nsfwImage}/${what}`)
        .set(ada)
        .set('If-None-Match', String(headers.etag))
        .expect(304)
    },
  )

  it('have a name to save under when that is asked for', async () => {
    const { door } = testWorld()
    const { headers } = await request(httpServer(door)).get(`${path}?download`).set(ada).expect(200)
    expect(headers['content-disposition']).toBe(`attachment; filename=picture-${ids.image}.png`)
  })
})

describe('an upload', () => {
  const path = `/api/v1/characters/${ids.character}/images`
  const fields = { scene: 'beach_day', environment: 'beach', outfit: 'jeans' }
  it('takes one picture and its metadata', async () => {
    const { door, state } = testWorld()
    const answer = await request(httpServer(door))
      .post(path)
      .set(ada)
      .field(fields)
      .attach('file', Buffer.from('bytes'), 'a.png')
      .expect(201)
    expect(answer.body).toMatchObject({ id: ids.image, image: { id: ids.image } })
    expect(state.calls).toEqual(['uploadImage'])
  })

  it('is refused without metadata, without a file, over 20 MB, and as anything but a form', async () => {
    const { door, state } = testWorld()
    const post = () => request(httpServer(door)).post(path).set(ada)
    expect((await post().attach('file', Buffer.from('bytes'), 'a.png').expect(400)).body.code).toBe('invalid-request')
    expect((await post().field(fields).expect(400)).body.errors[0].field).toBe('file')
    const large = await post()
      .field(fields)
      .attach('file', Buffer.alloc(20 * 1024 * 1024 + 1), 'a.png')
      .expect(413)
    expect(large.body.code).toBe('body-too-large')
    expect((await post().send(fields).expect(415)).body.code).toBe('unsupported-media-type')
    expect((await post().set('Content-Type', 'multipart/form-data').send('x').expect(400)).body.code).toBe('invalid-request')
    expect(state.calls).toEqual([])
  })
})

describe('a stale draft', () => {
  it('answers 409 with the newer one', async () => {
    const { door } = testWorld()
    const save = (basedOn: number) =>
      request(httpServer(door)).put(`/api/v1/drafts/${ids.image}`).set(ada).send({ basedOn, settings: {}, maskBase64Png: null })
    expect((await save(3).expect(200)).body.revision).toBe(4)
    const { body } = await save(2).expect(409)
    expect(body).toMatchObject({ code: 'draft-is-stale', draft: { imageId: ids.image, revision: 3 } })
  })
})
