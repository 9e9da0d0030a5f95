import { describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { yes } from './test-accounts.ts'
import { bodyRoom, sizeOfBody } from './body-room.ts'
import { httpServer } from './http-server.ts'
import { ids } from './test-rows.ts'
import { as, testWorld } from './test-world.ts'

const mib = 1024 * 1024

describe('the room for bodies', () => {
  it('takes what fits, refuses what does not, and has its place again afterwards', () => {
    const room = bodyRoom(10 * mib)
    const leave = room.enter('ada', 5 * mib)
    const other = room.enter('bob', 4 * mib)
    expect(room.enter('eve', 2 * mib)).toBeNull()
    leave?.()
    expect(room.enter('eve', 2 * mib)).not.toBeNull()
    other?.()
    expect(room.enter('ada', 5 * mib)).not.toBeNull()
  })

  it('gives one person half of it at most', () => {
    const room = bodyRoom(10 * mib)
    expect(room.enter('ada', 5 * mib)).not.toBeNull()
    expect(room.enter('ada', 1)).toBeNull()
    expect(room.enter('bob', 5 * mib)).not.toBeNull()
  })

  it('bounds the number of the small ones too', () => {
    const room = bodyRoom(2 * mib)
    const places = Array.from({ length: 20 }, () => room.enter('ada', 1))
    expect(places.filter((place) => place !== null)).toHaveLength(16)
  })

  it.each([
    ['what is announced', { 'content-length': '1000' }, 1_000],
    ['nothing for no body', {}, 0],
    ['all that is allowed where no length is said', { 'transfer-encoding': 'chunked' }, 20_000],
    ['all that is allowed for what will be unpacked', { 'content-length': '1000', 'content-encoding': 'gzip' }, 20_000],
    ['all that is allowed for more than that', { 'content-length': '999999' }, 20_000],
  ])('counts %s', (_, headers, bytes) => {
    expect(sizeOfBody({ headers }, 20_000)).toBe(bytes)
  })
})

describe('a server full of bodies', () => {
  it('refuses one more with 503 and when to come back, takes reads all the while, and bodies again afterwards', async () => {
    let finish = (): void => undefined
    const finished = new Promise<void>((done) => (finish = done))
    let inside = 0
    const { door } = testWorld({
      useCases: {
        requestInpaint: async () => {
          inside += 1
          await finished
          return yes({ position: 1n, replayed: false, promptIds: [ids.job], batchId: ids.job, seeds: [1], ...plain })
        },
      },
    })
    const app = httpServer(door)
    const edit = (kib: number) =>
      request(app)
        .post('/image/edit/inpaint')
        .set(as.token('ada', 'write'))
        .send({ characterId: ids.character, sourceImageId: ids.image, prompt: 'x', maskedImageBase64Png: 'x'.repeat(kib * 1024) })
    const large = Array.from({ length: 4 }, () => edit(19 * 1024).then(({ status }) => status))
    while (inside < 4) await new Promise((resolve) => setTimeout(resolve, 10))
    const refused = await edit(5 * 1024).expect(503)
    expect(refused.body.code).toBe('server-busy')
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    await request(app).get('/api/v1/me').set(as.token('ada', 'read')).expect(200)
    finish()
    expect(await Promise.all(large)).toEqual([201, 201, 201, 201])
    await edit(5 * 1024).expect(201)
  })
})

const plain = { hasNegativePrompt: false, negativePromptUsed: true, engine: 'preview' } as const
