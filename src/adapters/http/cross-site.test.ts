import { describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { httpServer } from './http-server.ts'
import { ids } from './test-rows.ts'
import { user, yes } from './test-accounts.ts'
import { as, testWorld } from './test-world.ts'

const cookie = { Cookie: 'session=ps_session_ada' }
const own = { ...cookie, 'Sec-Fetch-Site': 'same-origin' }
const path = `/api/v1/images/${ids.image}/restore`

describe('a change by cookie', () => {
  it.each<[string, Record<string, string>, string]>([
    ['without any word of where it comes from', cookie, ''],
    ['from another site', { ...cookie, 'Sec-Fetch-Site': 'cross-site' }, ''],
    ['from a sister domain', { ...cookie, 'Sec-Fetch-Site': 'same-site' }, ''],
    [
      'from another site that forges nothing but its origin',
      { ...cookie, 'Sec-Fetch-Site': 'cross-site', Origin: 'http://studio.example' },
      '',
    ],
    ['typed by hand or from a bookmark', { ...cookie, 'Sec-Fetch-Site': 'none' }, ''],
    ['of a foreign origin', { ...cookie, Origin: 'http://evil.example' }, ''],
    ['of an origin that only begins like ours', { ...cookie, Origin: 'http://studio.example.evil.example' }, ''],
    ['of our name on another scheme', { ...cookie, Origin: 'https://studio.example' }, ''],
    ['of our name on another port', { ...cookie, Origin: 'http://studio.example:81' }, ''],
    ['of no origin, as a sandboxed frame or a redirect sends', { ...cookie, Origin: 'null' }, ''],
    ['of something that is no origin', { ...cookie, Origin: '%%%' }, ''],
    ['as a form', { ...own, 'Content-Type': 'application/x-www-form-urlencoded' }, 'a=1'],
    ['as plain text that looks like JSON', { ...own, 'Content-Type': 'text/plain' }, '{"favourite":true}'],
    ['as plain text from an own origin', { ...cookie, Origin: 'http://studio.example', 'Content-Type': 'text/plain;charset=UTF-8' }, '{}'],
  ])('%s is refused', async (_, headers, body) => {
    const { door, state } = testWorld()
    const call = request(httpServer(door)).post(path).set(headers)
    const answer = await (body === '' ? call : call.send(body)).expect(403)
    expect(answer.body.code).toBe('csrf-refused')
    expect(state.calls).toEqual([])
  })

  it.each<[string, Record<string, string>]>([
    ['Sec-Fetch-Site', own],
    ['the Origin of the public address', { ...cookie, Origin: 'http://studio.example' }],
  ])('of our own pages passes by %s', async (_, headers) => {
    const { door, state } = testWorld()
    await request(httpServer(door)).post(path).set(headers).expect(200)
    expect(state.calls).toEqual(['restoreImage'])
  })

  it('passes by an Origin that names the very host that was asked, so that 127.0.0.1 works where localhost is public', async () => {
    const { door } = testWorld()
    await request(httpServer(door))
      .post(path)
      .set({ ...cookie, Host: '127.0.0.1:3000', Origin: 'http://127.0.0.1:3000' })
      .expect(200)
  })
})

describe('a fresh installation', () => {
  const made = { user: user('ada'), sessionSecret: 'ps_session_ada' }
  const setUp = (headers: Record<string, string>) => {
    const { door } = testWorld({ useCases: { setUp: () => yes(made) } })
    return request(httpServer(door)).post('/api/v1/setup').set(headers).send({ username: 'ada', password: 'correct horse' })
  }

  it.each<[string, Record<string, string>]>([
    ['a foreign name pointed at this machine', { Host: 'evil.example:3000' }],
    ['one that says whose page it is', { Host: 'evil.example:3000', Origin: 'http://evil.example:3000' }],
    ['one whose browser believes it to be our own', { Host: 'evil.example:3000', 'Sec-Fetch-Site': 'same-origin' }],
    ['a name that only begins like ours', { Host: 'localhost.evil.example' }],
    ['a name that ends like an address', { Host: 'x.127.0.0.1.evil.example' }],
    ['what is no name', { Host: '%%%' }],
  ])('is not seized under %s', async (_, headers) => {
    const answer = await setUp(headers).expect(403)
    expect(answer.body.code).toBe('csrf-refused')
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it.each<[string, Record<string, string>]>([
    ['its public name', { Host: 'studio.example', Origin: 'http://studio.example' }],
    ['localhost, on any port', { Host: 'localhost:8080', 'Sec-Fetch-Site': 'same-origin', Origin: 'http://localhost:8080' }],
    ['a bare address', { Host: '192.168.1.5:3000' }],
    ['a bare address of six', { Host: '[::1]:3000' }],
    ['a name inside, behind a proxy, by a page of the public address', { Host: 'backend:3000', Origin: 'http://studio.example' }],
  ])('is taken under %s', async (_, headers) => {
    await setUp(headers).expect(201)
  })
})

describe('a change by token', () => {
  it('needs no word of where it comes from', async () => {
    const { door } = testWorld()
    await request(httpServer(door)).post(path).set(as.token('ada', 'write')).expect(200)
  })

  it('is what counts when a cookie is sent along', async () => {
    const { door } = testWorld()
    const both = { ...own, Authorization: 'Bearer ps_token_gone' }
    expect((await request(httpServer(door)).post(path).set(both).expect(401)).body.code).toBe('sign-in-needed')
  })
})

describe('signing in', () => {
  const body = { username: 'ada', password: 'correct horse' }
  it('sets a cookie that scripts cannot read and other sites do not send', async () => {
    const { door } = testWorld()
    const answer = await request(httpServer(door)).post('/api/v1/session').send(body).expect(200)
    const set = String(answer.headers['set-cookie'])
    expect(set).toMatch(/^session=ps_session_ada; Max-Age=2592000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
  })

  it('behind https sets it Secure and bound to this host', async () => {
    const { door } = testWorld()
    const secure = { ...door, config: { ...door.config, publicUrl: () => 'https://studio.example' } }
    const answer = await request(httpServer(secure)).post('/api/v1/session').send(body).expect(200)
    expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-session=.*; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/)
    await request(httpServer(secure)).get('/api/v1/me').set('Cookie', 'session=ps_session_ada').expect(401)
    await request(httpServer(secure)).get('/api/v1/me').set('Cookie', '__Host-session=ps_session_ada').expect(200)
  })

  it('from another site is refused, so that nobody is signed in as somebody else', async () => {
    const { door } = testWorld()
    const answer = await request(httpServer(door)).post('/api/v1/session').set('Origin', 'http://evil.example').send(body).expect(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it('wrongly five times makes the sixth wait, right or wrong, but not another account', async () => {
    const { door } = testWorld()
    const app = httpServer(door)
    const enter = (username: string, password: string) => request(app).post('/api/v1/session').send({ username, password })
    for (let guess = 0; guess < 5; guess += 1) expect((await enter('ada', `guess ${guess}`)).body.code).toBe('wrong-credentials')
    const sixth = await enter('ADA', 'correct horse').expect(429)
    expect(sixth.body.code).toBe('too-many-requests')
    expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(0)
    await enter('bob', 'correct horse').expect(200)
  })

  it('out takes the cookie away', async () => {
    const { door } = testWorld()
    const answer = await request(httpServer(door)).delete('/api/v1/session').set(own).expect(204)
    expect(String(answer.headers['set-cookie'])).toMatch(/^session=; Path=\/; Expires=Thu, 01 Jan 1970/)
  })
})

describe('rates', () => {
  it('count reads and writes of a person apart, and files not at all', async () => {
    const { door } = testWorld()
    const app = httpServer({ ...door, config: { ...door.config, rates: { readsPerMin: 2, writesPerMin: 1 } } })
    const ada = as.token('ada', 'read+write')
    await request(app).get('/api/v1/me').set(ada).expect(200)
    await request(app).get('/api/v1/me').set(ada).expect(200)
    const third = await request(app).get('/api/v1/me').set(ada).expect(429)
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0)
    await request(app).post(path).set(ada).expect(200)
    await request(app).post(path).set(ada).expect(429)
    for (let times = 0; times < 5; times += 1) await request(app).get(`/api/v1/images/${ids.image}/thumbnail`).set(ada).expect(200)
    await request(app).get('/api/v1/me').set(as.token('bob', 'read')).expect(200)
  })
})
