import type { ResponseConfig, RouteConfig, ZodMediaTypeObject } from '@asteasolutions/zod-to-openapi'
import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { uploadFields } from './contract/image.ts'
import { problem } from './contract/problem.ts'
import { id } from './contract/text.ts'
import type { Route } from './route.ts'

/** The API as OpenAPI 3.1, made from the route table: what is not listed there is not served either. */
export function openApiOf(routes: readonly Route[], version: string) {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'session' })
  registry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  for (const route of routes) registry.registerPath(operationOf(route))
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Persona Studio',
      version,
      description: 'Generate and edit pictures of virtual characters. Refusals are problems (RFC 9457), each with a page at its `type`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
  })
}

/** `/images/:id` as OpenAPI writes it. */
export const templateOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}')

function operationOf(route: Route): RouteConfig {
  return {
    method: route.method,
    path: templateOf(route.path),
    operationId: operationIdOf(route),
    tags: [route.tag],
    summary: route.summary,
    description: accessWords(route.access),
    security: securityOf(route),
    request: requestOf(route),
    responses: responsesOf(route),
  }
}

/** For example `getImagesByIdHistory`; unique, because method and path are. */
function operationIdOf({ method, path }: Route): string {
  const parts = path
    .replace('/api/v1', '')
    .split('/')
    .filter((part) => part !== '')
  const names = parts.map((part) =>
    (part.startsWith(':') ? `By-${part.slice(1)}` : part).replace(/(^|[-.])(\w)/g, (_, __, letter: string) => letter.toUpperCase()),
  )
  return method + names.join('')
}

function accessWords(access: Route['access']): string {
  switch (access) {
    case 'open':
      return 'Open to everybody.'
    case 'session':
      return 'By session only.'
    case 'admin':
      return 'By session of an admin only.'
    default:
      return `By session, or by a token with the scope \`${access}\`.`
  }
}

function securityOf({ access }: Route): { [scheme: string]: string[] }[] {
  if (access === 'open') return []
  return access === 'session' || access === 'admin' ? [{ session: [] }] : [{ session: [] }, { token: [] }]
}

function requestOf(route: Route): NonNullable<RouteConfig['request']> {
  const names = [...route.path.matchAll(/:(\w+)/g)].flatMap((match) => (match[1] === undefined ? [] : [match[1]]))
  const content = bodyContentOf(route)
  return {
    ...(names.length === 0 ? {} : { params: z.object(Object.fromEntries(names.map((name) => [name, id]))) }),
    ...(route.query instanceof z.ZodObject ? { query: route.query } : {}),
    ...(route.startsStream ? { headers: z.object({ 'Idempotency-Key': z.string().min(1).max(255).optional() }) } : {}),
    ...(Object.keys(content).length === 0 ? {} : { body: { required: true, content } }),
  }
}

function bodyContentOf(route: Route): Record<string, ZodMediaTypeObject> {
  const file = { type: 'string' as const, contentMediaType: 'application/octet-stream', description: 'PNG, JPEG or WebP, at most 20 MB' }
  const form =
    route.upload === 'required' ? uploadFields.extend({ file: z.unknown().meta(file) }) : z.object({ file: z.unknown().meta(file) })
  return {
    ...(route.body === null ? {} : { 'application/json': { schema: route.body } }),
    ...(route.upload === undefined ? {} : { 'multipart/form-data': { schema: form } }),
  }
}

function responsesOf(route: Route): Record<string, ResponseConfig> {
  const answers = Object.entries(route.answers).map(([status, { what, schema, mime }]): [string, ResponseConfig] => {
    if (schema === undefined && mime === undefined) return [status, { description: what }]
    return [status, { description: what, content: { [mime ?? 'application/json']: { schema: schema ?? { type: 'string' } } } }]
  })
  return {
    ...Object.fromEntries(answers),
    default: { description: 'Refused: see the page at `type`', content: { 'application/problem+json': { schema: problem } } },
  }
}
