import { afterEach, describe, expect, it } from '@jest/globals'
import { once } from 'node:events'
import { Agent, createServer, request, type IncomingMessage, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { boundedServer, farewellOf } from './connections.ts'
import { httpServer } from './http-server.ts'
import { ids } from './test-rows.ts'
import { as, testWorld } from './test-world.ts'

const stop: (() => unknown)[] = []
afterEach(async () => {
  for (const end of stop.splice(0)) await end()
})

describe('a connection', () => {
  it('has ten seconds for its headers and thirty for all of a request', () => {
    const { headersTimeout, requestTimeout, timeout } = boundedServer()
    expect(headersTimeout).toBeLessThanOrEqual(10_000)
    expect(requestTimeout).toBeLessThanOrEqual(30_000)
    expect(timeout).toBeGreaterThan(0)
  })

  it.each([
    ['headers that never end', 'POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nX-A: '],
    ['a body that never ends', head({ 'Content-Type': 'application/json' })],
    ['a form that never ends', head({ 'Content-Type': 'multipart/form-data; boundary=x' }, `/api/v1/characters/${ids.character}/images`)],
  ])('is closed on %s, and nothing is told as broken', async (_, start) => {
    const told: string[] = []
    const { door } = testWorld({ door: { log: { ...silent, error: (message) => void told.push(message) } } })
    const socket = await sending(boundedServer({ headersMs: 100, requestMs: 150, checkMs: 20 }), door, start)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toMatch(/^HTTP\/1.1 408/)
    if (!socket.closed) await once(socket, 'close')
    expect(told).toEqual([])
  })
})

describe('the end of a server', () => {
  it('answers what was asked, tells its asker to connect anew, and lets nobody in', async () => {
    const server = createServer()
    const farewell = farewellOf(server)
    let answer = (): void => undefined
    server.on('request', (_request, response) => (answer = () => void response.end('done')))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const agent = new Agent({ keepAlive: true })
    const asked = once(request({ port, agent }).end(), 'response')
    await once(server, 'request')
    const ended = farewell(60_000)
    answer()
    const [response] = (await asked) as [IncomingMessage]
    response.resume()
    expect(response.headers.connection).toBe('close')
    await ended
    await expect(once(request({ port }).end(), 'response')).rejects.toThrow('ECONNREFUSED')
    agent.destroy()
  })

  it('closes connections that nobody uses, and cuts off a reader that does not read', async () => {
    const server = createServer((_request, response) => void response.write('and then nothing'))
    const farewell = farewellOf(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const [idle, reading] = [connect(port, '127.0.0.1'), request({ port }).end()]
    const [response] = (await once(reading, 'response')) as [IncomingMessage]
    const cut = once(response, 'error')
    response.resume()
    await farewell(100)
    await Promise.all([cut, idle.destroyed ? null : once(idle.resume(), 'close')])
  })
})

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

function head(headers: Readonly<Record<string, string>>, path = '/image/edit/inpaint'): string {
  const all = { Host: 'localhost', 'Content-Length': '1000', ...as.token('ada', 'write'), ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n{"a":`
}

async function sending(server: Server, door: Parameters<typeof httpServer>[0], start: string): Promise<Socket> {
  server.on('request', httpServer(door))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => socket.destroy())
  stop.push(() => {
    socket.destroy()
    server.closeAllConnections()
    server.close()
  })
  socket.write(start)
  return socket
}
