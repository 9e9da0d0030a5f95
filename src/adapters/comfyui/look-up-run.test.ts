import { describe, expect, it, jest } from '@jest/globals'
import { EngineUnreachable } from '../../application/ports/image-engine.ts'
import { engineBeforeRecording, failureOf, id, other, outputRef, picture, size } from './recorded-engine.contract.ts'
import { pixelsOf } from './test-codec.ts'
import { type Version } from './test-recorded-server.ts'

describe.each<Version>(['0.3.64', '0.33.0'])('the engine before a ComfyUI %s', (version) => {
  const under = engineBeforeRecording(version)

  describe('lookUp', () => {
    it('given a run on its way, then queued, running and done follow, though every answer holds a bare NaN', async () => {
      await under.submit({ engineJobId: other })
      await under.submit()
      expect(await under.engine.lookUp('pod-1', id)).toEqual({ state: 'queued', ahead: 1 })
      under.server.startNext()
      under.server.succeed(other, picture())
      under.server.startNext()
      expect(await under.engine.lookUp('pod-1', id)).toEqual({ state: 'running' })
      under.server.succeed(id, picture())
      expect(await under.engine.lookUp('pod-1', id)).toMatchObject({ state: 'done', outputs: [{ index: 0, ref: outputRef }] })
    })

    it('given a run that ends between the two questions, then it is found', async () => {
      await under.submit()
      under.server.startNext()
      under.server.override('GET', '/queue', (_, real) => {
        under.server.succeed(id, picture())
        return real()
      })
      expect(await under.engine.lookUp('pod-1', id)).toMatchObject({ state: 'done' })
    })

    it('given a run that was accepted and dropped, or forgotten in a restart, then it is unknown, not done', async () => {
      await under.submit()
      under.server.forgetAll()
      expect(await under.engine.lookUp('pod-1', id)).toEqual({ state: 'unknown' })
    })

    it('given a pod that told its queue, then it has three times as long to tell of a run as to tell its queue', async () => {
      const waits: number[] = []
      const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
        waits.push(ms)
        return new AbortController().signal
      })
      expect(await under.engine.lookUp('pod-1', id)).toEqual({ state: 'unknown' })
      timeout.mockRestore()
      expect(waits).toEqual([10_000, 30_000])
    })

    it('given a queue in a form that nobody knows, then it is not taken for an empty one', async () => {
      under.server.override('GET', '/queue', () => ({ json: { error: 'busy' } }))
      expect(await failureOf(under.engine.lookUp('pod-1', id))).toBeInstanceOf(EngineUnreachable)
    })

    it('given an error, an interruption and a success without a picture, then each is told apart', async () => {
      under.server.end(id, 'exec_error 261')
      expect(await under.engine.lookUp('pod-1', id)).toMatchObject({ state: 'failed', failure: { class: 'out-of-memory' } })
      under.server.end(id, 'interrupt 250')
      expect(await under.engine.lookUp('pod-1', id)).toEqual({ state: 'cancelled' })
      under.server.end(id, 'inpaint_run 200')
      expect(await under.engine.lookUp('pod-1', id)).toMatchObject({ state: 'failed', failure: { class: 'output-invalid' } })
    })
  })

  describe('fetchOutput', () => {
    it('given a padded picture, then it comes back cut to the wanted size', async () => {
      under.server.succeed(id, picture())
      const fetched = await under.engine.fetchOutput('pod-1', outputRef, size)
      if (!fetched.ok) throw new Error(fetched.rejection.detail)
      const { rgba, ...fetchedSize } = pixelsOf(fetched.value)
      expect(fetchedSize).toEqual(size)
      expect([...rgba.subarray((99 * 70 + 69) * 4, (99 * 70 + 69) * 4 + 3)]).toEqual([69, 99, 7])
    })

    it.each([
      ['a picture of another size', picture({ widthPx: 64, heightPx: 96 }), /expected 80×112, came 64×96/],
      ['a web page', new TextEncoder().encode('<html>please sign in</html>'), /no PNG/],
      ['half a picture', picture().subarray(0, 90), /cannot be decoded/],
      ['no bytes', new Uint8Array(), /no PNG/],
      ['more bytes than any picture has', new Uint8Array(64 * 1024 * 1024 + 1), /larger than 64 MB/],
    ])('given %s, then the output is invalid', async (_, bytes, words) => {
      under.server.succeed(id, bytes)
      expect(await under.engine.fetchOutput('pod-1', outputRef, size)).toMatchObject({
        ok: false,
        rejection: { class: 'output-invalid', detail: expect.stringMatching(words) },
      })
    })

    it.each([
      'output/../secret.png',
      'temp/persona-studio/a.png',
      'output/persona-studio/a&type=input.png',
      'output//etc/passwd',
      '../x',
      '',
      'output/.ssh/key',
      'output/persona-studio/a..png',
    ])('given the ref %j, then nothing is asked for', async (ref) => {
      const before = under.server.calls.length
      expect(await under.engine.fetchOutput('pod-1', ref, size)).toMatchObject({ ok: false, rejection: { code: 'output-invalid' } })
      expect(under.server.calls).toHaveLength(before)
    })

    it('given a file that is gone, then the output is invalid; a server in trouble is unreachable', async () => {
      expect(await under.engine.fetchOutput('pod-1', outputRef, size)).toMatchObject({ ok: false })
      under.server.override('GET', '/view', () => ({ status: 500, text: 'no' }))
      expect(await failureOf(under.engine.fetchOutput('pod-1', outputRef, size))).toBeInstanceOf(EngineUnreachable)
    })
  })

  it('given any failure, then neither errors nor the log tell an address or a prompt', async () => {
    const run = await under.runOf()
    const { port } = new URL(under.server.url)
    const second = under.open()
    await under.server.close()
    const errors = await Promise.all([
      failureOf(under.engine.lookUp('pod-1', id)),
      failureOf(under.engine.submit('pod-1', under.engine.prepare(run))),
      failureOf(under.engine.upload('pod-1', [{ role: 'reference', picture: picture() }])),
      failureOf(under.engine.cancel('pod-1', id)),
      failureOf(under.engine.lookUp('pod-9', id)),
    ])
    await under.engine.forget('pod-1', id)
    await second.report()
    const told = `${errors.map(String).join('\n')}\n${under.lines.join('\n')}`
    expect(told).toContain('pod-1 cannot be reached')
    expect(told).not.toContain(port)
    expect(told).not.toMatch(/127\.0|http|banana/)
    expect(errors.every((error) => error instanceof EngineUnreachable)).toBe(true)
  })
})
