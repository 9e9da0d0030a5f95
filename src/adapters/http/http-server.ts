import type { ErrorRequestHandler, Express, Request, RequestHandler } from 'express'
import express from 'express'
import { compress } from './compress.ts'
import { metricsPage } from './metrics-page.ts'
import { pages } from './pages.ts'
import type { Refused } from './problem.ts'
import { problemOf, sendProblem } from './problem.ts'
import { replayedHeader } from './read-your-writes.ts'
import { requestIdOf, withRequestId } from './request-id.ts'
import { routeTable } from './route-table.ts'
import type { Door, Route } from './route.ts'
import { securityHeaders } from './security-headers.ts'
import { routeServer } from './serve-route.ts'
import { webApp } from './web-app.ts'

const apiPaths = ['/api', '/image', '/image-gallery']

/** The door: every address of the program, the Studio's pages included. */
export function httpServer(door: Door): Express {
  const app = express()
  app.disable('x-powered-by')
  // An answer has the same tag in each coding, compressed or not, which a strong one must not.
  app.set('etag', 'weak')
  app.set('query parser', 'simple')
  app.use(withRequestId, requestLog(door), securityHeaders(door.config), compress)
  app.use(apiPaths, followed(door))
  const routes = routeTable(door)
  const serve = routeServer(door)
  for (const route of routes) app[route.method](route.path, serve(route))
  for (const [path, methods] of methodsByPath(routes)) app.all(path, otherMethod(methods))
  app.use(pages(door, routes))
  app.get('/metrics', metricsPage(door))
  app.use(apiPaths, nothingHere)
  app.use(webApp(door.config.webDir))
  app.use(nothingHere)
  app.use(lastResort(door))
  return app
}

/** One line and one count a request: the route's pattern, never the filled address. */
export const requestLog =
  ({ log, clock, metrics }: Pick<Door, 'log' | 'clock' | 'metrics'>): RequestHandler =>
  (request, response, next) => {
    const startedAt = clock.now()
    response.on('finish', () => {
      const answered = {
        method: request.method,
        route: patternOf(request),
        status: response.statusCode,
        durationMs: clock.now() - startedAt,
      }
      metrics?.answered({ ...answered, problem: problemOf(response), isReplay: response.hasHeader(replayedHeader) })
      log.debug('request', { requestId: requestIdOf(response), ...answered })
    })
    next()
  }

/** Pages and their files lead to nothing that is worth following. */
const followed =
  ({ aroundRequest }: Pick<Door, 'aroundRequest'>): RequestHandler =>
  (request, response, next) => {
    if (aroundRequest === undefined) return next()
    aroundRequest({ method: request.method, traceparent: request.get('traceparent') }, (end) => {
      response.on('close', () => end({ route: patternOf(request), status: response.statusCode }))
      next()
    })
  }

function patternOf(request: Request): string {
  const pattern: unknown = request.route?.path
  return typeof pattern === 'string' ? pattern : 'none'
}

function methodsByPath(routes: readonly Route[]): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, string[]>()
  for (const { method, path } of routes) {
    const known = methods.get(path) ?? []
    methods.set(path, [...known, ...(method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])])
  }
  return methods
}

const otherMethod =
  (allowed: readonly string[]): RequestHandler =>
  (request, response) => {
    if (request.method !== 'OPTIONS') return sendProblem(response, { type: 'method-not-allowed', allowed }, requestIdOf(response))
    response.set('Allow', allowed.join(', ')).status(204).end()
  }

export const nothingHere: RequestHandler = (_request, response) => sendProblem(response, { type: 'not-found' }, requestIdOf(response))

/** What was thrown: a resource that is away is told as such; all else is ours to mend, and the answer says nothing but the request id. */
export const lastResort =
  ({ log }: Pick<Door, 'log'>): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    const refused = refusalOf(error)
    const name = error instanceof Error ? error.name : 'unknown'
    if (refused.type === 'internal' && error instanceof Error) {
      log.error('a request broke', {
        requestId: requestIdOf(response),
        method: request.method,
        error: name,
        ...(error.stack === undefined ? {} : { stack: framesOf(error.stack) }),
      })
    } else if (refused.type !== 'not-found')
      log.warn('a resource is away', { requestId: requestIdOf(response), code: refused.type, error: name })
    if (response.headersSent) return next(error)
    sendProblem(response, refused, requestIdOf(response))
  }

/** A picture that was cut off may well pass in a quieter moment; nothing was kept of it. */
const busyNames: readonly string[] = ['ImagingBusy', 'ImagingStopped', 'SigningBusy']

/** The system's words for too many open files, processes and bytes, and for a full disk. */
const shortages: readonly string[] = ['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM', 'ENOSPC', 'EDQUOT', 'ENOBUFS']

const databaseIsAway: readonly string[] = ['DatabaseUnavailable', 'EventStoreUnavailable', 'ViewsUnavailable']

/** Ports name their outages; a foreign class is not imported for that. */
function refusalOf(error: unknown): Refused {
  if (!(error instanceof Error)) return { type: 'internal' }
  if (error.name === 'PasswordQueueFull') return { type: 'too-many-requests', retryAfterSeconds: 2 }
  if (busyNames.includes(error.name)) return { type: 'server-busy' }
  if (error.name === 'StorageUnavailable') return { type: 'storage-unavailable' }
  // What this program is too old to read, a newer one behind the same proxy can.
  if (databaseIsAway.includes(error.name) || error.name === 'EventIsNewer') return { type: 'database-unavailable' }
  if ('code' in error && shortages.includes(String(error.code))) return { type: 'server-busy' }
  // Express says so of an address whose escapes are broken, of a file that is not there, and of one outside the folder.
  if ('status' in error && [400, 403, 404].includes(Number(error.status))) return { type: 'not-found' }
  return { type: 'internal' }
}

/** Where, without what: a message may quote what a person typed. */
const framesOf = (stack: string): string =>
  stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n')
