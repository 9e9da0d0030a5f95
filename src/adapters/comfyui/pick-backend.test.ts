import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Clock } from '../../application/ports/clock.ts'
import { EngineUnreachable, type ImageEngine } from '../../application/ports/image-engine.ts'
import type { ComfyuiSettings } from './comfyui-engine.ts'
import type { Pod } from './pods.ts'
import { engineBeforeRecording, failureOf, id, other, picture } from './recorded-engine.contract.ts'
import { RecordedServer, type Version } from './test-recorded-server.ts'

/** A clock that is moved by hand, and on which no patience ends: on a slow machine a question takes as long as it takes. */
const patient = (time: { readonly ms: number }): Clock => ({ now: () => time.ms, sleep: () => new Promise(() => undefined) })

describe.each<Version>(['0.3.64', '0.33.0'])('the engine before a ComfyUI %s', (version) => {
  const under = engineBeforeRecording(version)

  describe('pickBackend', () => {
    it('given a queue as long as it may be, whoever filled it, then it waits', async () => {
      under.server.running = ['stranger']
      under.server.clientOf.set('stranger', 'someone')
      expect(await under.engine.pickBackend('flux-fill-inpaint')).not.toBeNull()
      await under.submit()
      expect(await under.engine.pickBackend('flux-fill-inpaint')).toBeNull()
      under.server.succeed('stranger', picture())
      expect(await under.engine.pickBackend('flux-fill-inpaint')).not.toBeNull()
    })

    it('given an upload that takes long, then its place is kept for it; one that fails gives it up', async () => {
      const now = { ms: 0 }
      under.engine = under.open({ depth: 1, clock: patient(now) })
      const pick = () => under.engine.pickBackend('flux-fill-inpaint')
      const slow: (() => void)[] = []
      under.server.override('POST', '/upload', (_, real) => {
        now.ms += 15_000
        void pick().then((picked) => slow.push(() => expect(picked).toBeNull()))
        return real()
      })
      expect(await pick()).not.toBeNull()
      await under.engine.upload('pod-1', [{ role: 'reference', picture: picture() }])
      expect(await pick()).toBeNull()
      expect(slow.length).toBeGreaterThan(0)
      for (const check of slow) check()
      under.server.override('POST', '/upload', () => ({ status: 500 }))
      expect(await failureOf(under.engine.upload('pod-1', [{ role: 'reference', picture: picture() }]))).toBeInstanceOf(EngineUnreachable)
      expect(await pick()).not.toBeNull()
    })

    it('given two workers at the same moment and room for one, then one gets it', async () => {
      under.engine = under.open({ depth: 1 })
      expect(await under.engine.pickBackend('no-such-workflow')).toBeNull()
      const picks = await Promise.all([under.engine.pickBackend('flux-fill-inpaint'), under.engine.pickBackend('flux-fill-inpaint')])
      expect(picks.filter((pick) => pick !== null)).toHaveLength(1)
    })

    it('given a backend that is back when its rest is over, then it is taken then, also when it was asked for a moment before', async () => {
      const time = { ms: 0 }
      under.engine = under.open({ restMs: 5_000, enginePollMs: 1_000, clock: patient(time) })
      const pick = () => under.engine.pickBackend('flux-fill-inpaint')
      expect(await pick()).not.toBeNull()
      under.server.override('GET', '/', () => 'drop', 1_000)
      for (let failure = 0; failure < 3; failure += 1) await failureOf(under.engine.lookUp('pod-1', other))
      expect(await pick()).toBeNull()
      under.server.wellAgain()
      time.ms = 4_000
      expect(await pick()).toBeNull()
      time.ms = 5_000
      expect(await pick()).not.toBeNull()
    })

    it('given a backend whose queue cannot be read, then it is asked anew whether it is there at all', async () => {
      await under.engine.report()
      under.server.override('GET', '/queue', () => 'drop')
      expect(await under.engine.pickBackend('flux-fill-inpaint')).toBeNull()
      expect(await under.engine.pickBackend('flux-fill-inpaint')).not.toBeNull()
      expect(under.server.calls.filter((call) => call.path === '/system_stats')).toHaveLength(2)
    })

    describe('of two pods', () => {
      let second: RecordedServer
      beforeEach(async () => {
        second = await RecordedServer.start(version)
      })
      afterEach(() => second.close())
      const openBoth = (first: Partial<Pod> = {}, other: Partial<Pod> = {}, change: Partial<ComfyuiSettings> = {}): ImageEngine =>
        under.open({
          backends: [
            { backendId: 'pod-1', url: under.server.url, shared: false, ...first },
            { backendId: 'pod-2', url: second.url, shared: false, ...other },
          ],
          depth: 4,
          ...change,
        })
      const picked = async (engine: ImageEngine, avoid: readonly string[] = []): Promise<string | undefined> =>
        (await engine.pickBackend('flux-fill-inpaint', avoid))?.backendId

      it('then the one with the shorter queue is taken, and the other when that one is gone', async () => {
        under.server.pending = ['a', 'b']
        const engine = openBoth()
        expect(await picked(engine)).toBe('pod-2')
        await second.close()
        expect(await picked(engine)).toBe('pod-1')
        second = await RecordedServer.start(version)
      })

      it('then the one that lacks the model is not taken, however idle', async () => {
        under.server.remove('UNETLoader', 'flux1-fill-dev.safetensors')
        second.pending = ['a', 'b', 'c']
        expect(await picked(openBoth())).toBe('pod-2')
      })

      it('then the heavier one may have the longer queue', async () => {
        under.server.pending = ['a']
        second.pending = ['b', 'c']
        expect(await picked(openBoth({}, { weight: 4 }))).toBe('pod-2')
      })

      it('then of equal ones the one that has the models loaded is taken again', async () => {
        const time = { ms: 0 }
        const engine = openBoth({}, {}, { clock: patient(time) })
        under.server.pending = ['a']
        expect(await picked(engine)).toBe('pod-2')
        second.pending = ['b']
        time.ms += 30_000
        expect(await picked(engine)).toBe('pod-2')
      })

      it('then a drained one is given nothing, at once when its flag is set and at once when it is taken away', async () => {
        const drained = new Set(['pod-1', 'pod-2'])
        const engine = openBoth({}, {}, { isDrained: (backendId) => drained.has(backendId) })
        expect(await picked(engine)).toBeUndefined()
        drained.delete('pod-2')
        expect(await picked(engine)).toBe('pod-2')
        expect((await engine.report()).backends[0]?.problems[0]).toMatchObject({ code: 'draining' })
      })

      it('then one that has just failed this job is taken only when the other cannot', async () => {
        const engine = openBoth()
        second.pending = ['a', 'b', 'c']
        expect(await picked(engine, ['pod-1'])).toBe('pod-2')
        second.remove('UNETLoader')
        const again = openBoth()
        expect(await picked(again, ['pod-1'])).toBe('pod-1')
      })

      it('then one that failed three times rests, is asked nothing, and gets a single run when it is back', async () => {
        const time = { ms: 0 }
        const engine = openBoth({}, {}, { restMs: 5_000, clock: patient(time) })
        expect(await picked(engine)).toBe('pod-1')
        under.server.override('GET', '/', () => 'drop', 1_000)
        for (let failure = 0; failure < 3; failure += 1) await failureOf(engine.lookUp('pod-1', other))
        const asked = under.server.calls.length
        expect(String(await failureOf(engine.lookUp('pod-1', other)))).toMatch(/^EngineUnreachable: pod-1 cannot be reached/)
        expect([await picked(engine), await picked(engine), await picked(engine)]).toEqual(['pod-2', 'pod-2', 'pod-2'])
        expect(under.server.calls).toHaveLength(asked)
        under.server.wellAgain()
        time.ms = 70_000
        second.pending = ['a', 'b', 'c', 'd']
        under.server.running = ['stranger']
        under.server.clientOf.set('stranger', 'someone')
        expect([await picked(engine), await picked(engine)]).toEqual(['pod-1', undefined])
        await under.engine.submit('pod-1', under.engine.prepare(await under.runOf()))
        under.server.startNext()
        await engine.lookUp('pod-1', id)
        time.ms += 5_000
        expect(await picked(engine)).toBe('pod-1')
      })
    })
  })
})
