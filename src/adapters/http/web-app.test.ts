import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import request from 'supertest'
import { httpServer } from './http-server.ts'
import { characterRow, ids } from './test-rows.ts'
import { as, testWorld } from './test-world.ts'

const script = `export const words = [${"'the same again', ".repeat(500)}]`
let webDir = ''
beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'web-'))
  await mkdir(join(webDir, 'assets'))
  await writeFile(join(webDir, 'index.html'), '<!doctype html><title>the Studio</title>')
  await writeFile(join(webDir, 'assets', 'main-abc123.js'), 'export {}')
  await writeFile(join(webDir, 'assets', 'long-abc123.js'), script)
  for (const name of ['packed-abc123.js', 'packed-abc123.wasm']) {
    await writeFile(join(webDir, 'assets', name), script)
    await writeFile(join(webDir, 'assets', `${name}.br`), brotliCompressSync(script))
    await writeFile(join(webDir, 'assets', `${name}.gz`), gzipSync(script))
  }
  await writeFile(join(webDir, 'assets', 'dot-abc123.png'), Buffer.alloc(5_000, 1))
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

  it.each(['/api/v1/none', '/image/none', '/image-gallery/none', '/assets/none.js'])('is not what %s answers', async (path) => {
    const answer = await request(app()).get(path).set('Accept', 'text/html').expect(404)
    expect(answer.body.code).toBe('not-found')
  })

  it.each(['/none', '/images/some-id/none', '/gallery/none', '/../package.json', '/%E0%A4%A', '/problems/none'])(
    'answers a person at %s with 404 and itself, which has words for that',
    async (path) => {
      const page = await request(app()).get(path).set('Accept', 'text/html,application/xhtml+xml,*/*;q=0.8').expect(404)
      expect(page.text).toContain('the Studio')
      expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
    },
  )

  it('is no answer to a script or a change at an address that is no page', async () => {
    expect((await request(app()).get('/none').set('Accept', '*/*').expect(404)).body.code).toBe('not-found')
    expect((await request(app()).post('/none').set('Accept', 'text/html').expect(404)).body.code).toBe('not-found')
  })

  it('is not given to who asks for something else than a page', async () => {
    await request(app()).get('/gallery').set('Accept', 'application/json').expect(404)
  })
})

describe('what is sent', () => {
  const asset = '/assets/long-abc123.js'
  it.each(['br', 'gzip'])('is compressed with %s where the reader takes it, and may still be kept for ever', async (coding) => {
    const { headers, text } = await request(app()).get(asset).set('Accept-Encoding', coding).expect(200)
    expect(headers).toMatchObject({ 'content-encoding': coding, 'cache-control': 'public, max-age=31536000, immutable' })
    expect(headers.vary).toContain('Accept-Encoding')
    expect(headers['content-length']).toBeUndefined()
    expect(text).toBe(script)
  })

  it('comes as it lies to who takes no coding, with the same tag, which a cache may ask about in either form', async () => {
    const plain = await request(app()).get(asset).set('Accept-Encoding', 'identity').expect(200)
    const packed = await request(app()).get(asset).set('Accept-Encoding', 'gzip').expect(200)
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(Number(plain.headers['content-length'])).toBe(script.length)
    expect(packed.text).toBe(script)
    expect(plain.headers.etag).toMatch(/^W\//)
    expect(packed.headers.etag).toBe(plain.headers.etag)
    const again = await request(app())
      .get(asset)
      .set('Accept-Encoding', 'gzip')
      .set('If-None-Match', String(plain.headers.etag))
      .expect(304)
    expect(again.headers.vary).toContain('Accept-Encoding')
  })

  it('as a part of a file is a part of the file and not of its compressed form', async () => {
    const part = await request(app()).get(asset).set('Accept-Encoding', 'gzip').set('Range', 'bytes=0-1999').expect(206)
    expect(part.headers['content-encoding']).toBeUndefined()
    expect(part.text).toBe(script.slice(0, 2_000))
  })

  describe('from what the build packed', () => {
    const packed = '/assets/packed-abc123.js'
    const ask = (path: string, coding: string) => request(app()).get(path).set('Accept-Encoding', coding)

    it.each([
      ['gzip, deflate, br', 'br', brotliCompressSync(script).length],
      ['gzip, br;q=0', 'gzip', gzipSync(script).length],
    ])('is, to who takes %s, the %s as it lies, and may be kept for ever', async (accepted, coding, length) => {
      const { headers, text } = await ask(packed, accepted).expect(200)
      expect(headers).toMatchObject({
        'content-encoding': coding,
        'content-length': String(length),
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'Accept-Encoding',
      })
      expect(text).toBe(script)
    })

    it('keeps its type, without which a browser would not start it', async () => {
      const { headers } = await ask('/assets/packed-abc123.wasm', 'br').expect(200)
      expect(headers).toMatchObject({ 'content-type': 'application/wasm', 'content-encoding': 'br' })
    })

    it('has a tag for each form, each good for that form', async () => {
      const tags = await Promise.all(['br', 'gzip', 'identity'].map(async (coding) => String((await ask(packed, coding)).headers['etag'])))
      expect(new Set(tags).size).toBe(3)
      const again = await ask(packed, 'br').set('If-None-Match', String(tags[0])).expect(304)
      expect(again.headers['vary']).toBe('Accept-Encoding')
      await ask(packed, 'gzip').set('If-None-Match', String(tags[0])).expect(200)
    })

    it('is left aside for who asks for a part, or takes no coding', async () => {
      const part = await ask(packed, 'br').set('Range', 'bytes=0-1999').expect(206)
      expect(part.headers['content-encoding']).toBeUndefined()
      expect(part.text).toBe(script.slice(0, 2_000))
      const plain = await ask(packed, 'identity').expect(200)
      expect([plain.headers['content-encoding'], plain.headers['content-length']]).toEqual([undefined, String(script.length)])
    })
  })

  it('as JSON is compressed and asked for again by its tag', async () => {
    const many = Array.from({ length: 30 }, () => characterRow())
    const { door } = testWorld({ queries: { characters: { ...testWorld().door.queries.characters, list: () => Promise.resolve(many) } } })
    const ask = () => request(httpServer(door)).get('/api/v1/characters').set(as.token('ada', 'read')).set('Accept-Encoding', 'gzip')
    const { headers, body } = await ask().expect(200)
    expect(headers['content-encoding']).toBe('gzip')
    expect(headers.vary).toBe('Cookie, Authorization, Accept-Encoding')
    expect(body.characters).toHaveLength(30)
    const again = await ask().set('If-None-Match', String(headers.etag)).expect(304)
    expect(again.headers.vary).toBe('Cookie, Authorization, Accept-Encoding')
  })

  it.each(['/assets/dot-abc123.png', `/api/v1/images/${ids.image}/file`])('as a picture is left as it is: %s', async (path) => {
    const { headers } = await request(app()).get(path).set(as.token('ada', 'read')).set('Accept-Encoding', 'gzip, br').expect(200)
    expect(headers['content-encoding']).toBeUndefined()
  })
})
