/** What the demo needs of the public API: plain HTTP with a bearer token, like every other client. */
export type StudioClient = {
  get(path: string): Promise<unknown>
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<unknown>
  file(address: string): Promise<Uint8Array>
}

export function studioClient(baseUrl: string, token: string): StudioClient {
  const authorization = { authorization: `Bearer ${token}` }
  return {
    get: async (path) => answerOf(await fetch(new URL(path, baseUrl), { headers: authorization })),
    post: async (path, body, headers = {}) => answerOf(await postJson(new URL(path, baseUrl), body, { ...authorization, ...headers })),
    async file(address) {
      const { pathname, search } = new URL(address, baseUrl)
      const response = await fetch(new URL(`${pathname}${search}`, baseUrl), { headers: authorization })
      if (!response.ok) throw new Error(`GET ${pathname} answered ${response.status}`)
      return new Uint8Array(await response.arrayBuffer())
    },
  }
}

/** Makes the first account of a fresh server and an API token for it. */
export async function firstToken(baseUrl: string, username: string, password: string): Promise<string> {
  const origin = new URL(baseUrl).origin
  const response = await postJson(new URL('/api/v1/setup', baseUrl), { username, password }, { origin })
  await answerOf(response.clone())
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const made = await answerOf(
    await postJson(new URL('/api/v1/tokens', baseUrl), { name: 'demo', scopes: ['read', 'write', 'audit'] }, { origin, cookie }),
  )
  return (made as { secret: string }).secret
}

export const demoCharacter = {
  name: 'Nova Lind',
  handle: 'nova_demo',
  gender: 'female',
  style: 'realistic',
  age: 27,
  ethnicity: 'caucasian',
  skinColor: 'light',
  eyeColor: 'green',
  faceShape: 'oval',
  hairStyle: 'long wavy',
  hairColor: 'auburn',
  bodyType: 'athletic',
  freckles: true,
  defaultOutfit: 'denim jacket',
}

const postJson = (url: URL, body: unknown, headers: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })

async function answerOf(response: Response): Promise<unknown> {
  const body: unknown = await response.json()
  if (response.ok) return body
  const { type, detail } = body as { type?: string; detail?: string }
  throw new Error(`${response.url.replace(/^https?:\/\/[^/]+/, '')} answered ${response.status} ${type ?? ''}: ${detail ?? ''}`)
}
