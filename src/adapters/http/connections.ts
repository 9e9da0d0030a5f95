import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'

/**
 * A server that waits for nobody for long: 10 s for the headers of a request, 30 s for all of it, two minutes for a reader that takes
 * nothing of an answer.
 */
export function boundedServer(waits: { readonly headersMs: number; readonly requestMs: number; readonly checkMs: number } = usual): Server {
  const server = createServer({
    headersTimeout: waits.headersMs,
    requestTimeout: waits.requestMs,
    // How often the two are looked at: by default so rarely that they are late by half a minute.
    connectionsCheckingInterval: waits.checkMs,
    // Longer than clients and proxies keep theirs, or they send into a connection that is just being closed.
    keepAliveTimeout: 75_000,
  })
  server.timeout = longestSilenceMs
  return server
}

/**
 * Prepares a server for its end, before it is asked anything. The end takes no new connections, answers what was asked and asks whoever
 * keeps a connection open to take another, elsewhere. A reader that does not read is cut off after `longestMs`.
 */
export function farewellOf(server: Server): (longestMs: number) => Promise<void> {
  const answering = new Set<ServerResponse>()
  let ending = false
  server.prependListener('request', (_request, response: ServerResponse) => {
    if (ending) response.shouldKeepAlive = false
    answering.add(response)
    response.once('close', () => answering.delete(response))
  })
  return async (longestMs) => {
    ending = true
    for (const response of answering) response.shouldKeepAlive = false
    const closed = once(server, 'close')
    server.close()
    // Also those that fall idle from now on: a client would keep them for the next question.
    const sweep = setInterval(() => server.closeIdleConnections(), 50)
    const late = setTimeout(() => server.closeAllConnections(), longestMs)
    await closed
    clearInterval(sweep)
    clearTimeout(late)
  }
}

const usual = { headersMs: 10_000, requestMs: 30_000, checkMs: 1_000 }

/** An event stream says something every 15 s, and a picture's checks take seconds. */
const longestSilenceMs = 120_000
