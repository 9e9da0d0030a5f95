import type { IncomingMessage } from 'node:http'
import type { Engine } from './engine.ts'
import type { Faults } from './faults.ts'
import { infoRoutes } from './routes/info-routes.ts'
import { jobRoutes } from './routes/job-routes.ts'
import { promptRoutes } from './routes/prompt-routes.ts'
import { emptyAnswer, textAnswer } from './routes/route.ts'
import type { Answer, Route } from './routes/route.ts'
import { uploadRoutes } from './routes/upload-routes.ts'
import { viewRoute } from './routes/view-route.ts'

const routes: readonly Route[] = [...infoRoutes, ...promptRoutes, ...uploadRoutes, viewRoute]

/** Answers one HTTP request as the profile's server does, refusals included. Never rejects. */
export async function answerRequest(
  engine: Engine,
  incoming: IncomingMessage,
  maxUploadBytes: number,
  faults?: Partial<Faults>,
): Promise<Answer> {
  try {
    const { pathname, searchParams: query } = new URL(incoming.url ?? '/', 'http://localhost')
    if (isForeign(incoming)) return emptyAnswer(403)
    const body = await bodyOf(incoming, maxUploadBytes)
    if (body === null) return textAnswer(413, `Maximum request body size ${maxUploadBytes} exceeded`)
    const known = engine.profile.isModern ? [...routes, ...jobRoutes] : routes
    const path = /^\/api\/(?!jobs(\/|$))/.test(pathname) ? pathname.slice('/api'.length) : pathname
    const method = incoming.method ?? 'GET'
    for (const route of known) {
      const found = route.method === method ? route.path.exec(path) : null
      if (!found) continue
      const captured = found.slice(1).map(decodeURIComponent)
      return await route.answer(engine, {
        method,
        path,
        query,
        headers: incoming.headers,
        body,
        captured,
        ...(faults === undefined ? {} : { faults }),
      })
    }
    // What no route takes falls to the static files, of which there are none: readable, but absent.
    return method === 'GET' || method === 'HEAD' ? emptyAnswer(404) : textAnswer(405, '405: Method Not Allowed', { Allow: 'GET,HEAD' })
  } catch {
    // Python's traceback goes to its console; the client of a real server learns no more than this either.
    return textAnswer(500, '500 Internal Server Error\n\nServer got itself in trouble')
  }
}

/** A page of another site that talks to a server on this machine: ComfyUI's guard against exactly that. */
export function isForeign({ headers }: IncomingMessage): boolean {
  const { host, origin } = headers
  if (!host || !origin || !URL.canParse(origin) || !URL.canParse(`http://${host}`)) return false
  const here = new URL(`http://${host}`)
  const there = new URL(origin)
  const isLoopback = here.hostname === 'localhost' || here.hostname === '[::1]' || here.hostname.startsWith('127.')
  const sameHost = here.hostname === there.hostname
  return isLoopback && !(sameHost && (there.port === '' || here.port === '' || there.port === here.port))
}

/** `null` when it is larger than allowed; the rest is then not kept. */
async function bodyOf(incoming: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= maxBytes) chunks.push(chunk)
    else chunks.length = 0
  }
  return bytes > maxBytes ? null : Buffer.concat(chunks)
}
