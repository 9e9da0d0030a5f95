import { randomUUID } from 'node:crypto'
import type { RequestHandler, Response } from 'express'

const header = 'X-Request-Id'

/** Takes over a caller's id where it is harmless, else makes one; it is in each answer, problem and log line. */
export const withRequestId: RequestHandler = (request, response, next) => {
  const given = request.get(header)
  response.setHeader(header, given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : randomUUID())
  next()
}

export const requestIdOf = (response: Response): string => String(response.getHeader(header))
