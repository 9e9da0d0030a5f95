import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { history } from './contract/audit.ts'
import { characterAnswer } from './contract/character.ts'
import { gallery } from './contract/gallery.ts'
import { image, lineage } from './contract/image.ts'
import { jobAnswer, jobList, jobResults } from './contract/job.ts'
import { promptPreview } from './contract/prompt-preview.ts'
import type { TestStudio } from './test-studio.ts'
import { anotherAccount, characterBody, firstAccount, studioBody, testStudio } from './test-studio.ts'

// An embedded database starts in seconds, and many of them side by side in more.
jest.setTimeout(120_000)

type Browser = Readonly<Record<string, string>>
let studio: TestStudio
let ada: Browser
let bob: Browser
let characterId = ''

beforeAll(async () => {
  studio = await testStudio()
  studio.startViews()
  studio.startWork()
  ada = await firstAccount(studio)
  bob = await anotherAccount(studio, ada, 'bob')
  const made = await studio.agent().post('/api/v1/characters').set(ada).send(characterBody).expect(201)
  expect(characterAnswer.safeParse(made.body).error).toBeUndefined()
  expect(made.body.character).toMatchObject({ name: 'Mia', age: 27 })
  characterId = made.body.id
})
afterAll(() => studio.close())

const generate = (extra: object = {}) =>
  studio
    .agent()
    .post('/image/generate/studio')
    .set(ada)
    .send({ characterId, ...studioBody, ...extra })
const edit = (sourceImageId: string, extra: object = {}) =>
  studio
    .agent()
    .post('/image/edit/inpaint')
    .set(ada)
    .send({ characterId, sourceImageId, prompt: 'add a banana', maskedImageBase64Png: 'mask 1024x1024 52428', ...extra })
const poll = (promptId: string, who: Browser = ada) => studio.agent().get(`/image/comfyui/${promptId}/results`).set(who)

async function finished(promptId: string) {
  for (;;) {
    const { body } = await poll(promptId).expect(200)
    expect(jobResults.safeParse(body).error).toBeUndefined()
    if (body.status !== 'in_progress') return body
    expect(body.images).toEqual([])
  }
}

describe('the main job through the door', () => {
  it('generates, edits under a mask, and shows both in the gallery, newest first', async () => {
    const source = await finished((await generate({ seed: 7, prompt: 'smiling' }).expect(201)).body.promptId)
    expect(source).toMatchObject({ status: 'completed', progress: 1 })
    const sourceImageId = source.images[0].id
    const result = await finished((await edit(sourceImageId).expect(201)).body.promptId)
    expect(result.images[0]).toMatchObject({
      sourceImageId,
      editType: 'inpaint',
      editPrompt: 'add a banana',
      userPrompt: 'smiling',
      maskCoveragePct: 5,
      scene: 'beach_day',
    })
    const shown = await studio.agent().get(`/image-gallery/characters/${characterId}/images`).set(ada).expect(200)
    expect(gallery.safeParse(shown.body).error).toBeUndefined()
    expect(shown.body.images.slice(0, 2).map(({ id }: { id: string }) => id)).toEqual([result.images[0].id, sourceImageId])
    const tree = await studio.agent().get(`/api/v1/images/${result.images[0].id}/lineage`).set(ada).expect(200)
    expect(lineage.safeParse(tree.body).error).toBeUndefined()
    expect(tree.body.images.map(({ id }: { id: string }) => id)).toEqual([sourceImageId, result.images[0].id])
    const file = await studio.agent().get(new URL(result.images[0].url).pathname).set(ada).expect(200)
    expect(Buffer.from(file.body).toString()).toContain('grown 0 feathered 8')
    const past = await studio.agent().get(`/api/v1/jobs/${result.promptId}/history`).set(ada).expect(200)
    expect(history.safeParse(past.body).error).toBeUndefined()
    expect(past.body.events.map(({ type }: { type: string }) => type)).toEqual(
      expect.arrayContaining(['InpaintRequested', 'MaskStored', 'JobCompleted']),
    )
  })

  it('never answers 404 right after the 201', async () => {
    for (let times = 0; times < 10; times += 1) {
      const { body } = await generate().expect(201)
      await poll(body.promptId).expect(200)
      expect(
        jobAnswer.safeParse((await studio.agent().get(`/api/v1/jobs/${body.promptId}`).set(ada).expect(200)).body).error,
      ).toBeUndefined()
    }
    expect(jobList.safeParse((await studio.agent().get('/api/v1/jobs').set(ada).expect(200)).body).error).toBeUndefined()
  })

  it('gives 20 pollers at once the same single result, and writes nothing for them', async () => {
    const { promptId } = (await generate().expect(201)).body
    const ends = await Promise.all(Array.from({ length: 20 }, () => finished(promptId)))
    expect(new Set(ends.map(({ images }) => JSON.stringify(images))).size).toBe(1)
    expect(ends[0].images).toHaveLength(1)
    const before = await studio.ports.eventStore.head()
    await Promise.all(Array.from({ length: 20 }, () => poll(promptId).expect(200)))
    expect(await studio.ports.eventStore.head()).toBe(before)
  })

  it('is one job under one Idempotency-Key, however often it is sent', async () => {
    const key = 'click-20'
    const answers = await Promise.all(Array.from({ length: 5 }, () => generate({ count: 2 }).set('Idempotency-Key', key)))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.promptIds))).size).toBe(1)
    const again = await generate({ count: 2 }).set('Idempotency-Key', key).expect(201)
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(again.body.promptIds).toEqual(answers[0]?.body.promptIds)
    expect((await generate({ count: 1 }).set('Idempotency-Key', key).expect(422)).body.code).toBe('idempotency-key-reused')
  })

  it('refuses a mask by name, with what was expected and what came, and starts nothing', async () => {
    const source = (await finished((await generate().expect(201)).body.promptId)).images[0].id
    const before = await studio.ports.eventStore.head()
    const refused = await edit(source, { maskedImageBase64Png: 'mask 64x64 10' }).expect(422)
    expect(refused.body).toMatchObject({ code: 'mask-wrong-size', detail: 'Expected 1024 × 1024; came 64 × 64.' })
    expect((await edit(source, { maskedImageBase64Png: 'mask 1024x1024 0' }).expect(422)).body.code).toBe('mask-empty')
    expect((await generate({ outfit: 'x', scene: 'the_moon' }).expect(400)).body.code).toBe('invalid-request')
    expect(await studio.ports.eventStore.head()).toBe(before)
  })

  it('refuses an edit of my picture under another character of mine', async () => {
    const other = await studio
      .agent()
      .post('/api/v1/characters')
      .set(ada)
      .send({ ...characterBody, handle: 'other' })
      .expect(201)
    const source = (await finished((await generate().expect(201)).body.promptId)).images[0].id
    expect((await edit(source, { characterId: other.body.id }).expect(422)).body.code).toBe('source-not-of-character')
  })

  it('is nothing to a stranger, not even a difference between 404s', async () => {
    const { promptId } = (await generate().expect(201)).body
    const imageId = (await finished(promptId)).images[0].id
    for (const path of [
      `/image/comfyui/${promptId}/results`,
      `/api/v1/jobs/${promptId}`,
      `/api/v1/images/${imageId}`,
      `/api/v1/images/${imageId}/file`,
      `/api/v1/characters/${characterId}`,
    ]) {
      await studio.agent().get(path).set(ada).expect(200)
      const foreign = await studio.agent().get(path).set(bob).expect(404)
      const unknown = await studio
        .agent()
        .get(path.replace(/[0-9a-f]{8}-/, '00000000-'))
        .set(bob)
        .expect(404)
      expect({ ...foreign.body, requestId: null }).toEqual({ ...unknown.body, requestId: null })
    }
  })

  it('hides an nsfw picture until its owner opts in', async () => {
    const { body } = await studio
      .agent()
      .post('/api/v1/characters')
      .set(ada)
      .send({ ...characterBody, handle: 'bold', nsfwEnabled: true })
      .expect(201)
    const { promptId } = (await generate({ characterId: body.id, nsfw: true }).expect(201)).body
    const hidden = (await finished(promptId)).images[0]
    expect(hidden).toMatchObject({ hidden: true, url: null, thumbnailUrl: null })
    const file = `/api/v1/images/${hidden.id}/file`
    await studio.agent().get(file).set(ada).expect(404)
    await studio.agent().patch('/api/v1/me').set(ada).send({ showNsfw: true }).expect(200)
    expect((await poll(promptId)).body.images[0]).toMatchObject({ hidden: false, url: `${studio.url}${file}` })
    await studio.agent().get(file).set(ada).expect(200)
    await studio.agent().patch('/api/v1/me').set(ada).send({ showNsfw: false }).expect(200)
    await studio.agent().get(file).set(ada).expect(404)
  })

  it('keeps favourites, the trash and drafts', async () => {
    const id = (await finished((await generate().expect(201)).body.promptId)).images[0].id
    const at = `/api/v1/images/${id}`
    expect((await studio.agent().patch(at).set(ada).send({ favourite: true }).expect(200)).body.image.favourite).toBe(true)
    const trashed = (await studio.agent().delete(at).set(ada).expect(200)).body.image
    expect(Date.parse(trashed.purgeAt) - Date.parse(trashed.deletedAt)).toBe(7 * 86_400_000)
    expect(
      (await studio.agent().get('/api/v1/images?trash=true').set(ada).expect(200)).body.images.map((row: { id: string }) => row.id),
    ).toContain(id)
    expect((await studio.agent().post(`${at}/restore`).set(ada).expect(200)).body.image).toMatchObject({ deletedAt: null, purgeAt: null })
    expect(image.safeParse((await studio.agent().get(at).set(ada).expect(200)).body).error).toBeUndefined()
    const save = (basedOn: number) =>
      studio
        .agent()
        .put(`/api/v1/drafts/${id}`)
        .set(ada)
        .send({ basedOn, settings: { brush: 20 }, maskBase64Png: null })
    const { revision } = (await save(0).expect(200)).body
    expect((await save(0).expect(409)).body).toMatchObject({ code: 'draft-is-stale', draft: { revision, settings: { brush: 20 } } })
    await studio.agent().delete(`/api/v1/drafts/${id}`).set(ada).expect(204)
    await studio.agent().get(`/api/v1/drafts/${id}`).set(ada).expect(204)
  })

  it('previews the prompt of a stored character, and tells presets and the engine', async () => {
    const { body } = await studio
      .agent()
      .post('/api/v1/prompt-preview')
      .set(ada)
      .send({ characterId, ...studioBody, prompt: 'waving' })
      .expect(200)
    expect(promptPreview.safeParse(body).error).toBeUndefined()
    expect(body.prompt).toContain('waving')
    expect((await studio.agent().get('/api/v1/engine').set(ada).expect(200)).body.engine).toBe('preview')
  })

  it('makes, changes, archives and brings back a character', async () => {
    const { body } = await studio
      .agent()
      .post('/api/v1/characters')
      .set(ada)
      .send({ ...characterBody, handle: 'changing' })
      .expect(201)
    const change = (changes: object) => studio.agent().patch(`/api/v1/characters/${body.id}`).set(ada).send(changes)
    expect((await change({ bio: 'hello' }).expect(200)).body.character.bio).toBe('hello')
    expect((await change({ archived: true }).expect(200)).body.character.archived).toBe(true)
    expect((await change({ archived: false, bio: 'again' }).expect(200)).body.character).toMatchObject({ archived: false, bio: 'again' })
    expect(
      (
        await studio
          .agent()
          .post('/api/v1/characters')
          .set(ada)
          .send({ ...characterBody, handle: 'kid', age: 17 })
          .expect(422)
      ).body.code,
    ).toBe('age-below-18')
  })
})
