import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { sendProblem } from './problem.ts'
import { requestIdOf } from './request-id.ts'
import type { Door } from './route.ts'

/**
 * The numbers of the program for Prometheus. With a token, whoever sends it as a bearer may read them. Without one, programs of the same
 * machine, as long as the Studio has no public name: behind a proxy of this machine everybody seems to come from here. All others are
 * told that nothing is here.
 */
export const metricsPage =
  ({ metrics, config }: Pick<Door, 'metrics'> & { readonly config: Pick<Door['config'], 'publicUrl'> }): RequestHandler =>
  async (request, response, next) => {
    if (metrics === undefined) return next()
    const { token } = metrics
    if (token !== null && !bears(request, token)) return sendProblem(response, { type: 'sign-in-needed' }, requestIdOf(response))
    if (token === null && !(isLoopback(request.socket.remoteAddress) && isOfThisMachine(config.publicUrl()))) return next()
    const { contentType, text } = await metrics.page()
    response.set({ 'Content-Type': contentType, 'Cache-Control': 'no-store' }).send(text)
  }

/** Hashed first: tokens of any length are compared in the same time. */
function bears(request: Request, token: string): boolean {
  const given = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? ''
  return timingSafeEqual(hashOf(given), hashOf(token))
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()

const isLoopback = (address = ''): boolean => /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address) || address === '::1'

function isOfThisMachine(publicUrl: string): boolean {
  const { hostname } = new URL(publicUrl)
  return hostname === 'localhost' || hostname === '[::1]' || isLoopback(hostname)
}
