import { join } from 'node:path'
import type { Router as ExpressRouter } from 'express'
import express, { Router } from 'express'

/** The pages of the Studio (product.md §1.3): each is the same document, and the address decides inside it. */
const webPages = [
  '/',
  '/welcome',
  '/sign-in',
  '/studio',
  '/gallery',
  '/characters',
  '/characters/:id',
  '/images/:id',
  '/images/:id/edit',
  '/images/:id/lineage',
  '/queue',
  '/insights',
  '/audit',
  '/verify',
  '/trash',
  '/settings',
  '/admin',
]

/** The built Studio. Its assets carry their hash in their names, so they never change; the document itself is asked for each time. */
export function webApp(webDir: string): ExpressRouter {
  const router = Router()
  router.use('/assets', express.static(join(webDir, 'assets'), { index: false, immutable: true, maxAge: '365d', fallthrough: false }))
  router.use(express.static(webDir, { index: false, maxAge: '1h', redirect: false }))
  router.get(webPages, (request, response, next) => {
    if (request.accepts('html') === false) return next()
    response.sendFile(join(webDir, 'index.html'), { headers: { 'Cache-Control': 'no-cache' }, cacheControl: false }, (error) => {
      if (error !== undefined) next(response.headersSent ? error : undefined)
    })
  })
  return router
}
