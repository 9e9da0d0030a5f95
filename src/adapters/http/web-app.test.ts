import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import request from 'supertest'
import { httpServer } from './http-server.ts'
import { testWorld } from './test-world.ts'

let webDir = ''
beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'web-'))
  await mkdir(join(webDir, 'assets'))
  await writeFile(join(webDir, 'index.html'), '<!doctype html><title>the Studio</title>')
  await writeFile(join(webDir, 'assets', 'main-abc123.js'), 'export {}')
})
afterAll(() => rm(webDir, { recursive: true }))

const app = () => {
  const { door } = testWorld()
  return httpServer({ ...door, config: { ...door.config, webDir } })
}

describe('the Studio', () => {
  it.each(['/', '/gallery', '/images/some-id/edit', '/characters/some-id', '/settings'])(
    'answers at %s with its document, asked for each time',
    async (path) => {
      const page = await request(app()).get(path).set('Accept', 'text/html').expect(200)
      expect(page.text).toContain('the Studio')
      expect(page.headers['cache-control']).toBe('no-cache')
    },
  )

  it('has assets that may be kept for ever', async () => {
    const { headers } = await request(app()).get('/assets/main-abc123.js').expect(200)
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it.each(['/api/v1/none', '/image/none', '/image-gallery/none', '/assets/none.js', '/none', '/../package.json'])(
    'is not what %s answers',
    async (path) => {
      const answer = await request(app()).get(path).set('Accept', 'text/html').expect(404)
      expect(answer.body.code).toBe('not-found')
    },
  )

  it('is not given to who asks for something else than a page', async () => {
    await request(app()).get('/gallery').set('Accept', 'application/json').expect(404)
  })
})
