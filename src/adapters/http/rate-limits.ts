import type { Request, RequestHandler } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import type { DoorConfig } from './route.ts'

/** Failures a minute: of one account from one address, and of one address over all accounts. */
const signInFailures = { perAccount: 5, perAddress: 20 } as const

/** Answers seconds to wait when the caller is over the limit, else null. Counts by calling. */
export type Gauge = (request: Request, response: Parameters<RequestHandler>[1]) => Promise<number | null>

export type Gauges = { readonly read: Gauge; readonly write: Gauge; readonly signIn: readonly Gauge[] }

/** `userOf` gives the person behind a request that was authenticated. */
export function gauges(rates: DoorConfig['rates'], userOf: (request: Request) => string): Gauges {
  return {
    read: gauge(rates.readsPerMin, userOf, false),
    write: gauge(rates.writesPerMin, userOf, false),
    signIn: [
      gauge(signInFailures.perAccount, (request) => `${userOf(request)} ${accountOf(request)} ${addressOf(request)}`, true),
      gauge(signInFailures.perAddress, addressOf, true),
    ],
  }
}

function gauge(limit: number, keyOf: (request: Request) => string, onlyFailures: boolean): Gauge {
  const over = new WeakMap<Request, number>()
  const limiter = rateLimit({
    windowMs: 60_000,
    limit,
    keyGenerator: keyOf,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skipSuccessfulRequests: onlyFailures,
    handler: (request, response, next) => {
      over.set(request, Number(response.getHeader('Retry-After') ?? 60))
      next()
    },
  })
  return async (request, response) => {
    await new Promise<void>((resolve, reject) => {
      void limiter(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)))
    })
    return over.get(request) ?? null
  }
}

const addressOf = (request: Request): string => ipKeyGenerator(request.ip ?? '')

function accountOf(request: Request): string {
  const body: unknown = request.body
  const name = typeof body === 'object' && body !== null && 'username' in body ? body.username : ''
  return typeof name === 'string' ? name.toLowerCase().slice(0, 200) : ''
}
