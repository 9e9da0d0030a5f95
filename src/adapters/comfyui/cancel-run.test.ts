import { describe, expect, it } from '@jest/globals'
import { engineBeforeRecording, id, other, picture } from './recorded-engine.contract.ts'
import { type Version } from './test-recorded-server.ts'

describe.each<Version>(['0.3.64', '0.33.0'])('the engine before a ComfyUI %s', (version) => {
  const under = engineBeforeRecording(version)

  describe('cancel', () => {
    const posts = (): string[] =>
      under.server.calls.filter((call) => call.method === 'POST' && call.path !== '/prompt').map((call) => call.path.replace(id, '<id>'))

    it('given a waiting run, then it leaves the queue and its neighbours stay', async () => {
      await under.submit({ engineJobId: other })
      under.server.startNext()
      await under.submit()
      expect(await under.engine.cancel('pod-1', id)).toBe('cancelled')
      expect([under.server.running, under.server.pending]).toEqual([[other], []])
      expect(posts()).toEqual(version === '0.33.0' ? ['/api/jobs/<id>/cancel'] : ['/queue'])
    })

    it('given a running run, then it is stopped by its id', async () => {
      await under.submit()
      under.server.startNext()
      expect(await under.engine.cancel('pod-1', id)).toBe('cancelled')
      expect(posts()).toEqual(version === '0.33.0' ? ['/api/jobs/<id>/cancel'] : ['/queue', '/interrupt'])
    })

    it('given a running run on a shared backend, then an old server is not interrupted', async () => {
      under.engine = under.open({ backends: [{ backendId: 'pod-1', url: under.server.url, shared: true }] })
      await under.submit()
      under.server.startNext()
      expect(await under.engine.cancel('pod-1', id)).toBe(version === '0.33.0' ? 'cancelled' : 'finishes-in-background')
      expect(posts()).not.toContain('/interrupt')
    })

    it('given a run that goes on in spite of it, then it finishes in the background', async () => {
      await under.submit()
      under.server.startNext()
      under.server.override('POST', version === '0.33.0' ? '/api/jobs' : '/interrupt', () => ({ json: { cancelled: true } }))
      expect(await under.engine.cancel('pod-1', id)).toBe('finishes-in-background')
    })

    it('given a server that lists jobs but cannot cancel them, then the old way is taken', async () => {
      await under.submit()
      under.server.startNext()
      under.server.override('POST', '/api/jobs', () => ({ status: 405, text: '405: Method Not Allowed' }))
      expect(await under.engine.cancel('pod-1', id)).toBe('cancelled')
      expect(posts().slice(-2)).toEqual(['/queue', '/interrupt'])
    })

    it('given a finished run or none, then nothing is posted', async () => {
      under.server.succeed(id, picture())
      expect(await under.engine.cancel('pod-1', id)).toBe('finishes-in-background')
      expect(await under.engine.cancel('pod-1', other)).toBe('unknown')
      expect(posts()).toEqual([])
    })
  })
})
