import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import { characterBody, firstAccount, studioBody, testStudio, type TestStudio } from '../http/test-studio.ts'
import { freshPostgres, type TestDatabase } from '../postgres/test-database.ts'
import { runEs, testDesk } from './test-desk.ts'

jest.setTimeout(240_000)

/** In every place where a person writes. Of another character stays what is another's. */
const canary = 'CANARYWORD'
const kept = 'KEPTWORD'

let fresh: TestDatabase
let studio: TestStudio
let ada: Readonly<Record<string, string>>

beforeAll(async () => {
  fresh = await freshPostgres()
  studio = await testStudio({ on: fresh.database })
  studio.startViews()
  studio.startWork()
  ada = await firstAccount(studio)
})
afterAll(async () => {
  await studio.close()
  await fresh.drop().catch(() => undefined)
})

const post = (path: string, body: object) => studio.agent().post(path).set(ada).send(body).expect(201)

async function resultOf(promptId: string) {
  for (;;) {
    const { body } = await studio.agent().get(`/image/comfyui/${promptId}/results`).set(ada).expect(200)
    if (body.status !== 'in_progress') return body.images[0]
  }
}

/** A character with words everywhere: on itself, a generation, an edit, a draft, an upload. */
async function personWith(word: string, handle: string): Promise<string> {
  const { id: characterId } = (await post('/api/v1/characters', { ...characterBody, handle, name: `${word} name`, bio: `${word} bio` }))
    .body
  const generation = { characterId, ...studioBody, outfit: `${word} outfit`, prompt: `${word} prompt`, negativePrompt: `${word} negative` }
  const picture = await resultOf((await post('/image/generate/studio', generation)).body.promptId)
  const mask = { characterId, sourceImageId: picture.id, maskedImageBase64Png: 'mask 1024x1024 100' }
  await resultOf((await post('/image/edit/inpaint', { ...mask, prompt: `${word} edit`, negativePrompt: `${word} avoid` })).body.promptId)
  await studio
    .agent()
    .patch(`/api/v1/characters/${characterId}`)
    .set(ada)
    .send({ name: `${word} renamed` })
    .expect(200)
  const draft = { basedOn: 0, settings: { prompt: `${word} draft` }, maskBase64Png: null }
  await studio.agent().put(`/api/v1/drafts/${picture.id}`).set(ada).send(draft).expect(200)
  return characterId
}

/** Everything that the database would give to a backup: rows, search vectors, views. */
const dump = (): string => execFileSync('pg_dump', [fresh.url], { encoding: 'utf8', maxBuffer: 1e9 })
const wordsIn = (text: string, word: string): number => text.toLowerCase().split(word.toLowerCase()).length - 1

it('given a subject with words everywhere, when it is erased, then no word of it is in any table, index, dump or answer', async () => {
  const erasedId = await personWith(canary, 'gone')
  const otherId = await personWith(kept, 'stays')
  const before = dump()
  expect(wordsIn(before, canary)).toBeGreaterThan(5)
  // The events themselves never held them in the clear.
  const log = execFileSync('pg_dump', ['--table=es.events', fresh.url], { encoding: 'utf8', maxBuffer: 1e9 })
  expect(wordsIn(log, canary) + wordsIn(log, kept)).toBe(0)
  // A rebuild leaves the tables that were shown before, which hold the words as well.
  const desk = testDesk(studio)
  expect((await runEs(desk, ['rebuild'])).failed).toBe(false)

  const answer = await runEs(desk, ['erase-subject', erasedId, '--yes', '--json'])
  expect(JSON.parse(answer.text)).toMatchObject({ characters: 1, pictures: 2 })
  const after = dump()
  expect(wordsIn(after, canary)).toBe(0)
  expect(wordsIn(after, kept)).toBe(wordsIn(before, kept))
  for (const path of ['/api/v1/images', `/api/v1/images?q=${canary}`, '/api/v1/jobs', '/api/v1/characters', '/api/v1/audit?limit=200']) {
    expect(wordsIn((await studio.agent().get(path).set(ada).expect(200)).text, canary)).toBe(0)
  }
  expect((await studio.agent().get(`/api/v1/images?q=${kept}`).set(ada).expect(200)).body.images).toHaveLength(2)
  await studio.agent().get(`/api/v1/characters/${erasedId}`).set(ada).expect(404)
  await studio.agent().get(`/api/v1/characters/${otherId}`).set(ada).expect(200)
  expect((await runEs(desk, ['verify'])).failed).toBe(false)
})
