import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { demoCharacter, studioClient } from './adapters/cli/studio-client.ts'
import type { JobsAccepted } from './adapters/http/contract/job.ts'
import { disc, paint } from './test-edit-proof.ts'
import { generate, resultOf } from './test-server.ts'

/** A word that nobody else says. */
const marked = (what: string): string => `canary ${what} ${createHash('sha256').update(what).digest('hex').slice(0, 12)}`

/** What a person types, one of a kind each: found anywhere, it tells where it came from. */
const typed = {
  password: marked('password'),
  wrongPassword: marked('wrong password'),
  username: 'canary_user_5b1d',
  guessedUsername: 'canary_guess_77ac',
  characterName: 'Canary Name 41f0',
  bio: marked('bio'),
  prompt: marked('prompt'),
  negativePrompt: marked('negative prompt'),
  outfit: marked('outfit'),
  editPrompt: marked('edit prompt'),
  editNegative: marked('edit negative'),
  refusedPrompt: `${marked('refused prompt')} of a 12-year-old`,
  uploadPrompt: marked('upload prompt'),
  fileName: 'canary-file-name-90aa.png',
  draft: marked('draft'),
  broken: marked('broken json'),
  address: 'canary-address-1c2d',
  search: marked('search'),
  userAgent: marked('user agent'),
}

export type MainJobOfSecrets = {
  /** Texts that must be found nowhere, by what they are. */
  readonly secrets: Readonly<Record<string, string>>
  /** What was answered to those who are not signed in. */
  readonly toldStrangers: string
  /** Of the edit. */
  readonly promptId: string
}

/** Everything that a person gives to the Studio, from the first account to an edit under a mask, and what strangers try. */
export async function runMainJobOfSecrets(url: string, traceparent: string): Promise<MainJobOfSecrets> {
  const session = await sessionOf(url)
  const token = await tokenOf(url, session)
  const client = studioClient(url, token)
  const form = { ...demoCharacter, name: typed.characterName, bio: typed.bio }
  const { id: characterId } = (await client.post('/api/v1/characters', form)) as { id: string }
  const { prompt, negativePrompt, outfit } = typed
  const source = await generate(client, characterId, '1:1', { prompt, negativePrompt, outfit })
  const mask = paint(disc, source).png.toString('base64')
  const edit = { characterId, sourceImageId: source.id, maskedImageBase64Png: mask, negativePrompt: typed.editNegative }
  const job = (await client.post('/image/edit/inpaint', { ...edit, prompt: typed.editPrompt }, { traceparent })) as JobsAccepted
  const result = await resultOf(client, job.promptId)
  await client.post('/image/edit/inpaint', { ...edit, prompt: typed.refusedPrompt }).catch(() => undefined)
  await client.file(result.url ?? '')
  await client.file(result.editMaskUrl ?? '')
  await upload(url, token, characterId)
  await keepDraft(url, token, source.id)
  await fetch(`${url}/api/v1/gallery?q=${encodeURIComponent(typed.search)}`, { headers: { authorization: `Bearer ${token}` } })
  const toldStrangers = await asStrangers(url, token)
  const pixels = { mask: mask.slice(100, 160), 'mask as a data URL': 'data:image', 'PNG in base64': 'iVBORw0KGgo' }
  return { secrets: { ...typed, session, token, ...pixels }, toldStrangers, promptId: job.promptId }
}

async function sessionOf(url: string): Promise<string> {
  const credentials = { username: typed.username, password: typed.password }
  await send(url, '/api/v1/setup', credentials)
  const response = await send(url, '/api/v1/session', credentials)
  return /session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? ''
}

async function tokenOf(url: string, session: string): Promise<string> {
  const response = await send(
    url,
    '/api/v1/tokens',
    { name: 'canary', scopes: ['read', 'write', 'audit'] },
    { cookie: `session=${session}` },
  )
  return ((await response.json()) as { secret: string }).secret
}

async function upload(url: string, token: string, characterId: string): Promise<void> {
  const file = await sharp({ create: { width: 256, height: 256, channels: 3, background: '#446688' } })
    .withExif({ IFD0: { ImageDescription: typed.fileName } })
    .png()
    .toBuffer()
  const body = new FormData()
  body.set('file', new Blob([new Uint8Array(file)], { type: 'image/png' }), typed.fileName)
  for (const [name, value] of Object.entries({
    scene: 'beach_day',
    environment: 'beach',
    outfit: 'jeans',
    qualityMode: 'draft',
    nsfw: 'false',
  }))
    body.set(name, value)
  body.set('prompt', typed.uploadPrompt)
  await fetch(`${url}/api/v1/characters/${characterId}/images`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body })
}

async function keepDraft(url: string, token: string, imageId: string): Promise<void> {
  await fetch(`${url}/api/v1/drafts/${imageId}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ basedOn: 0, settings: { prompt: typed.draft }, maskBase64Png: null }),
  })
}

/** Wrong passwords, broken bodies, foreign addresses and tokens with a letter changed. */
async function asStrangers(url: string, token: string): Promise<string> {
  const json = { 'content-type': 'application/json', origin: url }
  const asked: readonly (readonly [string, RequestInit])[] = [
    [
      '/api/v1/session',
      { method: 'POST', headers: json, body: JSON.stringify({ username: typed.guessedUsername, password: typed.wrongPassword }) },
    ],
    [
      '/api/v1/session',
      { method: 'POST', headers: json, body: JSON.stringify({ username: typed.username, password: typed.wrongPassword }) },
    ],
    ['/api/v1/session', { method: 'POST', headers: json, body: `{"username":"${typed.broken}` }],
    [
      '/api/v1/session',
      { method: 'POST', headers: json, body: JSON.stringify({ username: 5, password: typed.broken, note: typed.broken }) },
    ],
    ['/image/edit/inpaint', { method: 'POST', headers: json, body: JSON.stringify({ prompt: typed.editPrompt }) }],
    [`/api/v1/${typed.address}`, {}],
    [`/api/v1/images/${typed.address}?${typed.address}=${typed.address}`, {}],
    [`/${typed.address}`, { method: 'POST', headers: json, body: '{}' }],
    ['/api/v1/me', { headers: { authorization: `Bearer ${token}x` } }],
    ['/api/v1/me', { headers: { cookie: `session=${typed.broken.replaceAll(' ', '_')}`, 'user-agent': typed.userAgent } }],
    ['/metrics', { headers: { authorization: `Bearer ${token}` } }],
  ]
  const answers = await Promise.all(
    asked.map(async ([path, init]) => {
      const response = await fetch(`${url}${path}`, init)
      return `${JSON.stringify([...response.headers])} ${await response.text()}`
    }),
  )
  return answers.join('\n')
}

const send = (url: string, path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...headers },
    body: JSON.stringify(body),
  })
