import { describe, expect, it } from '@jest/globals'
import { type RunHint } from '../../application/ports/image-engine.ts'
import { clock, engineBeforeRecording, id, other, picture } from './recorded-engine.contract.ts'
import { type Version } from './test-recorded-server.ts'

describe.each<Version>(['0.3.64', '0.33.0'])('the engine before a ComfyUI %s', (version) => {
  const under = engineBeforeRecording(version)

  describe('watch', () => {
    const until = async (isSo: () => boolean): Promise<void> => {
      for (let look = 0; look < 200 && !isSo(); look += 1) await clock.sleep(10)
      expect(isSo()).toBe(true)
    }

    it('given a watched run, then the handshake is the first frame and the run goes out under the socket’s own client', async () => {
      const hints: RunHint[] = []
      under.engine.watch('pod-1', id, (hint) => hints.push(hint))
      await under.submit()
      await until(() => under.server.sockets[0]?.received[0] !== undefined)
      expect(JSON.parse(under.server.sockets[0]?.received[0] ?? '')).toEqual({
        type: 'feature_flags',
        data: { supports_preview_metadata: true },
      })
      const clientId = under.server.clientOf.get(id) ?? ''
      expect(under.server.sockets.map((one) => one.clientId)).toEqual([clientId])
      under.server.tell(clientId, { type: 'progress', data: { value: 5, max: 20, prompt_id: id, node: '10' } })
      under.server.tell(clientId, { type: 'progress', data: { value: 9, max: 20, prompt_id: other, node: '10' } })
      under.server.tell(clientId, { type: 'executing', data: { node: null, prompt_id: id } })
      await until(() => hints.length === 2)
      expect(hints).toEqual([{ kind: 'progress', step: 5, steps: 20, progress: 0.25 }, { kind: 'changed' }])
    })

    it('given nodes that it comes to, then what they mean to a person is told', async () => {
      const hints: RunHint[] = []
      under.engine.watch('pod-1', id, (hint) => hints.push(hint))
      await under.submit()
      const clientId = under.server.clientOf.get(id) ?? ''
      for (const node of ['1', '6', '10', '11', '12']) under.server.tell(clientId, { type: 'executing', data: { node, prompt_id: id } })
      await until(() => hints.length === 5)
      expect(hints.map((hint) => hint.kind === 'stage' && hint.stage)).toEqual(['loading', 'reading', 'drawing', 'finishing', 'saving'])
    })

    it('given a socket that opens slowly, then the run waits for it, so that no hint is missed', async () => {
      under.server.upgradeMs = 100
      await under.engine.report()
      under.engine.watch('pod-1', id, () => undefined)
      const openAtPost: number[] = []
      under.server.override('POST', '/prompt', (_, real) => {
        openAtPost.push(under.server.sockets.length)
        return real()
      })
      await under.submit()
      expect(openAtPost).toEqual([1])
    })

    it('given a connection that is dead without a word, then another is opened', async () => {
      under.engine = under.open({ pingMs: 30 })
      under.engine.watch('pod-1', id, () => undefined)
      await until(() => under.server.sockets.length === 1)
      under.server.sockets[0]?.socket.pause()
      await until(() => under.server.sockets.length === 2)
    })

    it('given previews of the old kind, then they belong to what executes', async () => {
      const hints: RunHint[] = []
      under.engine.watch('pod-1', id, (hint) => hints.push(hint))
      await under.submit()
      const clientId = under.server.clientOf.get(id) ?? ''
      under.server.tell(clientId, { type: 'executing', data: { node: '10', prompt_id: id } })
      under.server.tell(clientId, Uint8Array.from([0, 0, 0, 1, 0, 0, 0, 1, 0xff, 0xd8]))
      await until(() => hints.length === 2)
      expect(hints.slice(1)).toEqual([{ kind: 'preview', mime: 'image/jpeg', bytes: Uint8Array.from([0xff, 0xd8]) }])
    })

    it('given a connection that breaks, then another is opened, under another id', async () => {
      under.engine.watch('pod-1', id, () => undefined)
      await until(() => under.server.sockets.length === 1)
      under.server.sockets[0]?.socket.terminate()
      await until(() => under.server.sockets.length === 2)
      const [first, second] = under.server.sockets.map((one) => one.clientId)
      expect(second).not.toBe(first)
      await under.submit()
      expect(under.server.clientOf.get(id)).toBe(second)
    })

    it('given two watched runs, then there is one socket; after the last is let go a break opens no other', async () => {
      const stops = [under.engine.watch('pod-1', id, () => undefined), under.engine.watch('pod-1', other, () => undefined)]
      await until(() => under.server.sockets.length === 1)
      for (const stop of stops) stop()
      under.server.sockets[0]?.socket.terminate()
      await clock.sleep(100)
      expect(under.server.sockets).toHaveLength(1)
    })

    it('given a socket that says nothing and frames that are nonsense, then looking still tells the truth', async () => {
      under.engine.watch('pod-1', id, () => {
        throw new Error('no hint was due')
      })
      await under.submit()
      const clientId = under.server.clientOf.get(id) ?? ''
      for (const frame of [
        { type: 'progress' },
        { type: 'progress', data: { prompt_id: id, value: 'x', max: 3 } },
        'text',
        null,
        new Uint8Array(5),
      ])
        under.server.tell(clientId, frame)
      under.server.succeed(id, picture())
      expect(await under.engine.lookUp('pod-1', id)).toMatchObject({ state: 'done' })
    })

    it('given a backend that cannot be reached, then watching and sending go on without a socket', async () => {
      await under.server.close()
      under.engine.watch('pod-1', id, () => undefined)
      await clock.sleep(50)
      under.engine.watch('nobody', id, () => undefined)()
    })
  })
})
