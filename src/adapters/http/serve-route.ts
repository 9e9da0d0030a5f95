import type { Request, RequestHandler, Response } from 'express'
import type { Caller, Context } from '../../application/use-cases.ts'
import type { Result } from '../../domain/decider.ts'
import { accessRefusal, callerOf, crossSiteRefusal } from './authentication.ts'
import { bodyRoom, sizeOfBody, type BodyRoom } from './body-room.ts'
import { idempotencyOf } from './idempotency.ts'
import type { Refused } from './problem.ts'
import { sendProblem } from './problem.ts'
import type { Gauge, Gauges } from './rate-limits.ts'
import { gauges } from './rate-limits.ts'
import { bodyLimitBytes, checked, formOf, isJson, isMultipart, jsonOf, openLimitBytes } from './request-body.ts'
import type { Asked, Door, Route, UploadedForm } from './route.ts'
import { sendReply } from './send-reply.ts'
import { requestIdOf } from './request-id.ts'

/** Bodies of eight pictures of the largest size: each is in memory about four times, as bytes, text, member and picture. */
const mostBodyBytes = 8 * bodyLimitBytes

/** What all requests share. */
type House = {
  readonly door: Door
  readonly limits: Gauges
  readonly room: BodyRoom
  readonly callers: WeakMap<Request, Caller>
}

/** Turns rows of the route table into express handlers: who, whether, how often, what, and only then the row's own handler. */
export function routeServer(door: Door): (route: Route) => RequestHandler {
  const callers = new WeakMap<Request, Caller>()
  const limits = gauges(door.config.rates, (request) => callers.get(request)?.user.id ?? '', door.counts)
  const house = { door, limits, callers, room: bodyRoom(mostBodyBytes) }
  return (route) => async (request, response) => {
    const answer = await answerTo(route, request, response, house)
    if (!answer.ok) sendProblem(response, answer.rejection, requestIdOf(response))
  }
}

async function answerTo(route: Route, request: Request, response: Response, house: House): Promise<Result<null, Refused>> {
  const known = await admitted(route, request, response, house)
  if (!known.ok) return known
  const params = paramsOf(request)
  if (params === null) return refused({ type: 'not-found' })
  const takesBody = route.body !== null || route.upload !== undefined
  const limitBytes = route.access === 'open' ? openLimitBytes : bodyLimitBytes
  const leave = takesBody ? house.room.enter(known.value.user.id, sizeOfBody(request, limitBytes)) : () => undefined
  if (leave === null) return refused({ type: 'server-busy' })
  try {
    return await served(route, request, response, house, { caller: known.value, params })
  } finally {
    leave()
  }
}

/** Who it is, whether they may, and whether not too often. */
async function admitted(route: Route, request: Request, response: Response, house: House): Promise<Result<Caller, Refused>> {
  const { door, limits, callers } = house
  const publicUrl = door.config.publicUrl()
  const isOpen = route.access === 'open'
  const foreign = crossSiteRefusal(request, publicUrl, true)
  if (foreign !== null && isOpen) return refused(foreign)
  const known = isOpen ? nobody : await callerOf(request, door.useCases, publicUrl)
  if (!known.ok) return known
  callers.set(request, known.value)
  const denied = isOpen ? null : (crossSiteRefusal(request, publicUrl, false) ?? accessRefusal(scopeOf(route), known.value))
  if (denied !== null) return refused(denied)
  if (route.rate === 'read' || route.rate === 'write') {
    if (!isOpen && (await isOver(limits[route.rate], request, response))) return refused({ type: 'too-many-requests' })
  }
  return known
}

async function served(
  route: Route,
  request: Request,
  response: Response,
  { door, limits }: House,
  { caller, params }: Pick<Asked<never, never>, 'caller' | 'params'>,
): Promise<Result<null, Refused>> {
  const read = await contentOf(route, request, response)
  if (!read.ok) return read
  if (route.rate === 'sign-in') {
    for (const gauge of limits.signIn) if (await isOver(gauge, request, response)) return refused({ type: 'too-many-requests' })
  }
  const query = route.query === null ? { ok: true as const, value: undefined } : checked(route.query, request.query)
  if (!query.ok) return query
  const context = contextOf(route, request, response, caller, read.value)
  if (!context.ok) return context
  const asked = {
    caller,
    context: context.value,
    params,
    body: read.value.body,
    query: query.value,
    upload: read.value.upload,
    request,
  }
  sendReply(await route.handle(asked as never), request, response, door.config.publicUrl())
  return { ok: true, value: null }
}

/** Stands in for a caller on open routes, whose handlers do not look at it. */
const nobody: Result<Caller, Refused> = {
  ok: true,
  value: {
    user: {
      id: '00000000-0000-0000-0000-000000000000',
      username: '',
      role: 'member',
      preferences: { showNsfw: false, theme: 'system' },
      createdAt: '',
    },
    via: 'token',
    scopes: [],
    sessionId: null,
  },
}

const refused = (rejection: Refused): Result<never, Refused> => ({ ok: false, rejection })

const scopeOf = (route: Route): Exclude<Route['access'], 'open'> => (route.access === 'open' ? 'read' : route.access)

async function isOver(gauge: Gauge, request: Request, response: Response): Promise<boolean> {
  return (await gauge(request, response)) !== null
}

/** Ids lowered; `null` when one is malformed, which is told as unknown. */
function paramsOf(request: Request): Readonly<Record<string, string>> | null {
  const params: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.params)) {
    if (typeof value !== 'string') return null
    const isId = /id$/i.test(name)
    if (isId && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return null
    params[name] = isId ? value.toLowerCase() : value
  }
  return params
}

type Content = { readonly body: unknown; readonly upload: UploadedForm | null }

async function contentOf(route: Route, request: Request, response: Response): Promise<Result<Content, Refused>> {
  const nothing: Result<Content, Refused> = { ok: true, value: { body: undefined, upload: null } }
  const takesForm = route.upload !== undefined && isMultipart(request)
  if (takesForm) {
    const form = await formOf(request)
    return form.ok ? { ok: true, value: { body: undefined, upload: form.value } } : form
  }
  if (route.body === null && route.upload === undefined) return nothing
  if (route.upload === 'required' || !isJson(request)) {
    const expected =
      route.upload === undefined
        ? 'application/json'
        : route.upload === 'required'
          ? 'multipart/form-data'
          : 'application/json or multipart/form-data'
    return refused({ type: 'unsupported-media-type', expected, came: mediaTypeOf(request) })
  }
  const parsed = await jsonOf(request, response, route.access === 'open')
  if (!parsed.ok || route.body === null) return parsed.ok ? nothing : parsed
  const body = checked(route.body, parsed.value)
  return body.ok ? { ok: true, value: { body: body.value, upload: null } } : body
}

const mediaTypeOf = (request: Request): string => /^[\w.+-]{1,60}\/[\w.+-]{1,60}/.exec(request.headers['content-type'] ?? '')?.[0] ?? 'none'

function contextOf(route: Route, request: Request, response: Response, caller: Caller, content: Content): Result<Context, Refused> {
  const idempotency = route.startsStream
    ? idempotencyOf(request, `${route.method} ${route.path}`, content.body, content.upload)
    : { ok: true as const, value: undefined }
  if (!idempotency.ok) return idempotency
  const traceparent = request.get('traceparent')
  return {
    ok: true,
    value: {
      caller,
      requestId: requestIdOf(response),
      ...(traceparent !== undefined && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(traceparent) ? { traceparent } : {}),
      ...(idempotency.value === undefined ? {} : { idempotency: idempotency.value }),
    },
  }
}
