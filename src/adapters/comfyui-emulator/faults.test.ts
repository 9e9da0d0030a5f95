import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from './start-emulator.ts'
import type { Emulator } from './start-emulator.ts'
import type { Painter } from './painter-port.ts'
import { smallGraph } from './test-graph.ts'

const painter: Painter = {
  paint: async ({ widthPx, heightPx }) => ({ rgb: new Uint8Array(widthPx * heightPx * 3) }),
  close: async () => undefined,
}
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

describe('an emulator with a fault', () => {
  let dir: string
  let emulator: Emulator

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'faults-'))
    emulator = await startEmulator({ port: 0, dir, recordingsDir: join(__dirname, 'recordings'), painter, stepMs: 5 })
  })
  afterEach(async () => {
    await emulator.close()
    rmSync(dir, { recursive: true })
  })

  const post = (path: string, body: unknown) => fetch(emulator.url + path, { method: 'POST', body: JSON.stringify(body) })
  const submit = (number: number, steps = 1) => post('/prompt', { prompt: smallGraph(steps), prompt_id: id(number) })
  const text = async (path: string) => (await fetch(emulator.url + path)).text()

  async function until(path: string, isTrue: (body: string) => boolean): Promise<string> {
    for (;;) {
      const body = await text(path)
      if (isTrue(body)) return body
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  const finished = (number: number) => until(`/history/${id(number)}`, (body) => body !== '{}')
  const running = (number: number) => until('/queue', (body) => body.startsWith(`{"queue_running":[[`) && body.includes(id(number)))

  it('takes a prompt up and loses its answer on the way', async () => {
    emulator.faults.dropAnswer = ({ path, method }) => method === 'POST' && path === '/prompt'
    await expect(submit(1)).rejects.toThrow()
    expect(await finished(1)).toContain('"success"')
  })

  it('answers with anything but the truth', async () => {
    emulator.faults.answerInstead = ({ path }) => (path === '/queue' ? { status: 502, contentType: 'text/html', body: '<html>' } : null)
    const response = await fetch(`${emulator.url}/api/queue`)
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([502, 'text/html', '<html>'])
  })

  it('changes what it answers', async () => {
    emulator.faults.changeAnswer = ({ path }, body) => (path === '/view' ? body.subarray(0, 20) : body)
    await submit(1)
    await finished(1)
    expect((await text('/view?filename=fault_00001_.png')).length).toBeLessThanOrEqual(20)
  })

  it('forgets one prompt, running or done, and no other', async () => {
    await submit(1)
    await finished(1)
    await submit(2, 1000)
    await running(2)
    await submit(3)
    emulator.forget(id(1))
    emulator.forget(id(2))
    expect(await finished(3)).toContain('"success"')
    expect([await text(`/history/${id(1)}`), await text(`/history/${id(2)}`)]).toEqual(['{}', '{}'])
  })

  it('restarts: forgets all, begins to count at 0, and works', async () => {
    await submit(1, 1000)
    await running(1)
    await submit(2)
    emulator.restart()
    expect(await text('/queue')).toBe('{"queue_running":[],"queue_pending":[]}')
    expect(await (await submit(3)).json()).toMatchObject({ number: 0 })
    expect(await finished(3)).toContain('"success"')
    expect(await text(`/history/${id(2)}`)).toBe('{}')
  })

  it('loses its worker, goes on answering, and is well again after a restart', async () => {
    emulator.killWorker()
    await submit(1)
    await running(1)
    await submit(2)
    expect(await text('/prompt')).toBe('{"exec_info":{"queue_remaining":2}}')
    emulator.restart()
    await submit(3)
    expect(await finished(3)).toContain('"success"')
  })

  it('fails a node in the words of the card', async () => {
    emulator.faults.failNode = (_id, classType) =>
      classType === 'KSampler' ? { type: 'torch.OutOfMemoryError', message: 'Allocation on device failed\n' } : null
    await submit(1)
    const history = await finished(1)
    expect(history).toContain('"exception_type":"torch.OutOfMemoryError"')
    expect(history).toContain('"status_str":"error"')
  })

  it('succeeds and shows nothing', async () => {
    emulator.faults.hideOutputs = true
    await submit(1)
    expect(await finished(1)).toContain('"outputs":{},"status":{"status_str":"success"')
  })

  it('ignores an interrupt, or stops the neighbour', async () => {
    emulator.faults.ignoreInterrupt = true
    await submit(1, 1000)
    await running(1)
    await post('/interrupt', { prompt_id: id(1) })
    emulator.faults.ignoreInterrupt = false
    emulator.faults.misdirectInterrupt = true
    expect(await text(`/history/${id(1)}`)).toBe('{}')
    await post('/interrupt', { prompt_id: id(2) })
    expect(await finished(1)).toContain('execution_interrupted')
  })

  it('takes nothing up while it is stalled', async () => {
    emulator.faults.stalled = true
    await submit(1)
    expect(await text('/queue')).toContain('"queue_running":[],"queue_pending":[[0,')
    emulator.faults.stalled = false
    expect(await finished(1)).toContain('"success"')
  })

  it('keeps a finished run to itself for a while', async () => {
    emulator.faults.historyDelayMs = 200
    await submit(1)
    await until('/view?filename=fault_00001_.png', (body) => body.includes('PNG'))
    expect(await text(`/history/${id(1)}`)).toBe('{}')
    expect(await finished(1)).toContain('"success"')
  })
})
