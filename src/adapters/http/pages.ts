import type { Router as ExpressRouter } from 'express'
import express, { Router } from 'express'
import type { ProblemCode } from './contract/problem.ts'
import { problemCodes } from './contract/problem.ts'
import { openApiOf } from './openapi.ts'
import { problemAdvice } from './problem-advice.ts'
import { problems } from './problem.ts'
import type { Door, Route } from './route.ts'

/** What people and tools read about the API: the description, a viewer for it that needs no internet, and a page for each problem. */
export function pages(door: Door, routes: readonly Route[]): ExpressRouter {
  const router = Router()
  let description: string | null = null
  router.get('/openapi.json', (_request, response) => {
    description ??= JSON.stringify(openApiOf(routes, door.version))
    response.set('Cache-Control', 'no-cache').type('application/json').send(description)
  })
  router.get('/docs', (_request, response) => {
    response.type('html').send(docsPage)
  })
  router.use('/docs', express.static(door.config.docsScriptDir, { index: false, maxAge: '1h' }))
  router.get('/problems/:code', (request, response, next) => {
    const code = problemCodes.find((known) => known === request.params.code)
    if (code === undefined) return next()
    response.type('html').send(problemPage(code))
  })
  return router
}

const docsPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <link rel="icon" href="data:," />
    <title>Persona Studio: the API</title>
    <script type="module" src="/docs/rapidoc-min.js"></script>
  </head>
  <body>
    <rapi-doc spec-url="/openapi.json" render-style="read" load-fonts="false" show-header="false" allow-spec-url-load="false"></rapi-doc>
  </body>
</html>
`

const problemPage = (code: ProblemCode): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <link rel="icon" href="data:," />
    <title>${escaped(problems[code].title)}</title>
  </head>
  <body style="max-width: 40rem; margin: 4rem auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif">
    <p>Status ${problems[code].status}, code <code>${code}</code></p>
    <h1>${escaped(problems[code].title)}</h1>
    <p>${escaped(problemAdvice[code])}</p>
  </body>
</html>
`

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
