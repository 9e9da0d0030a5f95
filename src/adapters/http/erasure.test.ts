import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { lineage } from './contract/image.ts'
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
  characterId = (await send('/api/v1/characters', characterBody).expect(201)).body.id
})
afterAll(() => studio.close())

const send = (path: string, body: object) => studio.agent().post(path).set(ada).send(body)
const get = (path: string) => studio.agent().get(path).set(ada)
const remove = (id: string, query = '', who: Browser = ada) => studio.agent().delete(`/api/v1/images/${id}${query}`).set(who)

async function made(path: string, body: object) {
  const { promptId } = (await send(path, body).expect(201)).body
  for (;;) {
    const { body: job } = await get(`/image/comfyui/${promptId}/results`).expect(200)
    if (job.status !== 'in_progress') return job.images[0]
  }
}
const generated = () => made('/image/generate/studio', { characterId, ...studioBody })
/** Masks of the same size are the same bytes, which stay while any edit needs them. */
const editOf = (sourceImageId: string, maskPixels: number) =>
  made('/image/edit/inpaint', {
    characterId,
    sourceImageId,
    prompt: 'add a banana',
    maskedImageBase64Png: `mask 1024x1024 ${maskPixels}`,
  })
const shaOf = (image: { readonly s3Key: string }): string => /([0-9a-f]{64})/.exec(image.s3Key)?.[1] ?? ''
async function gone(kind: 'image' | 'thumbnail-256' | 'mask', sha256: string): Promise<void> {
  while (await studio.ports.blobStorage.has(kind, sha256)) await pause(20)
}

describe('erasing a picture for ever', () => {
  it('is refused outside the trash and to strangers, and leaves it where it was', async () => {
    const { id } = await generated()
    expect((await remove(id, '?forever=true').expect(409)).body.code).toBe('image-not-in-trash')
    await remove(id, '?forever=true', bob).expect(404)
    expect((await remove(id, '?forever=false').expect(200)).body.image.deletedAt).not.toBeNull()
    await remove(id, '?forever=true', bob).expect(404)
    await remove(id, '?forever=soon').expect(400)
    expect((await get(`/api/v1/images/${id}`).expect(200)).body.erased).toBe(false)
  })

  it('takes the row, the file and the bytes; the child stays, and its tree shows where the parent was', async () => {
    const parent = await generated()
    const child = await editOf(parent.id, 100)
    await remove(parent.id).expect(200)
    expect((await remove(parent.id, '?forever=true').expect(200)).body).toEqual({ id: parent.id, image: null })
    await get(`/api/v1/images/${parent.id}`).expect(404)
    await get(`/api/v1/images/${parent.id}/file`).expect(404)
    const trash = (await get('/api/v1/images?trash=true').expect(200)).body
    expect(trash.images.map(({ id }: { id: string }) => id)).not.toContain(parent.id)
    await gone('image', shaOf(parent))
    await gone('thumbnail-256', shaOf(parent))

    const tree = (await get(`/api/v1/images/${child.id}/lineage`).expect(200)).body
    expect(lineage.safeParse(tree).error).toBeUndefined()
    expect(tree.images[0]).toMatchObject({ id: parent.id, erased: true, url: null, thumbnailUrl: null, s3Key: null, prompt: null })
    expect(tree.edges[0]).toMatchObject({ parentId: parent.id, childId: child.id })
    await get(`/api/v1/images/${child.id}/file`).expect(200)
    await get(`/api/v1/images/${child.id}/mask`).expect(200)
    expect((await send(`/api/v1/images/${child.id}/rerun`, {}).expect(404)).body.code).toBe('not-found')
  })

  it('happens by itself to what has lain in the trash long enough, and to nothing else', async () => {
    const kept = await generated()
    const trashed = await editOf(kept.id, 200)
    await remove(trashed.id).expect(200)
    studio.startPurge()
    for (let status = 200; status !== 404;) status = (await get(`/api/v1/images/${trashed.id}`)).status
    for (const past of ['history?whole=true', 'state']) {
      expect(JSON.stringify((await get(`/api/v1/images/${trashed.id}/${past}`).expect(200)).body)).not.toContain('banana')
    }
    await gone('image', shaOf(trashed))
    await gone('mask', /([0-9a-f]{64})/.exec(trashed.editMaskS3Key)?.[1] ?? '')
    await get(`/api/v1/images/${kept.id}/file`).expect(200)
  })
})
