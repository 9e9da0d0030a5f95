import { describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { httpServer } from './http-server.ts'
import type { Metrics } from './route.ts'
import { testWorld } from './test-world.ts'

const page = () => Promise.resolve({ contentType: 'text/plain; version=0.0.4; charset=utf-8', text: 'studio_build_info 1\n' })

const streamBegun = () => ({ dropped: () => undefined, ended: () => undefined })

function askedOf(token: string | null, publicUrl: string, answered: Metrics['answered'] = () => undefined) {
  const { door } = testWorld()
  return request(
    httpServer({ ...door, metrics: { token, page, answered, streamBegun }, config: { ...door.config, publicUrl: () => publicUrl } }),
  )
}

describe('the page of metrics', () => {
  it.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])('is there for this machine at %s', async (publicUrl) => {
    const answer = await askedOf(null, publicUrl).get('/metrics').expect(200).expect('Cache-Control', 'no-store')
    expect(answer.text).toBe('studio_build_info 1\n')
    expect(answer.headers['content-type']).toContain('version=0.0.4')
  })

  it('given a public name and no token, then nothing is there: a proxy of this machine stands for the whole world', async () => {
    await askedOf(null, 'https://studio.example').get('/metrics').expect(404)
  })

  it('given a token, then it is needed wherever the question comes from', async () => {
    const ask = () => askedOf('metrics-token-1', 'http://localhost:3000').get('/metrics')
    await ask().expect(401)
    await ask().set('Authorization', 'Bearer metrics-token-2').expect(401)
    await ask().set('Authorization', 'Bearer metrics-token-1').expect(200)
  })

  it('given any address, then what is counted names the pattern and never what was asked for', async () => {
    const seen: Parameters<Metrics['answered']>[0][] = []
    const ask = askedOf(null, 'http://localhost:3000', (one) => seen.push(one))
    await ask.get('/api/v1/images/7b0e6f5c-3c1d-4c8e-9d55-000000000001').expect(401)
    await ask.get('/nothing/secret-7').expect(404)
    expect(seen.map(({ method, route, status, problem }) => [method, route, status, problem])).toEqual([
      ['GET', '/api/v1/images/:id', 401, 'sign-in-needed'],
      ['GET', 'none', 404, 'not-found'],
    ])
  })
})
