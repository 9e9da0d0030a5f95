import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fsBlobArchive } from '../blob-fs/fs-blob-archive.ts'
import { fsBlobStorage } from '../blob-fs/fs-blob-storage.ts'
import { freshPglite } from '../postgres/test-database.ts'
import { byFile, deskOf, drill, harm, type Installation } from './test-drill.ts'

const folders = mkdtempSync(join(tmpdir(), 'backup-embedded-'))
const folder = (name: string): string => join(folders, name)
let origin: Installation
let target: Installation

const installed = async (data: string): Promise<Installation> => ({
  database: await freshPglite(),
  blobs: fsBlobStorage(folder(data)),
  archive: fsBlobArchive(folder(data)),
})

beforeAll(async () => {
  ;[origin, target] = [await installed('origin'), await installed('target')]
}, 60_000)
afterAll(async () => {
  for (const { database } of [origin, target]) await database.close()
  rmSync(folders, { recursive: true })
})

describe('the drill on the embedded database', () => {
  it('given pictures are stored all the while, then nothing is missing and nothing mismatched', async () => {
    const { manifest, ...found } = await drill(origin, target, folder('copy'), 120)
    expect(found).toMatchObject({ events: manifest.rows['es.events'], faults: [], sameLog: true, missing: 0, mismatched: 0 })
    expect(found.stored).toBeGreaterThan(found.events)
    expect([await deskOf(origin).lastTakenAt(), await deskOf(target).lastTakenAt()]).toEqual([manifest.takenAt, null])
  }, 120_000)

  it('given files of the backup that were lost or altered, then each is named, and nothing else', async () => {
    const harmed = harm(folder('copy'))
    expect(byFile((await deskOf(origin).verify(folder('copy'))).faults)).toEqual(harmed)
  })
})
