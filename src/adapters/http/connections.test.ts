import { afterEach, describe, expect, it } from '@jest/globals'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { boundedServer } from './connections.ts'
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
