import { afterAll, expect, it } from '@jest/globals'
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engineFiles } from './engine-files.ts'

const dir = mkdtempSync(join(tmpdir(), 'engine-files-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const filesIn = (type: string): string[] =>
  readdirSync(join(dir, type), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)

it('given pictures of yesterday and of today, then only those of yesterday are removed, in folders too', () => {
  const files = engineFiles(dir)
  const yesterday = Date.now() / 1000 - 86_400
  files.upload('input', 'ours', 'old.png', new Uint8Array([1]), true)
  files.upload('input', '', 'new.png', new Uint8Array([2]), true)
  const drawn = files.save('output', 'ours/picture', new Uint8Array([3]))
  utimesSync(join(dir, 'input', 'ours', 'old.png'), yesterday, yesterday)
  utimesSync(join(dir, 'output', 'ours', drawn?.filename ?? ''), yesterday, yesterday)
  files.save('output', 'ours/picture', new Uint8Array([4]))
  files.removeOlderThan(3_600_000)
  expect([filesIn('input'), filesIn('output')]).toEqual([['new.png'], ['picture_00002_.png']])
})
