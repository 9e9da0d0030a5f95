import { afterEach, describe, expect, it } from '@jest/globals'
import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import { getEventListeners, once } from 'node:events'
import type { AddressInfo } from 'node:net'
import request from 'supertest'
import { httpServer } from './http-server.ts'
import { ids, imageRow, jobRow } from './test-rows.ts'
import { as, testWorld } from './test-world.ts'

type World = ReturnType<typeof testWorld>
type Frame = { readonly event: string; readonly id: string | null; readonly data: Record<string, unknown> }

const stop: (() => unknown)[] = []
afterEach(async () => {
  for (const end of stop.splice(0)) await end()
})

describe('the event stream', () => {
  it('tells changes under their log positions, and nothing of others', async () => {
    const world = testWorld()
    const reader = await listen(world, { 'Last-Event-ID': '0' })
    world.state.changes.push(
      { kind: 'job', position: 4n, row: jobRow() },
      { kind: 'job', position: 5n, row: jobRow({ userId: ids.bob, position: 5n }) },
      { kind: 'image', position: 6n, row: imageRow({ position: 6n }) },
    )
    moved(world)
    const frames = await reader.frames(3)
    expect(frames.map(({ event, id }) => [event, id])).toEqual([
      ['ready', '0'],
      ['job', '4'],
      ['image', '6'],
    ])
    expect(frames[1]?.data).toMatchObject({ jobId: ids.job, state: 'queued', progress: 0, previewRev: 0, job: { id: ids.job } })
    expect(frames[2]?.data).toMatchObject({ imageId: ids.image, image: { url: `http://studio.example/api/v1/images/${ids.image}/file` } })
  })

  it('goes on from what the session said of the views, so that nothing is missed between the two', async () => {
    const world = testWorld()
    world.state.changes.push({ kind: 'job', position: 4n, row: jobRow({ position: 4n }) })
    const { body } = await request(httpServer(world.door)).get('/api/v1/session').set(as.session('ada')).expect(200)
    world.state.changes.push({ kind: 'job', position: 5n, row: jobRow({ position: 5n }) })
    const frames = await (await listen(world, { 'Last-Event-ID': body.position })).frames(2)
    expect(frames.map(({ event, id }) => [event, id])).toEqual([
      ['ready', '4'],
      ['job', '5'],
    ])
  })

  it('resumes after the last event that was seen, with none lost and none twice', async () => {
    const world = testWorld()
    for (let position = 1n; position <= 500n; position += 1n) world.state.changes.push({ kind: 'job', position, row: jobRow({ position }) })
    const seen: (string | null)[] = []
    for (const cut of [7, 200, 293]) {
      const reader = await listen(world, { 'Last-Event-ID': seen.at(-1) ?? '0' })
      const frames = await reader.frames(cut + 1)
      seen.push(...frames.slice(1, cut + 1).map(({ id }) => id))
      reader.close()
    }
    expect(seen).toEqual(Array.from({ length: 500 }, (_, index) => String(index + 1)))
  })

  it('tells a reader whose last event is of a log that was restored since what comes from now on', async () => {
    const world = testWorld()
    world.state.changes.push({ kind: 'job', position: 4n, row: jobRow({ position: 4n }) })
    const reader = await listen(world, { 'Last-Event-ID': '900' })
    world.state.changes.push({ kind: 'job', position: 5n, row: jobRow({ position: 5n }) })
    moved(world)
    expect((await reader.frames(2)).map(({ event, id }) => [event, id])).toEqual([
      ['ready', '4'],
      ['job', '5'],
    ])
  })

  it('gives the position only to the last of the rows that share it, over the edge of a page too', async () => {
    const world = testWorld()
    for (let position = 1n; position <= 199n; position += 1n) world.state.changes.push({ kind: 'job', position, row: jobRow({ position }) })
    world.state.changes.push({ kind: 'image', position: 200n, row: imageRow() }, { kind: 'job', position: 200n, row: jobRow() })
    const frames = (await (await listen(world, { 'Last-Event-ID': '0' })).frames(202)).slice(-2)
    expect(frames.map(({ event, id }) => [event, id])).toEqual([
      ['image', '199'],
      ['job', '200'],
    ])
  })

  it('tells live progress without an id, and no more of it once the job has ended', async () => {
    const world = testWorld()
    const reader = await listen(world, {})
    const progress = { jobId: ids.job, ownerId: ids.ada, progress: 0.5, step: 5, steps: 10, queuePosition: null, previewRev: 2 }
    for (const listener of world.state.listeners) listener(progress)
    world.state.changes.push({ kind: 'job', position: 9n, row: jobRow({ state: 'completed', position: 9n }) })
    moved(world)
    await reader.frames(3)
    for (const listener of world.state.listeners) listener({ ...progress, progress: 0.9 })
    world.state.changes.push({ kind: 'image', position: 10n, row: imageRow() })
    moved(world)
    const frames = await reader.frames(4)
    expect(frames.map(({ event, id, data }) => [event, id, data.progress])).toEqual([
      ['ready', '0', undefined],
      ['job', null, 0.5],
      ['job', '9', 1],
      ['image', '10', undefined],
    ])
    expect(frames[1]?.data).toMatchObject({ state: 'running', step: 5, steps: 10 })
  })

  it('narrows to one job and its pictures', async () => {
    const world = testWorld()
    world.state.changes.push(
      { kind: 'job', position: 1n, row: jobRow({ id: ids.nothing }) },
      { kind: 'image', position: 2n, row: imageRow({ jobId: null }) },
      { kind: 'image', position: 3n, row: imageRow() },
    )
    const frames = await (await listen(world, { 'Last-Event-ID': '0' }, `?job=${ids.job}`)).frames(2)
    expect(frames.map(({ id }) => id)).toEqual(['0', '3'])
  })

  it('hides addresses of nsfw pictures from who has not opted in', async () => {
    const world = testWorld()
    world.state.changes.push({ kind: 'image', position: 1n, row: imageRow({ nsfw: true }) })
    const frames = await (await listen(world, { 'Last-Event-ID': '0' })).frames(2)
    expect(frames[1]?.data.image).toMatchObject({ hidden: true, url: null, thumbnailUrl: null, s3Key: null, editMaskUrl: null })
  })

  it('tells of the progress of an nsfw job, and nothing of its preview to who has not opted in', async () => {
    const world = testWorld()
    const progress = { jobId: ids.job, ownerId: ids.ada, progress: 0.5, step: 5, steps: 10, queuePosition: null, previewRev: 2 }
    world.state.jobs.splice(0, 1, jobRow({ nsfw: true, state: 'running' }))
    world.state.progress.set(ids.job, progress)
    const reader = await listen(world, { 'Last-Event-ID': '0' })
    const tell = () => world.state.listeners.forEach((listener) => listener(progress))
    tell()
    await reader.frames(2)
    tell()
    world.state.changes.push({ kind: 'job', position: 4n, row: jobRow({ nsfw: true, state: 'running' }) })
    moved(world)
    await reader.frames(4)
    tell()
    const [, ...frames] = await reader.frames(5)
    for (const { data } of frames) expect(data).toMatchObject({ progress: 0.5, previewRev: 0, previewUrl: null })
    expect(JSON.stringify(frames)).not.toContain('/preview')
  })

  it('tells of the preview of a job once it is known not to be nsfw', async () => {
    const world = testWorld()
    const progress = { jobId: ids.job, ownerId: ids.ada, progress: 0.5, step: 5, steps: 10, queuePosition: null, previewRev: 2 }
    const reader = await listen(world, {})
    world.state.listeners.forEach((listener) => listener(progress))
    await reader.frames(2)
    world.state.listeners.forEach((listener) => listener(progress))
    const frames = await reader.frames(3)
    expect(frames.map(({ data }) => data.previewUrl)).toEqual([
      undefined,
      null,
      `http://studio.example/api/v1/jobs/${ids.job}/preview?rev=2`,
    ])
  })

  it('ends when the program stops, and says when to come back', async () => {
    const ending = new AbortController()
    const world = testWorld({ door: { stop: ending.signal } })
    const reader = await listen(world, {})
    await reader.frames(1)
    ending.abort()
    await reader.ended
    expect(reader.text()).toMatch(/\n\nretry: 5000\n\n$/)
    expect(world.state.moved.size + world.state.listeners.size).toBe(0)
  })

  it('is one of ten of a person at most: the oldest makes room, and is told to stay away for a while', async () => {
    const ending = new AbortController()
    const world = testWorld({ door: { stop: ending.signal } })
    const at = await served(world)
    const readers = []
    for (let count = 0; count < 11; count += 1) readers.push(await listenAt(at, {}))
    const others = await listenAt(at, as.session('bob'))
    await readers[0]?.ended
    expect(readers[0]?.text()).toMatch(/\n\nretry: 60000\n\n$/)
    await others.frames(1)
    await readers[1]?.frames(1)
    // However many streams are open, one reading of the views serves them all.
    expect([world.state.moved.size, world.state.listeners.size]).toEqual([1, 11])
    expect(getEventListeners(ending.signal, 'abort')).toHaveLength(1)
  })

  it('ends soon after its session did', async () => {
    const world = testWorld()
    const reader = await listen(world, {})
    await reader.frames(1)
    world.state.signedOut.add('ada')
    await reader.ended
  })

  it('starts nothing for a reader who left while the session was looked up', async () => {
    const gate = { arrived: (): void => undefined, open: (): void => undefined }
    const arrived = new Promise<void>((resolve) => (gate.arrived = resolve))
    const opened = new Promise<void>((resolve) => (gate.open = resolve))
    const world = testWorld()
    const { authenticate } = world.door.useCases
    const slow: typeof authenticate = async (credential) => {
      gate.arrived()
      await opened
      return authenticate(credential)
    }
    const port = await served({ ...world, door: { ...world.door, useCases: { ...world.door.useCases, authenticate: slow } } })
    const call = get({ host: '127.0.0.1', port, path: '/api/v1/events', headers: as.session('ada') }).on('error', () => undefined)
    await arrived
    call.destroy()
    await new Promise((resolve) => setTimeout(resolve, 50))
    gate.open()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect([world.state.moved.size, world.state.listeners.size]).toEqual([0, 0])
  })

  it('lets a reader go that does not read, instead of keeping everything for it', async () => {
    const world = testWorld()
    const { message } = await open(await served(world), { 'Last-Event-ID': '0' })
    message.pause()
    const long = 'x'.repeat(4000)
    for (let position = 1n; position <= 5000n; position += 1n)
      world.state.changes.push({ kind: 'job', position, row: jobRow({ position, text: long }) })
    moved(world)
    await untilGone(world)
    expect(world.state.moved.size).toBe(0)
  })
})

const moved = (world: World): void => {
  for (const listener of world.state.moved) listener()
}

async function untilGone(world: World): Promise<void> {
  while (world.state.moved.size > 0) await new Promise((resolve) => setTimeout(resolve, 20))
}

async function served(world: World): Promise<number> {
  const server: Server = createServer(httpServer(world.door))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  stop.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

async function open(port: number, headers: Readonly<Record<string, string>>, query = ''): Promise<{ readonly message: IncomingMessage }> {
  const call = get({ host: '127.0.0.1', port, path: `/api/v1/events${query}`, headers: { ...as.session('ada'), ...headers } })
  const [message] = (await once(call, 'response')) as [IncomingMessage]
  message.on('error', () => message.destroy())
  return { message }
}

const listen = async (world: World, headers: Readonly<Record<string, string>>, query = '') => listenAt(await served(world), headers, query)

async function listenAt(port: number, headers: Readonly<Record<string, string>>, query = '') {
  const { message } = await open(port, headers, query)
  expect(message.headers['content-type']).toBe('text/event-stream; charset=utf-8')
  let text = ''
  let changed = (): void => undefined
  message.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    changed()
  })
  const parsed = (): Frame[] =>
    text
      .split('\n\n')
      .slice(0, -1)
      .filter((block) => block.includes('event: '))
      .map(frameOf)
  return {
    text: () => text,
    frames: async (count: number): Promise<readonly Frame[]> => {
      while (parsed().length < count) await new Promise<void>((resolve) => (changed = resolve))
      return parsed()
    },
    close: () => message.destroy(),
    ended: new Promise<void>((resolve) => message.on('close', () => resolve())),
  }
}

function frameOf(block: string): Frame {
  const lines = block.split('\n')
  const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null
  return { event: field('event') ?? '', id: field('id'), data: JSON.parse(field('data') ?? '{}') as Record<string, unknown> }
}
