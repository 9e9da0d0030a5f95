import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import { problem } from './contract/problem.ts'
import { openApiOf, templateOf } from './openapi.ts'
import { problems } from './problem.ts'
import type { Route } from './route.ts'
import { routeTable } from './route-table.ts'
import { dice, hostileValues, mutated, sampler, type Dice, type Schema } from './test-requests.ts'
import type { TestStudio } from './test-studio.ts'
import { anotherAccount, characterBody, firstAccount, studioBody, testStudio } from './test-studio.ts'
import { testWorld } from './test-world.ts'

// Two thousand requests to the whole program on an embedded database, on a machine that may have other things to do.
jest.setTimeout(600_000)

const seed = 20_261_123
const requests = 2_000
const together = 8
/** So often each route is first asked as it should be, by one who may. */
const wholeRounds = 6

type Call = {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | FormData
}
type Parameter = { readonly name: string; readonly in: string; readonly schema: Schema }
type Operation = {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

let studio: TestStudio
let callers: readonly Readonly<Record<string, string>>[] = []
let hints: Readonly<Record<string, readonly unknown[]>> = {}
const routes = routeTable(testWorld().door)
const description = openApiOf(routes, '0')
const components = (description.components?.schemas ?? {}) as Readonly<Record<string, Schema>>

beforeAll(async () => {
  studio = await testStudio()
  studio.startViews()
  studio.startWork()
  const ada = await firstAccount(studio)
  const bob = await anotherAccount(studio, ada, 'bob')
  const made = await studio
    .agent()
    .post('/api/v1/tokens')
    .set(ada)
    .send({ name: 'fuzz', scopes: ['read', 'write', 'audit'] })
    .expect(201)
  const token = { Authorization: `Bearer ${made.body.secret}` }
  callers = [token, token, token, ada, ada, bob, {}, { Authorization: 'Bearer ps_token_gone' }]
  hints = await goodValues(ada)
})
afterAll(() => studio.close())

it(`answers ${requests} requests, half of them broken somewhere, as the description says, and with not one 5xx`, async () => {
  const at = dice(seed)
  const sample = sampler(components, at, hints, new Set(['maskedImageBase64Png', 'basedOn']))
  const faults: string[] = []
  const worked = new Set<string>()
  const ask = async (count: number): Promise<void> => {
    const route = routes[count % routes.length]
    if (route === undefined) throw new Error('there is no route')
    const call = callOf(route, at, sample, count < wholeRounds * routes.length)
    const answer = await fetch(`${studio.url}${call.path}`, { ...call, signal: AbortSignal.timeout(60_000) })
    const fault = await faultOf(route, answer)
    if (fault !== null) faults.push(`request ${count}: ${route.method} ${route.path} ${fault}`)
    if (answer.status < 300) worked.add(`${route.method} ${route.path}`)
  }
  for (let count = 0; count < requests; count += together) {
    await Promise.all(Array.from({ length: together }, (_, more) => ask(count + more)))
  }
  expect(faults).toEqual([])
  // Requests that are all refused would prove little.
  const never = routes.map(({ method, path }) => `${method} ${path}`).filter((name) => !worked.has(name))
  expect(never.filter((name) => !mayNeverWork.has(name))).toEqual([])
})

/** What needs more than a good request: a password, a state, or an id that no hint knows. */
const mayNeverWork = new Set([
  'post /api/v1/setup',
  'post /api/v1/session',
  'delete /api/v1/session',
  'post /api/v1/me/password',
  'delete /api/v1/me/sessions/:id',
  'delete /api/v1/tokens/:id',
  'post /api/v1/users/:id/password',
  'get /api/v1/jobs/:id/preview',
  'get /api/v1/characters/:id/reference',
  'post /api/v1/jobs/:id/cancel',
  'post /api/v1/jobs/:id/retry',
])

async function goodValues(ada: Readonly<Record<string, string>>): Promise<typeof hints> {
  const characters: string[] = []
  for (let count = 0; count < 3; count += 1) {
    const { body } = await studio
      .agent()
      .post('/api/v1/characters')
      .set(ada)
      .send({ ...characterBody, handle: `mia-${count}` })
      .expect(201)
    characters.push(body.id)
  }
  const characterId = characters[0] ?? ''
  const { body } = await studio
    .agent()
    .post('/image/generate/studio')
    .set(ada)
    .send({ characterId, ...studioBody, count: 10 })
    .expect(201)
  const images: string[] = []
  for (const promptId of body.promptIds as string[]) images.push(await imageOf(ada, promptId))
  const edit = { characterId, sourceImageId: images[0], prompt: 'add a banana', maskedImageBase64Png: mask }
  const edited = await studio.agent().post('/image/edit/inpaint').set(ada).send(edit).expect(201)
  images.push(await imageOf(ada, edited.body.promptId))
  const lasting = images.slice(5)
  const jobs = [...(body.promptIds as string[]), edited.body.promptId]
  return {
    // What is asked to be changed for good, or put away, is not what the others need.
    characterId: [characterId],
    sourceImageId: lasting,
    maskFromImageId: lasting.slice(-1),
    imageId: lasting,
    ids: images.slice(0, 5),
    promptId: jobs,
    job: jobs,
    'id of images': lasting,
    'id of images to post': lasting.slice(-1),
    'id of images to delete': images.slice(0, 5),
    'id of jobs': jobs,
    'id of characters': [characterId],
    'id of characters to patch': characters.slice(1),
    basedOn: [0, 1, 2],
    settings: [{}, { growPx: 3 }],
    strength: [1],
    maskedImageBase64Png: [mask],
    outfit: ['summer dress', 'jeans'],
    prompt: ['add a banana', 'smiling'],
    negativePrompt: ['blurry', ''],
    handle: ['mia-x', 'mia-y', 'mia-z', 'mia-q'],
    age: [18, 27, 80],
    nsfw: [false],
    ...{ username: ['carol', 'dan_1', 'eve.x'], password: ['correct horse battery'], name: ['Mia', 'Zoë'] },
  }
}

const mask = 'mask 1024x1024 52428'

async function imageOf(ada: Readonly<Record<string, string>>, promptId: string): Promise<string> {
  for (;;) {
    const { body } = await studio.agent().get(`/image/comfyui/${promptId}/results`).set(ada).expect(200)
    if (body.status === 'completed') return body.images[0].id
    if (body.status === 'failed') throw new Error(`no picture: ${body.error.code}`)
  }
}

function callOf(route: Route, at: Dice, sample: ReturnType<typeof sampler>, isWhole: boolean): Call {
  const operation = (description.paths?.[templateOf(route.path)] as Record<string, Operation> | undefined)?.[route.method] ?? {}
  const broken = !isWhole && at.chance(0.5)
  const headers = { ...callerOf(route, at, isWhole), ...(route.startsStream && !isWhole && at.chance(0.3) ? keyOf(at) : {}) }
  const query = (operation.parameters ?? [])
    .filter(({ in: where }) => where === 'query')
    .filter(() => at.chance(0.3))
    .map(({ name, schema }): [string, string] => {
      const value = broken && at.chance(0.3) ? at.oneOf(hostileValues) : sample(schema, name)
      return [name, asText(value)]
    })
  return {
    method: route.method.toUpperCase(),
    path: `${pathOf(route, at, isWhole)}${query.length === 0 ? '' : `?${new URLSearchParams(query)}`}`,
    ...contentOf(operation, at, sample, headers, broken),
  }
}

/** Who would end what the others stand on asks with a token, which may not. */
function callerOf(route: Route, at: Dice, isWhole: boolean): Readonly<Record<string, string>> {
  if (route.path === '/api/v1/session' && route.method === 'delete') return callers[0] ?? {}
  return isWhole ? (callers[3] ?? {}) : at.oneOf(callers)
}

const keyOf = (at: Dice): Readonly<Record<string, string>> => ({
  'Idempotency-Key': at.oneOf(['again', 'once more', 'x'.repeat(300), 'key-1']),
})

function pathOf(route: Route, at: Dice, isWhole: boolean): string {
  const own = Object.entries({ images: 'images', drafts: 'images', jobs: 'jobs', comfyui: 'jobs', characters: 'characters' })
  return route.path.replace(/:\w+/g, (_, index: number) => {
    const kind = own.find(([part]) => route.path.slice(0, index).includes(`/${part}/`))?.[1]
    const good = hints[`id of ${kind} to ${route.method}`] ?? hints[`id of ${kind}`] ?? []
    if (good.length > 0 && (isWhole || at.chance(0.8))) return String(at.oneOf(good))
    return at.oneOf(['00000000-0000-4000-8000-000000000000', 'x', '%00', '%F0%9F%98%80', '..%2f..', "'", 'A'.repeat(2_000)])
  })
}

function contentOf(
  { requestBody }: Operation,
  at: Dice,
  sample: ReturnType<typeof sampler>,
  headers: Readonly<Record<string, string>>,
  broken: boolean,
): Pick<Call, 'headers' | 'body'> {
  const schema = requestBody?.content['application/json']?.schema
  const form = requestBody?.content['multipart/form-data']?.schema
  if (form !== undefined && (schema === undefined || at.chance(0.5))) return { headers, body: formOf(form, at, sample, broken) }
  if (schema === undefined) return { headers }
  const value = sample(schema)
  const type =
    broken && at.chance(0.1)
      ? at.oneOf(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '*'])
      : 'application/json'
  const text = JSON.stringify(broken ? mutated(value, at) : value)
  return { headers: { ...headers, 'Content-Type': type }, body: broken && at.chance(0.1) ? text.slice(0, at.below(text.length)) : text }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function formOf({ properties = {}, ...schema }: Schema, at: Dice, sample: ReturnType<typeof sampler>, broken: boolean): FormData {
  const form = new FormData()
  const fields = sample({ ...schema, properties: Object.fromEntries(Object.entries(properties).filter(([name]) => name !== 'file')) })
  for (const [name, value] of Object.entries(Object(broken ? mutated(fields, at) : fields))) form.append(name, asText(value))
  const file = at.oneOf(['picture 9x9 face', broken ? 'none' : 'picture 8x8 other'])
  if (!broken || at.chance(0.8)) form.append('file', new Blob([file]), 'a.png')
  return form
}

/** `null`: a status that is described, with a body as described; or a problem of the catalogue. */
async function faultOf(route: Route, answer: Response): Promise<string | null> {
  const type = answer.headers.get('content-type') ?? ''
  if (type.startsWith('text/event-stream')) {
    await answer.body?.cancel()
    return answer.status === 200 && route.path === '/api/v1/events' ? null : 'streams where nothing was promised'
  }
  const text = await answer.text()
  if (answer.status >= 500) return `${answer.status} ${text}`
  if (type.startsWith('application/problem+json')) {
    const parsed = problem.safeParse(JSON.parse(text))
    if (!parsed.success) return `a problem that is none: ${parsed.error.message}`
    return problems[parsed.data.code].status === answer.status ? null : `${answer.status} for ${parsed.data.code}`
  }
  const described = route.answers[answer.status]
  if (described === undefined) return `${answer.status}, which is not described`
  if (described.mime !== undefined) return type.startsWith(described.mime.split('/')[0] ?? '') ? null : `${type} for ${described.mime}`
  if (described.schema === undefined) return text === '' ? null : 'a body where none was promised'
  const parsed = described.schema.safeParse(JSON.parse(text))
  return parsed.success ? null : `${answer.status} of another shape: ${parsed.error.message}`
}
