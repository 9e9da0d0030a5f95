import { describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { problemCodes } from './contract/problem.ts'
import { httpServer } from './http-server.ts'
import { problemAdvice } from './problem-advice.ts'
import { problems } from './problem.ts'
import { no } from './test-accounts.ts'
import { as, testWorld } from './test-world.ts'
import { ids } from './test-rows.ts'

const inpaint = { characterId: ids.character, sourceImageId: ids.image, prompt: 'add a banana', maskedImageBase64Png: 'x' }
const ada = as.token('ada', 'read+write+audit')
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

describe('a problem', () => {
  it('has a status, a title and a page for every code of the contract, and no other', () => {
    expect(Object.keys(problems).sort()).toEqual([...problemCodes].sort())
    expect(Object.keys(problemAdvice).sort()).toEqual([...problemCodes].sort())
  })

  it.each(problemCodes)('%s has a page for people', async (code) => {
    const { door } = testWorld()
    const page = await request(httpServer(door)).get(`/problems/${code}`).expect(200).expect('Content-Type', /html/)
    expect(page.text).toContain(code)
  })

  it('is RFC 9457, repeats its detail for old clients and carries the request id', async () => {
    const { door } = testWorld()
    const answer = await request(httpServer(door)).get('/api/v1/me').expect(401)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.body).toMatchObject({ type: '/problems/sign-in-needed', status: 401, code: 'sign-in-needed' })
    expect(answer.body.requestId).toBe(answer.headers['x-request-id'])
    expect(answer.body.message).toBe(answer.body.detail)
  })

  it('says of a job that was tried again what it should have been', async () => {
    const { door } = testWorld({ useCases: { retryJob: () => no({ type: 'job-not-final', state: 'completed' }) } })
    const { body } = await request(httpServer(door)).post(`/api/v1/jobs/${ids.job}/retry`).set(ada).expect(409)
    expect(body.detail).toBe('Expected a job that failed or was cancelled; it is completed.')
  })

  it('says in words what a moment is', async () => {
    const { door } = testWorld()
    const { body } = await request(httpServer(door)).get('/api/v1/images?from=yesterday').set(ada).expect(400)
    expect(body.errors).toEqual([{ field: 'from', expected: 'a moment like 2026-01-31T10:00:00Z', came: 'a text of 9 characters' }])
  })

  it('of our own making tells the request id and nothing else', async () => {
    const { door } = testWorld({ useCases: { setUpNeeded: () => Promise.reject(new Error('secret words')) } })
    const answer = await request(httpServer(door)).get('/api/v1/setup').expect(500)
    expect(answer.body.code).toBe('internal')
    expect(JSON.stringify(answer.body)).not.toContain('secret words')
  })

  it.each([
    ['StorageUnavailable', 'storage-unavailable'],
    ['EventStoreUnavailable', 'database-unavailable'],
    ['ViewsUnavailable', 'database-unavailable'],
    ['DatabaseUnavailable', 'database-unavailable'],
    ['ImagingBusy', 'server-busy'],
    ['SigningBusy', 'server-busy'],
    ['ImagingStopped', 'server-busy'],
    ['EventIsNewer', 'database-unavailable'],
  ])('of an outage named %s is a 503 %s that says when to come back', async (name, code) => {
    const outage = Object.assign(new Error('down'), { name })
    const { door } = testWorld({ useCases: { setUpNeeded: () => Promise.reject(outage) } })
    const answer = await request(httpServer(door)).get('/api/v1/setup').expect(503)
    expect(answer.body.code).toBe(code)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  })

  it.each(['EMFILE', 'ENOSPC', 'ENOMEM'])('of this machine, in the system’s word %s, is a 503 too', async (code) => {
    const short = Object.assign(new Error(`${code}: /secret/place`), { code })
    const { door } = testWorld({ useCases: { setUpNeeded: () => Promise.reject(short) } })
    const answer = await request(httpServer(door)).get('/api/v1/setup').expect(503)
    expect(answer.body.code).toBe('server-busy')
    expect(answer.text).not.toContain('secret')
  })
})

describe('more work than there is room for', () => {
  it.each([
    [{ type: 'too-many-jobs', limit: 50, waiting: 50, asked: 1 } as const, 429],
    [{ type: 'queue-full' } as const, 503],
    [{ type: 'storage-unavailable' } as const, 503],
  ])('is refused with %p, which says when to come back', async (rejection, status) => {
    const { door } = testWorld({ useCases: { retryJob: () => Promise.resolve({ ok: false, rejection }) } })
    const answer = await request(httpServer(door)).post(`/api/v1/jobs/${ids.job}/retry`).set(ada).expect(status)
    expect(answer.body.code).toBe(rejection.type)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  })
})

describe('too many passwords at once', () => {
  it('are 429 for a moment', async () => {
    const full = Object.assign(new Error('20 wait already'), { name: 'PasswordQueueFull' })
    const { door } = testWorld({ useCases: { signIn: () => Promise.reject(full) } })
    const answer = await request(httpServer(door)).post('/api/v1/session').send({ username: 'ada', password: 'guess' }).expect(429)
    expect(answer.body.code).toBe('too-many-requests')
    expect(answer.headers['retry-after']).toBe('2')
  })
})

describe('a body', () => {
  const post = (body: string | Buffer, type = 'application/json') => {
    const { door, state } = testWorld()
    const call = request(httpServer(door)).post('/image/edit/inpaint').set(ada).set('Content-Type', type)
    return { state, answer: call.send(body) }
  }

  it('that is broken JSON is malformed-json', async () => {
    expect((await post('{"prompt":').answer).body.code).toBe('malformed-json')
  })

  it('of another type is 415 and says what was expected and what came', async () => {
    const answer = await post('<a/>', 'application/xml').answer.expect(415)
    expect(answer.body.detail).toBe('Expected application/json; came application/xml.')
  })

  it('with a charset beside the type is taken', async () => {
    await post(JSON.stringify(inpaint), 'application/json; charset=utf-8').answer.expect(201)
  })

  it('over 20 MB is 413 and starts nothing', async () => {
    const { state, answer } = post(JSON.stringify({ ...inpaint, maskedImageBase64Png: 'x'.repeat(21 * 1024 * 1024) }))
    expect((await answer.expect(413)).body.code).toBe('body-too-large')
    expect(state.calls).toEqual([])
  })

  it('with broken fields is 400 with a list of them, without quoting a text', async () => {
    const { state, answer } = post(JSON.stringify({ ...inpaint, characterId: 'nope', prompt: '', growPx: 65 }))
    const { body } = await answer.expect(400)
    expect(body.errors).toEqual([
      { field: 'characterId', expected: 'a UUID', came: 'a text of 4 characters' },
      expect.objectContaining({ field: 'prompt', came: 'a text of 0 characters' }),
      expect.objectContaining({ field: 'prompt' }),
      expect.objectContaining({ field: 'growPx', came: '65' }),
    ])
    expect(JSON.stringify(body)).not.toContain('nope')
    expect(state.calls).toEqual([])
  })

  it.each([
    ['null', [{ field: 'body', expected: 'an object', came: 'null' }]],
    ['"x"', [{ field: 'body', expected: 'an object', came: 'a text of 1 characters' }]],
    ['{"scopes":["read"]}', [{ field: 'name', expected: 'a text', came: 'nothing' }]],
    ['{"name":"x","scopes":[]}', [{ field: 'scopes', expected: 'a list of at least 1 items', came: 'a list of 0' }]],
    [
      '{"name":"x","scopes":["all"]}',
      [{ field: 'scopes.0', expected: 'one of "read" or "write" or "audit"', came: 'a text of 3 characters' }],
    ],
  ])('of %s is told in words what was expected', async (body, errors) => {
    const { door } = testWorld()
    const call = request(httpServer(door)).post('/api/v1/tokens').set(as.session('ada')).set('Content-Type', 'application/json')
    expect((await call.send(body).expect(400)).body.errors).toEqual(errors)
  })

  it('with a member nobody knows is taken on a frozen route and refused on ours', async () => {
    await post(JSON.stringify({ ...inpaint, someday: 1 })).answer.expect(201)
    const { door } = testWorld()
    const answer = await request(httpServer(door))
      .patch(`/api/v1/images/${ids.image}`)
      .set(ada)
      .send({ favourite: true, someday: 1 })
      .expect(400)
    expect(answer.body.errors).toEqual([{ field: 'someday', expected: 'no such field', came: 'one' }])
  })
})

describe('an address', () => {
  it('that knows other methods answers 405 and names them', async () => {
    const { door } = testWorld()
    const answer = await request(httpServer(door)).put('/image/edit/inpaint').set(ada).send({}).expect(405)
    expect(answer.headers.allow).toBe('POST')
  })

  it.each(['/api/v1/nothing', '/image/nothing', '/image-gallery/x', '/nothing', '/%E0%A4%A'])('%s is a 404 problem', async (path) => {
    const { door } = testWorld()
    expect((await request(httpServer(door)).get(path).expect(404)).body.code).toBe('not-found')
  })

  it('with a malformed id answers the very same as one with an unknown id', async () => {
    const { door } = testWorld()
    const ask = async (id: string) => {
      const { body, status } = await request(httpServer(door)).get(`/api/v1/images/${id}`).set(ada)
      return { body: { ...body, requestId: null }, status }
    }
    expect(await ask('not-an-id')).toEqual(await ask(ids.nothing))
    expect((await ask('not-an-id')).status).toBe(404)
  })
})

describe('every answer', () => {
  it.each([
    ['an answer', 'get', '/health/live', 200],
    ['a refusal', 'get', '/api/v1/me', 401],
    ['nothing there', 'get', '/none', 404],
    ['a broken escape', 'get', '/%E0%A4%A', 404],
    ['another method', 'delete', '/api/v1/me', 405],
    ['the methods', 'options', '/api/v1/me', 204],
    ['the viewer of the description', 'get', '/docs', 200],
    ['a page of a problem', 'get', '/problems/mask-empty', 200],
    ['what broke', 'get', '/api/v1/setup', 500],
  ] as const)('carries the headers that keep a browser to our own things: %s', async (_, method, path, status) => {
    const { door } = testWorld({ useCases: { setUpNeeded: () => Promise.reject(new Error('planted')) } })
    const { headers } = await request(httpServer(door))[method](path).expect(status)
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval';")
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    })
    expect(headers['x-request-id']).toMatch(uuid)
  })

  it('over https holds the browser to it', async () => {
    const { door } = testWorld()
    const secure = { ...door, config: { ...door.config, publicUrl: () => 'https://studio.example' } }
    expect((await request(httpServer(secure)).get('/health/live')).headers['strict-transport-security']).toMatch(/^max-age=31536000/)
    expect((await request(httpServer(door)).get('/health/live')).headers['strict-transport-security']).toBeUndefined()
  })

  it('and every event it leads to bear a request id of ours, never one that was sent', async () => {
    const seen: string[] = []
    const { door } = testWorld({
      useCases: {
        restoreImage: (_input, { requestId }) => {
          seen.push(requestId)
          return Promise.resolve({ ok: true, value: { position: 1n, replayed: false } })
        },
      },
    })
    const sent = '0f9b1c2d-0000-4000-8000-000000000001'
    const answer = await request(httpServer(door))
      .post(`/api/v1/images/${ids.image}/restore`)
      .set(ada)
      .set('X-Request-Id', sent)
      .expect(200)
    expect(seen).toEqual([answer.headers['x-request-id']])
    expect(seen[0]).toMatch(uuid)
    expect(seen[0]).not.toBe(sent)
  })
})

describe('the root certificate', () => {
  it('is handed out to everybody under a tag that caches understand', async () => {
    const ask = () => request(httpServer(testWorld().door)).get('/api/v1/credentials/root.pem')
    const { headers } = await ask().expect(200)
    expect(headers.etag).toMatch(/^"[0-9a-f]{64}"$/)
    await ask().set('If-None-Match', String(headers.etag)).expect(304)
  })
})

describe('health', () => {
  it('tells an admin of the line, engines, views, disk and backups, and of a part that waits for a newer version', async () => {
    const { door } = testWorld()
    const installation = {
      disk: () => Promise.resolve({ freeBytes: 5_000_000_000, floorBytes: 500_000_000 }),
      lastBackupAt: () => Promise.resolve('2026-01-31T00:00:00.000Z'),
    }
    const app = httpServer({ ...door, installation, newerEvents: { standing: () => ['views'] } })
    const { body } = await request(app).get('/api/v1/status').set(as.session('root')).expect(200)
    expect(body).toMatchObject({
      jobs: { waiting: 0, running: 0, oldestWaitsSince: null },
      engines: { reachable: 1, all: 1 },
      views: [
        { group: 'views', lag: '2' },
        { group: 'insights', parked: 1 },
      ],
      disk: { freeBytes: 5_000_000_000, floorBytes: 500_000_000 },
      lastBackupAt: '2026-01-31T00:00:00.000Z',
      waitsForNewer: ['views'],
    })
    expect((await request(app).get('/health/startup').expect(200)).body.waitsForNewer).toEqual(['views'])
    await request(app).get('/health/ready').expect(503)
  })

  it.each(['jobs', 'process:erasures'])('is ready while %s are left to newer workers, for the views move on, and says so', async (left) => {
    const { door } = testWorld()
    const app = httpServer({ ...door, newerEvents: { standing: () => [left] } })
    expect((await request(app).get('/health/ready').expect(200)).body.waitsForNewer).toEqual([left])
  })

  it('is ready while the views move, and not while they stand still before an event', async () => {
    const { door, state } = testWorld()
    await request(httpServer(door)).get('/health/ready').expect(200)
    state.faulted = true
    expect((await request(httpServer(door)).get('/health/ready').expect(503)).body.code).toBe('database-unavailable')
    await request(httpServer(door)).get('/health/startup').expect(200)
    await request(httpServer(door)).get('/health/live').expect(200)
  })
})
