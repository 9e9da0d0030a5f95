import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jsonCodec } from '../codec/stored-event.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './open-pglite.ts'
import { postgresEventStore } from './postgres-event-store.ts'
import { startChild } from './test-child.ts'
import { testMigrations } from './test-database.ts'

const writer = require.resolve('./test-writer.ts')

describe('the embedded database and the death of its process', () => {
  let dataDir: string
  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'open-pglite-'))
  })
  afterAll(() => rmSync(dataDir, { recursive: true }))

  it('given a second process, then it is refused with the first one’s number; given the first killed, then nothing acknowledged is lost', async () => {
    const first = startChild(writer, [dataDir])
    const acknowledged = linesOf(first)
    await until(() => acknowledged().length >= 30)

    const second = startChild(writer, [dataDir])
    const said = textOf(second.stderr)
    expect(await exitOf(second)).toBe(1)
    expect(said()).toContain(`in use by process ${first.pid}`)

    const dead = exitOf(first)
    first.kill('SIGKILL')
    await dead

    const database = await openPglite(dataDir)
    await migrate(database, testMigrations)
    const { events } = await postgresEventStore(database, jsonCodec).readAll(0n, 100_000)
    const stored = new Set(events.map((event) => event.eventId))
    expect(acknowledged().filter((id) => !stored.has(id))).toEqual([])
    expect(existsSync(join(dataDir, 'database.lock'))).toBe(true)
    await database.close()
    expect(existsSync(join(dataDir, 'database.lock'))).toBe(false)
  }, 120_000)
})

function textOf(stream: ChildProcess['stdout']): () => string {
  let text = ''
  stream?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return () => text
}

/** Lines that were written to their end. */
function linesOf(child: ChildProcess): () => readonly string[] {
  const text = textOf(child.stdout)
  return () => text().split('\n').slice(0, -1)
}

const exitOf = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('close', resolve))

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 10))
}
