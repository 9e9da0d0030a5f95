import { afterAll, afterEach, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PaintRequest } from './painter-port.ts'
import { workerPainter } from './worker-painter.ts'

/** Paints its own thread's number of pictures so far; the words in the prompt make it fail or die. */
const worker = `
const { parentPort } = require('node:worker_threads')
let painted = 0
parentPort.on('message', ({ id, request }) => {
  if (request.prompt === 'die') process.exit(1)
  if (request.prompt === 'throw') throw new Error('thrown')
  if (request.prompt === 'fail') return parentPort.postMessage({ id, error: 'cannot' })
  parentPort.postMessage({ id, painting: { rgb: new Uint8Array([++painted, 0, 0]) } })
})`

const asked = (prompt: string): PaintRequest => ({ kind: 'portrait', prompt, negativePrompt: '', seed: 1, widthPx: 1, heightPx: 1 })

describe('a painter in a thread of its own', () => {
  const dir = mkdtempSync(join(tmpdir(), 'painter-'))
  const file = join(dir, 'worker.cjs')
  writeFileSync(file, worker)
  const painter = workerPainter(file)
  afterEach(() => painter.close())
  afterAll(() => rmSync(dir, { recursive: true }))

  const firstByte = async (prompt: string) => (await painter.paint(asked(prompt))).rgb[0]

  it('answers each request with its own picture, in one thread', async () => {
    expect(await Promise.all([firstByte('a'), firstByte('b'), firstByte('c')])).toEqual([1, 2, 3])
  })

  it('passes a refusal on and lives', async () => {
    expect(await firstByte('a')).toBe(1)
    await expect(painter.paint(asked('fail'))).rejects.toThrow('cannot')
    expect(await firstByte('b')).toBe(2)
  })

  it.each(['die', 'throw'])('refuses what it owed when its thread is lost (%s), and starts another', async (prompt) => {
    expect(await firstByte('a')).toBe(1)
    const owed = painter.paint(asked(prompt))
    await expect(owed).rejects.toThrow()
    expect(await firstByte('b')).toBe(1)
  })
})
