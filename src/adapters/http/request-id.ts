import { randomUUID } from 'node:crypto'
import type { RequestHandler, Response } from 'express'

const header = 'X-Request-Id'

/**
 * Names the request in its answer, its problem, its log lines and, as correlation, in the events it leads to. The name is always ours: who
 * could choose it could write a lie into the history, or tie their acts to somebody else's.
 */
export const withRequestId: RequestHandler = (_request, response, next) => {
  response.setHeader(header, randomUUID())
  next()
}

export const requestIdOf = (response: Response): string => String(response.getHeader(header))
