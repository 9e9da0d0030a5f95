import { describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { httpServer } from './http-server.ts'
import type { Route } from './route.ts'
import { routeTable } from './route-table.ts'
import { ids } from './test-rows.ts'
import { as, testWorld } from './test-world.ts'

/**
 * What each row of the route table needs, said a second time by hand: a route that is new, gone or opened wider fails here until a
 * person has looked. `own`: the id that is Ada's own; a body where the route takes one.
 */
const policy: Readonly<
  Record<
    string,
    { readonly access: Route['access']; readonly own?: string; readonly body?: object; readonly query?: string; readonly file?: true }
  >
> = {
  'post /image/edit/inpaint': {
    access: 'write',
    body: { characterId: ids.character, sourceImageId: ids.image, prompt: 'x', maskedImageBase64Png: 'x' },
  },
  'get /image/comfyui/:promptId/results': { access: 'read', own: ids.job },
  'get /image-gallery/characters/:characterId/images': { access: 'read', own: ids.character },
  'get /api/v1/images': { access: 'read' },
  'get /api/v1/images/ids': { access: 'read' },
  'get /api/v1/images/facets': { access: 'read' },
  'post /api/v1/images/bulk': { access: 'write', body: { ids: [ids.image], act: 'trash' } },
  'post /api/v1/images/zip': { access: 'read', body: { ids: [ids.image] } },
  'post /image/generate/studio': {
    access: 'write',
    body: {
      characterId: ids.character,
      scene: 'beach_day',
      environment: 'beach',
      outfit: 'jeans',
      aspectRatio: '1:1',
      qualityMode: 'draft',
      nsfw: false,
    },
  },
  'post /api/v1/characters/:id/images': { access: 'write', own: ids.character, file: true },
  'get /api/v1/images/:id': { access: 'read', own: ids.image },
  'patch /api/v1/images/:id': { access: 'write', own: ids.image, body: { favourite: true } },
  'delete /api/v1/images/:id': { access: 'write', own: ids.image },
  'post /api/v1/images/:id/restore': { access: 'write', own: ids.image },
  'post /api/v1/images/:id/rerun': { access: 'write', own: ids.image, body: { seed: 7 } },
  'get /api/v1/images/:id/lineage': { access: 'read', own: ids.image },
  'get /api/v1/images/:id/history': { access: 'audit', own: ids.image },
  'get /api/v1/images/:id/file': { access: 'read', own: ids.image },
  'get /api/v1/images/:id/thumbnail': { access: 'read', own: ids.image },
  'get /api/v1/images/:id/mask': { access: 'read', own: ids.image },
  'get /api/v1/jobs': { access: 'read' },
  'get /api/v1/jobs/typical': { access: 'read' },
  'get /api/v1/jobs/:id': { access: 'read', own: ids.job },
  'get /api/v1/jobs/:id/history': { access: 'audit', own: ids.job },
  'post /api/v1/jobs/:id/cancel': { access: 'write', own: ids.job },
  'post /api/v1/jobs/:id/retry': { access: 'write', own: ids.job },
  'get /api/v1/jobs/:id/preview': { access: 'read', own: ids.job },
  'get /api/v1/images/:id/state': { access: 'audit', own: ids.image },
  'get /api/v1/jobs/:id/state': { access: 'audit', own: ids.job },
  'get /api/v1/audit': { access: 'audit' },
  'get /api/v1/insights': { access: 'audit' },
  'get /api/v1/insights/csv': { access: 'audit', query: 'table=days' },
  'get /api/v1/events': { access: 'read' },
  'get /api/v1/characters': { access: 'read' },
  'post /api/v1/characters': { access: 'write', body: characterBody() },
  'get /api/v1/characters/:id': { access: 'read', own: ids.character },
  'patch /api/v1/characters/:id': { access: 'write', own: ids.character, body: { bio: 'hello' } },
  'get /api/v1/characters/:id/reference': { access: 'read', own: ids.character },
  'put /api/v1/characters/:id/reference': { access: 'write', own: ids.character, body: { imageId: null } },
  'get /api/v1/presets': { access: 'read' },
  'get /api/v1/credentials/root.pem': { access: 'open' },
  'post /api/v1/prompt-preview': {
    access: 'read',
    body: {
      characterId: ids.character,
      scene: 'beach_day',
      environment: 'beach',
      outfit: 'jeans',
      aspectRatio: '1:1',
      qualityMode: 'draft',
      nsfw: false,
    },
  },
  'get /api/v1/drafts/:imageId': { access: 'read', own: ids.image },
  'put /api/v1/drafts/:imageId': { access: 'write', own: ids.image, body: { basedOn: 3, settings: {}, maskBase64Png: null } },
  'delete /api/v1/drafts/:imageId': { access: 'write', own: ids.image },
  'get /api/v1/engine': { access: 'read' },
  'get /api/v1/setup': { access: 'open' },
  'post /api/v1/setup': { access: 'open', body: { username: 'somebody', password: 'long enough' } },
  'get /api/v1/session': { access: 'open' },
  'post /api/v1/session': { access: 'open', body: { username: 'ada', password: 'correct horse' } },
  'delete /api/v1/session': { access: 'session' },
  'get /api/v1/me': { access: 'read' },
  'patch /api/v1/me': { access: 'session', body: { theme: 'dark' } },
  'post /api/v1/me/password': { access: 'session', body: { current: 'correct horse', next: 'correct horse' } },
  'get /api/v1/me/sessions': { access: 'session' },
  'delete /api/v1/me/sessions/:id': { access: 'session', own: ids.session },
  'get /api/v1/tokens': { access: 'session' },
  'post /api/v1/tokens': { access: 'session', body: { name: 'script', scopes: ['read'] } },
  'delete /api/v1/tokens/:id': { access: 'session', own: ids.token },
  'get /api/v1/status': { access: 'admin' },
  'get /api/v1/users': { access: 'admin' },
  'post /api/v1/users': { access: 'admin', body: { username: 'carol', password: 'long enough' } },
  'post /api/v1/users/:id/password': { access: 'admin', own: ids.bob, body: { password: 'long enough' } },
  'get /health/live': { access: 'open' },
  'get /health/ready': { access: 'open' },
  'get /health/startup': { access: 'open' },
}

const routes = routeTable(testWorld().door)
const nameOf = (route: Pick<Route, 'method' | 'path'>): string => `${route.method} ${route.path}`
const ruleOf = (route: Route) => policy[nameOf(route)] ?? { access: 'open' as const }

describe('the route table', () => {
  it('is the policy, route for route', () => {
    expect(routes.map(nameOf).sort()).toEqual(Object.keys(policy).sort())
    expect(Object.fromEntries(routes.map((route) => [nameOf(route), route.access]))).toEqual(
      Object.fromEntries(Object.entries(policy).map(([name, { access }]) => [name, access])),
    )
  })
})

const closed = routes.filter((route) => route.access !== 'open').map((route) => [nameOf(route), route] as const)
const withId = closed.filter(([, route]) => route.path.includes(':'))

describe.each(closed)('%s', (_name, route) => {
  it('is closed to nobody and to secrets that open nothing', async () => {
    const { door, state } = testWorld()
    const expired = { Cookie: 'session=ps_session_gone', 'Sec-Fetch-Site': 'same-origin' }
    for (const headers of [{}, { Authorization: 'Bearer ps_token_gone' }, { Authorization: 'Basic YTpi' }, expired]) {
      expect((await ask(httpServer(door), route, headers)).body.code).toBe('sign-in-needed')
    }
    expect(state.calls).toEqual([])
  })

  it('is closed to a token without its scope', async () => {
    const { door, state } = testWorld()
    const others = ['read', 'write', 'audit'].filter((scope) => scope !== route.access).join('+')
    const answer = await ask(httpServer(door), route, as.token('ada', others))
    expect([answer.status, answer.body.code]).toEqual([403, 'scope-missing'])
    expect(state.calls).toEqual([])
  })

  it('lets in whom it is for', async () => {
    // An event stream ends at once where the program is stopping.
    const { door } = testWorld(route.path === '/api/v1/events' ? { door: { stop: AbortSignal.abort() } } : {})
    const who = route.access === 'admin' ? as.session('root') : as.session('ada')
    const answer = await ask(httpServer(door), route, who)
    expect(Object.keys(route.answers).map(Number)).toContain(answer.status)
  })
})

describe.each(withId.filter(([, route]) => route.access !== 'admin'))('%s', (_name, route) => {
  it('answers a stranger and an unknown id with the same 404', async () => {
    const { door, state } = testWorld()
    const app = httpServer(door)
    // Everybody has a session of their own with the same id in the test world; a stranger asks for another one.
    const own = ruleOf(route).own === ids.session ? ids.nothing : undefined
    for (const bob of [
      as.session('bob'),
      as.session('root'),
      ...(route.access === 'session' ? [] : [as.token('bob', 'read+write+audit')]),
    ]) {
      const foreign = await ask(app, route, bob, own)
      const unknown = await ask(app, route, bob, ids.nothing)
      const malformed = await ask(app, route, bob, 'x')
      expect(foreign.status).toBe(404)
      expect(textOf(unknown)).toEqual(textOf(foreign))
      expect(textOf(malformed)).toEqual(textOf(foreign))
    }
    expect(state.calls).toEqual([])
  })
})

it('an admin’s route is closed to members', async () => {
  for (const [, route] of closed.filter(([, { access }]) => access === 'admin')) {
    const { door, state } = testWorld()
    expect((await ask(httpServer(door), route, as.session('ada'))).body.code).toBe('admin-only')
    expect(state.calls).toEqual([])
  }
})

describe('ids of others in bodies', () => {
  it.each(['post /image/edit/inpaint', 'post /image/generate/studio', 'post /api/v1/prompt-preview', 'post /api/v1/images/zip'])(
    'are the same 404: %s',
    async (name) => {
      const { door } = testWorld()
      const route = routes.find((one) => nameOf(one) === name)
      if (route === undefined) throw new Error(`no ${name}`)
      const answer = await ask(httpServer(door), route, as.token('bob', 'read+write'))
      expect([answer.status, answer.body.code]).toEqual([404, 'not-found'])
    },
  )
})

function ask(app: ReturnType<typeof httpServer>, route: Route, headers: Readonly<Record<string, string>>, id?: string) {
  const { own, body, query, file } = ruleOf(route)
  const call = request(app)
    [route.method](route.path.replace(/:\w+/, id ?? own ?? ids.nothing))
    .query(query ?? '')
    .set(headers)
  if (file !== true) return body === undefined ? call : call.send(body)
  const fields = { scene: 'beach_day', environment: 'beach', outfit: 'jeans' }
  return call.field(fields).attach('file', Buffer.from('bytes'), 'a.png')
}

/** The answer as it came; only the id of the request is each one's own. */
const textOf = ({ text, headers }: { readonly text: string; readonly headers: Readonly<Record<string, string>> }): string =>
  text.replace(headers['x-request-id'] ?? 'none', '')

function characterBody() {
  const looks = { gender: 'female', style: 'realistic', ethnicity: 'mixed', skinColor: 'tan', eyeColor: 'brown', faceShape: 'oval' }
  return { name: 'Mia', handle: 'mia', age: 27, hairStyle: 'bob', hairColor: 'brown', bodyType: 'slim', ...looks }
}
