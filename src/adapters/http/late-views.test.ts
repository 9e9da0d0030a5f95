import { afterEach, expect, it, jest } from '@jest/globals'
import type { TestStudio } from './test-studio.ts'
import { characterBody, firstAccount, studioBody, testStudio } from './test-studio.ts'

// An embedded database starts in seconds, and many of them side by side in more.
jest.setTimeout(120_000)

let studio: TestStudio
afterEach(() => studio.close())

it('while the views are held back a job is found, and never completed before its pictures can be seen', async () => {
  studio = await testStudio()
  studio.startWork()
  const ada = await firstAccount(studio)
  const { body: character } = await studio
    .agent()
    .post('/api/v1/characters')
    .set(ada)
    .send(characterBody)
    .expect(201)
    .expect('X-Projection-Lag', /^\d+$/)
  expect(character.character).toBeNull()
  const accepted = await studio
    .agent()
    .post('/image/generate/studio')
    .set(ada)
    .send({ characterId: character.id, ...studioBody })
    .expect(201)
  expect(accepted.headers['x-projection-lag']).toMatch(/^\d+$/)
  const { promptId } = accepted.body
  const poll = () => studio.agent().get(`/image/comfyui/${promptId}/results`).set(ada).expect(200)
  await jobCompleted(promptId)
  expect((await poll()).body).toMatchObject({ status: 'in_progress', images: [] })
  expect((await studio.agent().get(`/api/v1/jobs/${promptId}`).set(ada).expect(503)).body.code).toBe('database-unavailable')
  studio.startViews()
  for (;;) {
    const { body } = await poll()
    if (body.status === 'in_progress') expect(body.images).toEqual([])
    else {
      expect([body.status, body.images.length]).toEqual(['completed', 1])
      return
    }
  }
})

it('the first account is made once, however many ask at once', async () => {
  studio = await testStudio()
  const asks = Array.from({ length: 8 }, (_, index) =>
    studio
      .agent()
      .post('/api/v1/setup')
      .send({ username: `user${index}`, password: 'correct horse battery' }),
  )
  const statuses = (await Promise.all(asks)).map(({ status }) => status).sort()
  expect(statuses).toEqual([201, 409, 409, 409, 409, 409, 409, 409])
  expect((await studio.agent().get('/api/v1/session').expect(200)).body).toEqual({ user: null, setupNeeded: false })
})

it('a token opens what its scopes say until it is removed, and a new password ends every other session', async () => {
  studio = await testStudio()
  studio.startViews()
  const ada = await firstAccount(studio)
  const made = await studio
    .agent()
    .post('/api/v1/tokens')
    .set(ada)
    .send({ name: 'script', scopes: ['read'] })
    .expect(201)
  const token = { Authorization: `Bearer ${made.body.secret}` }
  await studio.agent().get('/api/v1/characters').set(token).expect(200)
  expect((await studio.agent().post('/api/v1/characters').set(token).send(characterBody).expect(403)).body.code).toBe('scope-missing')
  await studio.agent().delete(`/api/v1/tokens/${made.body.token.id}`).set(ada).expect(204)
  await studio.agent().get('/api/v1/characters').set(token).expect(401)
  const changed = await studio
    .agent()
    .post('/api/v1/me/password')
    .set(ada)
    .send({ current: 'correct horse battery', next: 'another horse battery' })
    .expect(204)
  await studio.agent().get('/api/v1/me').set(ada).expect(401)
  const renewed = String(changed.headers['set-cookie']).split(';', 1)[0] ?? ''
  await studio.agent().get('/api/v1/me').set('Cookie', renewed).expect(200)
})

async function jobCompleted(promptId: string): Promise<void> {
  for (;;) {
    const events = await studio.ports.eventStore.readStream(`generationJob-${promptId}`)
    if (events.some(({ type }) => type === 'JobCompleted')) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
