import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { audit, history, stateAnswer, type HistoryEvent } from './contract/audit.ts'
import { insights } from './contract/insights.ts'
import type { TestStudio } from './test-studio.ts'
import { anotherAccount, characterBody, firstAccount, studioBody, testStudio } from './test-studio.ts'

// An embedded database starts in seconds, and many of them side by side in more.
jest.setTimeout(240_000)

type Browser = Readonly<Record<string, string>>
let studio: TestStudio
let admin: Browser
let bob: Browser
let carol: Browser
let bobId = ''
let picture = { id: '', jobId: '', editId: '', editJobId: '' }

beforeAll(async () => {
  studio = await testStudio()
  studio.startViews()
  studio.startWork()
  admin = await firstAccount(studio)
  bob = await anotherAccount(studio, admin, 'bob')
  carol = await anotherAccount(studio, admin, 'carol')
  bobId = (await get('/api/v1/me', bob)).user?.id ?? (await get('/api/v1/me', bob)).id
  const characterId = (await post('/api/v1/characters', characterBody)).id
  const { promptId } = await post('/image/generate/studio', { characterId, ...studioBody, prompt: 'a secret' })
  const { id } = await imageOf(promptId)
  const mask = { characterId, sourceImageId: id, maskedImageBase64Png: 'mask 1024x1024 104858' }
  const edit = await post('/image/edit/inpaint', { ...mask, prompt: 'another secret' })
  picture = { id, jobId: promptId, editId: (await imageOf(edit.promptId)).id, editJobId: edit.promptId }
  await studio.agent().patch(`/api/v1/images/${id}`).set(bob).send({ favourite: true }).expect(200)
})
afterAll(() => studio.close())

const get = async (path: string, who: Browser) => (await studio.agent().get(path).set(who).expect(200)).body
const post = async (path: string, body: object) => (await studio.agent().post(path).set(bob).send(body).expect(201)).body

async function imageOf(promptId: string) {
  for (;;) {
    const job = await get(`/image/comfyui/${promptId}/results`, bob)
    if (job.status !== 'in_progress') return job.images[0]
  }
}
const titles = (events: readonly HistoryEvent[]): readonly string[] => events.map(({ title }) => title)

describe('the history of a thing', () => {
  it('is told in words, with who acted and on behalf of what', async () => {
    const { events } = history.parse(await get(`/api/v1/images/${picture.id}/history`, bob))
    expect(titles(events)).toEqual(['Picture stored', 'Marked as favourite'])
    expect(events[1]).toMatchObject({ actor: { kind: 'user', id: bobId, name: 'bob' }, group: 'person' })
    expect(events[0]).toMatchObject({ actor: { kind: 'system', name: null }, group: 'record', correlationId: picture.jobId })
  })

  it('tells the whole story of a picture from the request on, or up to a moment', async () => {
    const { events } = history.parse(await get(`/api/v1/images/${picture.editId}/history?whole=true`, bob))
    expect(events[0]).toMatchObject({ title: 'Edit asked for', stream: `editJob-${picture.editJobId}` })
    expect(events[0]?.text).toContain('“another secret”')
    expect(titles(events)).toEqual(expect.arrayContaining(['Mask stored', 'Sent to the engine', 'Picture stored', 'Completed']))
    const positions = events.map(({ position }) => Number(position))
    expect(positions).toEqual([...positions].sort((one, other) => one - other))
    const until = await get(`/api/v1/images/${picture.editId}/history?whole=true&until=${positions[1]}`, bob)
    expect(titles(until.events)).toEqual(['Edit asked for', 'Mask stored'])
  })

  it('is an admin’s to see without the words of others, and nobody else’s', async () => {
    const { events } = history.parse(await get(`/api/v1/jobs/${picture.jobId}/history`, admin))
    expect(JSON.stringify(events)).not.toContain('secret')
    expect(events[0]?.data['userPrompt']).toBeNull()
    await studio.agent().get(`/api/v1/jobs/${picture.jobId}/history`).set(carol).expect(404)
  })
})

describe('the state as of a moment', () => {
  it('is folded from the events up to then', async () => {
    const { events } = history.parse(await get(`/api/v1/images/${picture.id}/history`, bob))
    const at = async (moment: string) => stateAnswer.parse(await get(`/api/v1/images/${picture.id}/state?at=${moment}`, bob))
    expect(await at('now')).toMatchObject({ status: 'active', state: { favourite: true }, event: { revision: 1 } })
    expect(await at(events[0]?.position ?? '')).toMatchObject({ state: { favourite: false }, event: { revision: 0 } })
    expect(await at(events[0]?.recordedAt ?? '')).toMatchObject({ event: { revision: 0 } })
    expect(await at('2001-01-01T00:00:00Z')).toMatchObject({ status: 'none', event: null, state: {} })
    expect(stateAnswer.parse(await get(`/api/v1/jobs/${picture.jobId}/state`, bob)).status).toBe('completed')
    await studio.agent().get(`/api/v1/images/${picture.id}/state?at=yesterday`).set(bob).expect(400)
    await studio.agent().get(`/api/v1/images/${picture.id}/state`).set(carol).expect(404)
    expect(JSON.stringify(await get(`/api/v1/images/${picture.editId}/state`, admin))).not.toContain('secret')
  })
})

describe('the audit', () => {
  it('lists one’s own acts, newest first, page by page', async () => {
    const all = audit.parse(await get('/api/v1/audit', bob))
    expect(titles(all.events)).toEqual(['Marked as favourite', 'Mask stored', 'Edit asked for', 'Picture asked for', 'Character made'])
    const first = audit.parse(await get('/api/v1/audit?limit=2', bob))
    const second = audit.parse(await get(`/api/v1/audit?limit=2&before=${first.next}`, bob))
    expect([...first.events, ...second.events]).toEqual(all.events.slice(0, 4))
    expect((await get('/api/v1/audit', carol)).events).toEqual([])
  })

  it('narrows by type, time and what it was for; an admin sees everybody’s without words', async () => {
    expect(titles((await get('/api/v1/audit?type=ImageAssetFavourited', bob)).events)).toEqual(['Marked as favourite'])
    expect((await get(`/api/v1/audit?correlationId=${picture.editJobId}`, bob)).events).toHaveLength(2)
    expect((await get('/api/v1/audit?to=2001-01-01T00:00:00Z', bob)).events).toEqual([])
    const everybody = await get('/api/v1/audit?user=everybody', admin)
    expect(everybody.events).toHaveLength(5)
    expect(JSON.stringify(everybody)).not.toMatch(/secret|Mia/)
    expect((await get(`/api/v1/audit?user=${bobId}`, admin)).events).toHaveLength(5)
    expect((await studio.agent().get('/api/v1/audit?user=everybody').set(bob).expect(403)).body.code).toBe('admin-only')
  })
})

describe('the insights', () => {
  it('count one’s own; an admin may ask for everybody’s', async () => {
    const own = insights.parse(await get('/api/v1/insights', bob))
    expect(own.totals).toMatchObject({ generations: 1, edits: 1, completed: 2, successRate: 1 })
    expect(own.coverage).toMatchObject({ edits: 1, meanPct: 10, percentiles: { p50: 10 } })
    expect(own.coverage.buckets[2]).toEqual({ fromPct: 10, toPct: 15, edits: 1, share: 1 })
    expect(own.presets.scene).toEqual([{ value: 'beach_day', jobs: 1, share: 1 }])
    expect(own.days).toHaveLength(1)
    expect(insights.parse(await get('/api/v1/insights', carol)).totals.completed).toBe(0)
    expect(insights.parse(await get('/api/v1/insights?user=everybody', admin)).totals.completed).toBe(2)
    expect(insights.parse(await get('/api/v1/insights', admin)).totals.completed).toBe(0)
    await studio.agent().get('/api/v1/insights?user=everybody').set(carol).expect(403)
  })

  it('fill the days that were asked for, and narrow by kind', async () => {
    const narrowed = insights.parse(await get('/api/v1/insights?from=2026-01-01&to=2026-01-08&kind=edit', bob))
    expect(narrowed.days.map(({ day }) => day)).toEqual(['01', '02', '03', '04', '05', '06', '07'].map((day) => `2026-01-${day}`))
    expect(narrowed.totals.edits).toBe(0)
    expect(insights.parse(await get('/api/v1/insights?kind=edit', bob)).totals).toMatchObject({ edits: 1, generations: 0 })
    await studio.agent().get('/api/v1/insights?from=today').set(bob).expect(400)
  })

  it('come as CSV, table by table', async () => {
    const answer = await studio.agent().get('/api/v1/insights/csv?table=presets').set(bob).expect(200)
    expect(answer.headers['content-type']).toContain('text/csv')
    expect(answer.headers['content-disposition']).toContain('presets.csv')
    expect(answer.text.split('\r\n')[0]).toBe('preset,value,jobs,share')
    expect(answer.text).toContain('scene,beach_day,1,1\r\n')
    await studio.agent().get('/api/v1/insights/csv').set(bob).expect(400)
  })
})
