import { existsSync, readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { NextFunction, Request, RequestHandler, Response, Router as ExpressRouter } from 'express'
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

/**
 * The built Studio. Its assets carry their hash in their names, so they never change; the document itself is asked for each time. A person
 * at an address that is no page gets the Studio too, with 404, and sees its own words for that.
 */
export function webApp(webDir: string): ExpressRouter {
  const router = Router()
  router.use(
    '/assets',
    packedBeforehand(join(webDir, 'assets')),
    express.static(join(webDir, 'assets'), { ...asFiles, index: false, immutable: true, maxAge: '365d', fallthrough: false }),
  )
  router.use(express.static(webDir, { ...asFiles, index: false, maxAge: '1h', redirect: false }))
  const sendStudio = studioFrom(webDir)
  router.get(webPages, (request, response, next) => {
    if (request.accepts('html') === false) return next()
    sendStudio(response, next)
  })
  router.use((request, response, next) => {
    if (!asksForPage(request)) return next()
    response.status(404)
    sendStudio(response, next)
  })
  return router
}

const codings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const

/**
 * The build lays a packed form beside each asset that shrinks: whoever takes it gets that file as it lies, with a tag of its own, because
 * packing nine megabytes for each reader takes seconds. A part of a file is a part of what is not packed.
 */
function packedBeforehand(assetsDir: string): RequestHandler {
  const files = new Set(existsSync(assetsDir) ? readdirSync(assetsDir) : [])
  return (request, response, next) => {
    const asset = request.path.slice(1)
    const packed = codings.filter(({ ending }) => files.has(asset + ending))
    const coding = packed.find(({ name }) => request.acceptsEncodings(name) !== false)
    if (coding !== undefined && request.headers.range === undefined) {
      response.type(extname(asset)).set('Content-Encoding', coding.name)
      request.url = `/${asset}${coding.ending}`
    }
    next()
  }
}

/** Compressed where that helps, so a cache must know which form it has. */
const asFiles = { setHeaders: (response: Response): void => void response.vary('Accept-Encoding') }

const studioFrom = (webDir: string) => (response: Response, next: NextFunction) =>
  response.sendFile(
    join(webDir, 'index.html'),
    { headers: { 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding' }, cacheControl: false },
    (error) => {
      if (error !== undefined) next(response.headersSent ? error : undefined)
    },
  )

/** A browser that opens an address names HTML; a script that takes anything does not. */
const asksForPage = (request: Request): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') && /\btext\/html\b/.test(request.headers.accept ?? '')
