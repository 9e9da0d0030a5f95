import type { Express } from 'express'
import express from 'express'
import { lastResort, nothingHere, requestLog } from './http-server.ts'
import { metricsPage } from './metrics-page.ts'
import type { Door } from './route.ts'
import { withRequestId } from './request-id.ts'
import { healthAnswers, type Watched } from './routes/health.ts'
import { sendReply } from './send-reply.ts'

export type Status = Watched & Pick<Door, 'clock' | 'log' | 'metrics'> & { readonly config: Pick<Door['config'], 'publicUrl'> }

/** For those who run the program: health and figures of a process that serves no people. */
export function statusServer(status: Status): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(withRequestId, requestLog(status))
  for (const [what, answer] of Object.entries(healthAnswers(status))) {
    app.get(`/health/${what}`, async (request, response) => sendReply(await answer(), request, response, status.config.publicUrl()))
  }
  app.get('/metrics', metricsPage(status))
  app.use(nothingHere, lastResort(status))
  return app
}
