import type { Request, RequestHandler } from 'express'
import { ipKeyGenerator, rateLimit, type Store } from 'express-rate-limit'
import type { HitCounts } from '../../application/ports/hit-counts.ts'
import type { DoorConfig } from './route.ts'
import { sharedStore } from './shared-counts.ts'

/** Failures a minute: of one account from one address, and of one address over all accounts. */
const signInFailures = { perAccount: 5, perAddress: 20 } as const

/** Answers seconds to wait when the caller is over the limit, else null. Counts by calling. */
export type Gauge = (request: Request, response: Parameters<RequestHandler>[1]) => Promise<number | null>

export type Gauges = { readonly read: Gauge; readonly write: Gauge; readonly signIn: readonly Gauge[] }

/** Reads are many, so processes tell each other of them twice a second; changes and sign-ins are told at once. */
const gatherReadsMs = 500
const windowMs = 60_000

/** `userOf` gives the person behind a request that was authenticated. With `counts`, limits are of all processes together. */
export function gauges(rates: DoorConfig['rates'], userOf: (request: Request) => string, counts?: HitCounts): Gauges {
  const store = (name: string, gatherMs = 0): { readonly store?: Store } =>
    counts === undefined ? {} : { store: sharedStore({ counts, name, windowMs, gatherMs }) }
  return {
    read: gauge(rates.readsPerMin, userOf, false, store('read', gatherReadsMs)),
    write: gauge(rates.writesPerMin, userOf, false, store('write')),
    signIn: [
      gauge(
        signInFailures.perAccount,
        (request) => `${userOf(request)} ${accountOf(request)} ${addressOf(request)}`,
        true,
        store('sign-in of an account'),
      ),
      gauge(signInFailures.perAddress, addressOf, true, store('sign-in')),
    ],
  }
}

function gauge(limit: number, keyOf: (request: Request) => string, onlyFailures: boolean, counted: { readonly store?: Store }): Gauge {
  const over = new WeakMap<Request, number>()
  const limiter = rateLimit({
    ...counted,
    windowMs,
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
