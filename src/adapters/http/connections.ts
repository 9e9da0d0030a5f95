import { createServer, type Server } from 'node:http'

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

const usual = { headersMs: 10_000, requestMs: 30_000, checkMs: 1_000 }

/** An event stream says something every 15 s, and a picture's checks take seconds. */
const longestSilenceMs = 120_000
