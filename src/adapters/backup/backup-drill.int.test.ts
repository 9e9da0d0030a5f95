import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fsBlobArchive } from '../blob-fs/fs-blob-archive.ts'
import { fsBlobStorage } from '../blob-fs/fs-blob-storage.ts'
import { jsonCodec } from '../codec/stored-event.ts'
import { postgresEventStore } from '../postgres/postgres-event-store.ts'
import { freshPostgres, type TestDatabase } from '../postgres/test-database.ts'
import { files } from './backup-folder.ts'
import { byFile, deskOf, drill, event, harm, type Installation } from './test-drill.ts'

const folders = mkdtempSync(join(tmpdir(), 'backup-'))
const folder = (name: string): string => join(folders, name)
let databases: readonly TestDatabase[]
let origin: Installation
let target: Installation

const installed = ({ database }: TestDatabase, data: string): Installation => ({
  database,
  blobs: fsBlobStorage(folder(data)),
  archive: fsBlobArchive(folder(data)),
})

beforeAll(async () => {
  const [one, other] = [await freshPostgres(), await freshPostgres()]
  databases = [one, other]
  origin = installed(one, 'origin')
  target = installed(other, 'target')
})
afterAll(async () => {
  for (const database of databases) await database.drop()
  rmSync(folders, { recursive: true })
})

describe('the drill', () => {
  it('given pictures are stored all the while, then what is restored is one moment of the log with every file that it names', async () => {
    const { manifest, stored, ...found } = await drill(origin, target, folder('copy'), 150)
    expect(Number(manifest.position)).toBeGreaterThanOrEqual(150)
    expect(stored).toBeGreaterThan(Number(manifest.position))
    expect(found).toEqual({ events: manifest.rows['es.events'], faults: [], sameLog: true, missing: 0, mismatched: 0 })
    const { knex } = target.database
    expect(await knex('users').pluck('username')).toEqual(['ada'])
    for (const table of ['sessions', 'es.tasks', 'es.checkpoints']) expect(await knex(table)).toEqual([])
    const appended = await postgresEventStore(target.database, jsonCodec).append('image-after', 'no-stream', [event('after')])
    expect(appended.position).toBeGreaterThan(BigInt(manifest.position))
  }, 120_000)

  it('given a database in use, then it is not restored into', async () => {
    await expect(deskOf(target).restore(folder('copy'))).rejects.toThrow('events or accounts already')
  })

  it('given a folder with something in it, then nothing is written over it', async () => {
    await expect(deskOf(origin).backup(folder('copy'))).rejects.toThrow('empty folder')
  })

  it('given a backup of a newer program, then it is refused before anything is written', async () => {
    const file = join(folder('copy'), files.manifest)
    const before = readFileSync(file, 'utf8')
    writeFileSync(file, before.replace('"schema": [', '"schema": [ "9999-tomorrow.sql",'))
    await expect(deskOf(target).restore(folder('copy'))).rejects.toThrow('newer program: it knows 9999-tomorrow.sql')
    writeFileSync(file, before)
  })

  it('given one file in a hundred is changed or lost, then all of them are named, and it is not restored', async () => {
    const harmed = harm(folder('copy'))
    expect(harmed.length).toBeGreaterThan(1)
    expect(byFile((await deskOf(origin).verify(folder('copy'))).faults)).toEqual(harmed)
    await expect(deskOf(target).restore(folder('copy'))).rejects.toThrow(`not whole: ${harmed.length} files`)
  }, 60_000)
})
