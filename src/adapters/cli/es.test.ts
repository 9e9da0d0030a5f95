import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { eventCodec } from '../codec/codec.ts'
import { characterBody, firstAccount, studioBody, testStudio, type TestStudio } from '../http/test-studio.ts'
import { postgresEventStore } from '../postgres/postgres-event-store.ts'
import { postgresSubjectKeys } from '../postgres/postgres-subject-keys.ts'
import type { EventDesk } from './es-desk.ts'
import { runEs, testDesk } from './test-desk.ts'

// An embedded database starts in seconds, and many of them side by side in more.
jest.setTimeout(240_000)

let studio: TestStudio
let desk: EventDesk
let ada: Readonly<Record<string, string>>
let imageId = ''
let jobId = ''
let characterId = ''
let folder = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'es-'))
  studio = await testStudio()
  desk = testDesk(studio)
  studio.startViews()
  studio.startWork()
  ada = await firstAccount(studio)
  characterId = (await post('/api/v1/characters', characterBody)).body.id
  jobId = (await post('/image/generate/studio', { characterId, ...studioBody, prompt: 'CANARY at the sea' })).body.promptId
  while (imageId === '') {
    const { body } = await studio.agent().get(`/image/comfyui/${jobId}/results`).set(ada).expect(200)
    imageId = body.status === 'completed' ? body.images[0].id : ''
  }
  await studio.agent().patch(`/api/v1/images/${imageId}`).set(ada).send({ favourite: true }).expect(200)
})
afterAll(async () => {
  await studio.close()
  rmSync(folder, { recursive: true })
})

const post = (path: string, body: object) => studio.agent().post(path).set(ada).send(body).expect(201)
const es = (...words: readonly string[]) => runEs(desk, words)
const json = async (...words: readonly string[]) => JSON.parse((await es(...words, '--json')).text)

describe('es show, history, as-of, diff', () => {
  it('tell what happened, and keep people’s words back until asked', async () => {
    const shown = await json('show', jobId)
    expect(shown[0]).toMatchObject({ type: 'GenerationRequested', revision: '0', stream: `generationJob-${jobId}` })
    expect(shown[0].data.userPrompt).toBeNull()
    expect((await json('show', jobId, '--texts'))[0].data.userPrompt).toBe('CANARY at the sea')
    const told = (await es('history', jobId, '--texts')).text
    expect(told).toContain('Picture asked for: “CANARY at the sea”')
    expect(told.trim().split('\n')).toHaveLength(shown.length)
    expect((await es('history', `imageAsset-${imageId}`)).text).toContain('Marked as favourite')
  })

  it('fold a thing as of a position, a time or now, and tell what changed between', async () => {
    const [created] = await json('show', imageId)
    expect(await json('as-of', imageId, 'now')).toMatchObject({ status: 'active', state: { favourite: true } })
    expect(await json('as-of', imageId, created.position)).toMatchObject({ state: { favourite: false }, last: { revision: '0' } })
    expect(await json('as-of', imageId, '2020-01-01')).toEqual({ stream: `imageAsset-${imageId}`, status: 'none', state: {}, last: null })
    expect(await json('diff', imageId, created.position)).toEqual([{ path: 'favourite', from: false, to: true }])
    expect((await es('diff', imageId, 'now')).text).toBe('nothing changed\n')
  })

  it('refuse what names nothing, and moments that are none', async () => {
    await expect(es('show', jobId.replace(/^./, '0').replace(/.$/, '0'))).rejects.toThrow('nothing is recorded')
    await expect(es('as-of', imageId, 'yesterday')).rejects.toThrow('expected a position of the log, a time')
  })
})

describe('es replay, rebuild, park', () => {
  it('find the rebuilt views the same as the live ones, and show the new ones', async () => {
    const replayed = await json('replay')
    expect(replayed.map(({ group, outcome }: { group: string; outcome: string }) => [group, outcome])).toEqual([
      ['views', 'same'],
      ['insights', 'same'],
    ])
    expect((await json('rebuild', 'views'))[0].outcome).toBe('shown')
    expect((await es('rebuild', 'views')).text).toContain('built anew and shown')
    await expect(es('rebuild', 'nothing')).rejects.toThrow('there is no group of views named nothing')
  })

  it('find a row that was changed by hand, keep what is shown, and mend it when told to', async () => {
    await studio.database.knex.raw(`update activity set attempts = 77`)
    const compared = await runEs(desk, ['replay', 'insights'])
    expect(compared.failed).toBe(true)
    expect(compared.text).toContain('DIFFERENT')
    expect((await runEs(desk, ['verify'])).failed).toBe(true)
    expect((await runEs(desk, ['rebuild', 'insights'])).failed).toBe(true)
    expect((await json('rebuild', 'insights', '--force'))[0].outcome).toBe('shown')
    expect((await runEs(desk, ['replay', 'insights'])).failed).toBe(false)
  })

  it('list what was set aside, accept it, and try it again', async () => {
    expect((await es('park')).text).toBe('nothing is set aside\n')
    const [version] = await studio.database.knex('rm.versions').where({ group_name: 'insights', shown: true })
    const parked = { position: 1, event_id: imageId, type: 'JobFailed', stream_id: 's', attempts: 3, error: 'it cannot be' }
    await studio.database.knex('rm.parked').insert({ ...parked, subscription: version.subscription })
    expect(await json('park', 'list')).toMatchObject([{ group: 'insights', error: 'it cannot be', acceptedAt: null }])
    expect((await studio.queries.views.groups()).find(({ group }) => group === 'insights')?.parked).toBe(1)
    expect((await es('park', 'accept', 'insights', '2')).failed).toBe(true)
    expect((await es('park', 'accept', 'insights', '1')).failed).toBe(false)
    expect((await studio.queries.views.groups()).find(({ group }) => group === 'insights')?.parked).toBe(0)
    expect((await es('park', 'retry', 'insights')).failed).toBe(false)
    expect((await es('park')).text).toBe('nothing is set aside\n')
    expect((await es('park', 'skip', 'views')).text).toBe('nothing was done\n')
    expect((await runEs(desk, ['park', 'skip', 'views'], true)).text).toContain('does not stand still')
  })
})

describe('es verify, stats, tasks', () => {
  it('find nothing wrong with a log that is well', async () => {
    expect(await json('verify')).toMatchObject({ ok: true, findings: [], blobs: 2 })
  })

  it('find a file that is gone', async () => {
    const [{ data }] = await json('show', imageId)
    const bytes = await studio.ports.blobStorage.get('image', data.sha256)
    await studio.ports.blobStorage.remove('image', data.sha256)
    expect(await json('verify', '--no-views')).toMatchObject({
      ok: false,
      findings: [{ fault: 'blob-missing', about: `image/${data.sha256}` }],
    })
    if (bytes !== null) await studio.ports.blobStorage.put('image', bytes)
  })

  it('count what there is, and make a task due again', async () => {
    const stats = await json('stats')
    expect(stats).toMatchObject({ keys: { kept: 1, destroyed: 0 }, views: [{ group: 'views' }, { group: 'insights' }] })
    expect(stats.events).toBe(stats.types.reduce((sum: number, { events }: { events: number }) => sum + events, 0))
    const tasks = await json('tasks')
    const giveUp = tasks.find(({ kind }: { kind: string }) => kind === 'give-up')
    expect((await es('tasks', 'retry', giveUp.taskId)).text).toBe('due now\n')
    expect((await es('tasks', 'retry', imageId)).failed).toBe(true)
    expect((await json('tasks', 'list', '--done')).length).toBeGreaterThan(tasks.length - 1)
  })
})

describe('es export, import', () => {
  it('bring the log as it is into an empty database, and refuse a file that was cut or changed', async () => {
    const file = join(folder, 'log.jsonl')
    const { events } = await json('export', '--out', file)
    expect(readFileSync(file, 'utf8')).not.toContain('CANARY')
    expect((await es('import', '--in', file)).text).toContain('has events already')
    await expect(es('export', '--out', file)).rejects.toThrow('EEXIST')

    const other = await testStudio()
    const otherDesk = testDesk(other)
    expect((await runEs(otherDesk, ['import', '--in', file, '--dry-run'])).text).toContain(`${events} events`)
    expect((await runEs(otherDesk, ['import', '--in', file])).failed).toBe(false)
    const all = ['show', jobId, '--texts', '--json']
    expect((await runEs(otherDesk, all)).text).toBe((await runEs(desk, all)).text)
    expect((await otherDesk.log.records.faults()).length).toBe(0)
    await other.close()

    const lines = readFileSync(file, 'utf8').split('\n')
    const cut = join(folder, 'cut.jsonl')
    writeFileSync(cut, lines.slice(0, 5).join('\n'))
    await expect(es('import', '--in', cut)).rejects.toThrow('its last line is missing')
    writeFileSync(cut, lines.join('\n').slice(0, -30))
    await expect(es('import', '--in', cut)).rejects.toThrow('cut off or changed')
    writeFileSync(cut, lines.map((line) => line.replace('"revision":"1"', '"revision":"9"')).join('\n'))
    await expect(es('import', '--in', cut)).rejects.toThrow('was changed')
    for (const strange of [lines.slice(1).join('\n'), 'a letter to grandmother', '5', 'null', '[]']) {
      writeFileSync(cut, strange)
      await expect(es('import', '--in', cut)).rejects.toThrow('no copy of a log')
    }
  })
})

describe('es import with another DATA_KEY', () => {
  it('says so, and what was read in can be read with the right one', async () => {
    const file = join(folder, 'sealed.jsonl')
    await json('export', '--out', file)
    const other = await testStudio()
    const eventStore = postgresEventStore(other.database, eventCodec(postgresSubjectKeys(other.database, new Uint8Array(32).fill(1))))
    const wrongDesk = testDesk({ ...other, ports: { ...other.ports, eventStore } })
    await expect(runEs(wrongDesk, ['import', '--in', file])).rejects.toThrow('another DATA_KEY')
    const all = ['show', jobId, '--texts', '--json']
    expect((await runEs(testDesk(other), all)).text).toBe((await runEs(desk, all)).text)
    await other.close()
  })
})

describe('es export of a log in use', () => {
  it('has the key of a character that was made while it ran', async () => {
    const { records } = desk.log
    let made = ''
    const page: typeof records.page = async (...asked) => {
      if (made === '') made = (await post('/api/v1/characters', { ...characterBody, handle: 'newcomer' })).body.id
      return records.page(...asked)
    }
    const file = join(folder, 'busy.jsonl')
    await runEs({ ...desk, log: { ...desk.log, records: { ...records, page } } }, ['export', '--out', file])
    expect(readFileSync(file, 'utf8')).toContain(`{"key":{"subject":"${made}"`)
  })
})

describe('es erase-subject', () => {
  it('counts, asks, and then erases once and for all', async () => {
    expect(await json('erase-subject', characterId, '--dry-run')).toEqual({ dryRun: true, characters: 1, pictures: 1, jobsRunning: 0 })
    expect((await es('erase-subject', characterId)).text).toBe('nothing was done\n')
    const started = (await json('show', jobId)).find(({ type }: { type: string }) => type === 'SubmissionStarted')
    expect(await studio.ports.blobStorage.has('workflow', started.data.workflowSha256)).toBe(true)
    expect((await json('erase-subject', characterId, '--yes')).pictures).toBe(1)
    expect((await json('show', jobId, '--texts'))[0].data.userPrompt).toBeNull()
    expect(await json('as-of', imageId, 'now')).toMatchObject({ status: 'erased' })
    expect(await studio.ports.blobStorage.has('workflow', started.data.workflowSha256)).toBe(false)
    expect(await studio.database.knex('rm.versions').where({ shown: false })).toEqual([])
    expect((await es('verify')).failed).toBe(false)
    // Once more, for instance after a crash, goes on where it stopped.
    expect((await es('erase-subject', characterId, '--yes')).failed).toBe(false)
    await expect(es('erase-subject', jobId, '--yes')).rejects.toThrow('no character or owner')
  })
})
