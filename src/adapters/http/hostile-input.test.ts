import { describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { httpServer } from './http-server.ts'
import { ids } from './test-rows.ts'
import { as, testWorld } from './test-world.ts'

const ada = as.token('ada', 'read+write+audit')
const inpaintBody = { characterId: ids.character, sourceImageId: ids.image, maskFromImageId: ids.image }
const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`

describe('a text that no store can hold', () => {
  it.each([
    ['a NUL as outfit', '/api/v1/images?outfit=%00'],
    ['a NUL as words to find', '/api/v1/images?q=%00'],
    ['a NUL as type of acts', '/api/v1/audit?type=%00'],
    ['a NUL as cause of acts', '/api/v1/audit?correlationId=%00'],
    ['the year 0 as beginning', '/api/v1/images?from=0000-01-01T00:00:00Z'],
    ['the year 0 as end, in a character’s gallery', `/image-gallery/characters/${ids.character}/images?to=0000-01-01T00:00:00Z`],
  ])('%s is refused as a field before it reaches a database', async (_what, path) => {
    const { door } = testWorld()
    const { body } = await request(httpServer(door)).get(path).set(ada).expect(400)
    expect(body.code).toBe('invalid-request')
  })

  it('as name of who signs in is refused like any broken field', async () => {
    const { door } = testWorld()
    const name = { username: 'a\u0000', password: 'whatever it is' }
    const { body } = await request(httpServer(door)).post('/api/v1/session').set('Sec-Fetch-Site', 'same-origin').send(name).expect(400)
    expect(body.code).toBe('invalid-request')
  })

  it.each([
    ['a NUL', '{"a":"\\u0000"}', 'null'],
    ['a NUL as a name', '{"\\u0000":1}', 'null'],
    ['half a surrogate pair', '{"a":["\\ud800"]}', 'null'],
    ['a NUL in the mask', '{}', '"\\u0000"'],
    ['a hundred thousand levels', `{"a":${nested(100_000)}}`, 'null'],
  ])('%s in a draft is refused', async (_what, settings, mask) => {
    const { door, state } = testWorld()
    const { body } = await request(httpServer(door))
      .put(`/api/v1/drafts/${ids.image}`)
      .set(ada)
      .set('Content-Type', 'application/json')
      .send(`{"basedOn":3,"settings":${settings},"maskBase64Png":${mask}}`)
      .expect(400)
    expect({ code: body.code, calls: state.calls }).toEqual({ code: 'invalid-request', calls: [] })
  })

  it('a draft with thirty levels and a backslash before its u0000 is kept', async () => {
    const { door } = testWorld()
    await request(httpServer(door))
      .put(`/api/v1/drafts/${ids.image}`)
      .set(ada)
      .set('Content-Type', 'application/json')
      .send(`{"basedOn":3,"settings":{"a":${nested(30)},"b":"\\\\u0000"},"maskBase64Png":null}`)
      .expect(200)
  })

  it.each(['\u200b\u2060', '\u2800', '\u3164\ufe0f'])('a name of nothing but characters that show nothing is blank', async (name) => {
    const { door } = testWorld()
    const { body } = await request(httpServer(door)).patch(`/api/v1/characters/${ids.character}`).set(ada).send({ name })
    expect(body.errors).toEqual([expect.objectContaining({ field: 'name' })])
  })
})

describe('a body that holds far more than anybody needs', () => {
  const sent = (path: string, body: object) => {
    const { door, state } = testWorld()
    return request(httpServer(door))
      .post(path)
      .set(ada)
      .send(body)
      .expect(400)
      .then(({ body: { code, errors } }) => ({ code, errors, calls: state.calls }))
  }

  it('a hundred thousand wrong ids are one fault', async () => {
    const answer = await sent('/api/v1/images/bulk', { ids: Array.from({ length: 100_000 }, () => 0), act: 'trash' })
    expect(answer).toMatchObject({ code: 'invalid-request', errors: [{ field: 'body', came: 'more' }], calls: [] })
  })

  it('as many unknown members are one fault', async () => {
    const members = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`m${index}`, 0]))
    expect((await sent('/api/v1/images/zip', { ids: [ids.image], ...members })).errors).toHaveLength(1)
  })

  it('of many faults the first are named', async () => {
    const answer = await sent('/api/v1/images/bulk', { ids: Array.from({ length: 400 }, () => 0), act: 'trash' })
    expect(answer.errors.map(({ field }: { field: string }) => field)).toEqual(Array.from({ length: 50 }, (_, index) => `ids.${index}`))
    const members = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`m${index}`, 0]))
    expect((await sent('/api/v1/images/zip', { ids: [ids.image], ...members })).errors).toHaveLength(50)
  })

  it('a text of megabytes is not counted to its end', async () => {
    const { errors } = await sent('/image/edit/inpaint', { ...inpaintBody, prompt: '\u{1f34c}'.repeat(500_000) })
    expect(errors).toEqual([{ field: 'prompt', expected: '1 to 2000 characters', came: 'a text of more than 10000 characters' }])
  })
})

describe('a request that is broken before its words are read', () => {
  it.each(['gzip', 'br', 'deflate'])('a body that is not the %s it says is malformed-json', async (encoding) => {
    const { door } = testWorld()
    const { body } = await request(httpServer(door))
      .post('/image/edit/inpaint')
      .set(ada)
      .set({ 'Content-Type': 'application/json', 'Content-Encoding': encoding })
      .send('{}')
      .expect(400)
    expect(body.code).toBe('malformed-json')
  })

  it.each(['/assets/..%2f..%2fpackage.json', '/docs/..%2f..%2fpackage.json'])('%s leads nowhere', async (path) => {
    const { door } = testWorld()
    expect((await request(httpServer(door)).get(path).expect(404)).body.code).toBe('not-found')
  })

  it('the head of the event stream ends, and nothing goes on listening', async () => {
    const { door, state } = testWorld()
    await request(httpServer(door))
      .head('/api/v1/events')
      .set(ada)
      .expect(200)
      .expect('Content-Type', /text\/event-stream/)
    expect([state.moved.size, state.listeners.size]).toEqual([0, 0])
  })
})
