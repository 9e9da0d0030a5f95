import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Size } from './image-codec.ts'
import {
  EngineUnreachable,
  plainNeed,
  type EngineInput,
  type EngineRun,
  type ImageEngine,
  type RunHint,
  type RunState,
} from './image-engine.ts'

/** An engine with one reachable backend that can generate and edit. */
export type EngineUnderTest = {
  readonly engine: ImageEngine
  readonly backendId: string
  /** A source with its mask, of `size`. */
  readonly input: EngineInput & { readonly role: 'source' }
  readonly size: Size
  /** A prompt whose run goes on, unless it is cancelled, for longer than the questions of a test take. */
  readonly slowPrompt: string
  /** Whether its outputs are pictures, which have a size; a scripted engine may draw words. */
  readonly drawsPictures: boolean
  /** Makes an engine without progress of its own tell something about a run. */
  readonly provokeHint?: (engineJobId: string) => void
  /** From now on the backend does not answer. */
  readonly cutOff: () => Promise<void>
  readonly close: () => Promise<void>
}

const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const unknownId = idOf(999_999)
const ended = (state: RunState): boolean => state.state !== 'queued' && state.state !== 'running'

/** What every image engine does; run by each adapter's test. */
export function imageEngineContract(name: string, make: () => Promise<EngineUnderTest>): void {
  describe(`${name} keeps the contract of ImageEngine`, () => {
    let under: EngineUnderTest
    beforeEach(async () => {
      under = await make()
    })
    afterEach(() => under.close())

    const runOf = async (kind: 'generate' | 'edit', engineJobId: string, prompt = 'add a banana'): Promise<EngineRun> => {
      const chosen = await under.engine.choose(plainNeed(kind, under.size))
      if (!chosen.ok) throw new Error(`no workflow: ${JSON.stringify(chosen.rejection)}`)
      const inputs = kind === 'edit' ? await under.engine.upload(under.backendId, [under.input]) : []
      return { kind, engineJobId, prompt, negativePrompt: '', inputs, params: { ...chosen.value, seed: 7 } }
    }
    const submit = async (run: EngineRun): Promise<void> => {
      expect(await under.engine.submit(under.backendId, under.engine.prepare(run))).toEqual({ outcome: 'accepted' })
    }
    const stateWhen = async (engineJobId: string, isWanted: (state: RunState) => boolean): Promise<RunState> => {
      for (let look = 0; look < 400; look += 1) {
        const state = await under.engine.lookUp(under.backendId, engineJobId)
        if (isWanted(state)) return state
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      throw new Error('the run never came to the wanted state')
    }

    it('given a need it can meet, then a workflow of that kind is chosen, the same each time, at the wanted size', async () => {
      for (const kind of ['generate', 'edit'] as const) {
        const first = await under.engine.choose(plainNeed(kind, under.size))
        expect(first).toMatchObject({
          ok: true,
          value: { width: under.size.widthPx, height: under.size.heightPx, negativePromptUsed: false },
        })
        expect(await under.engine.choose(plainNeed(kind, under.size))).toEqual(first)
      }
    })

    it('given the higher quality, then it takes more steps', async () => {
      const draft = await under.engine.choose(plainNeed('edit', under.size))
      const hq = await under.engine.choose({ ...plainNeed('edit', under.size), qualityMode: 'hq' })
      if (!draft.ok || !hq.ok) throw new Error('no workflow')
      expect(hq.value.steps).toBeGreaterThan(draft.value.steps)
    })

    it('given a strength below 1, then it is honoured as denoise or refused, never ignored', async () => {
      const chosen = await under.engine.choose({ ...plainNeed('edit', under.size), strength: 0.5 })
      if (chosen.ok) expect(chosen.value.denoise).toBe(0.5)
      else expect(chosen.rejection.type).toBe('strength-not-supported')
    })

    it('given a masked area, then what is drawn holds it, within the picture, and a size is told for it', async () => {
      const area = { x: 10, y: 12, width: 20, height: 16 }
      const chosen = await under.engine.choose({ ...plainNeed('edit', under.size), maskedArea: area })
      if (!chosen.ok) throw new Error(`no workflow: ${JSON.stringify(chosen.rejection)}`)
      const { box, width, height } = chosen.value
      if (box === undefined) throw new Error('the whole picture would be drawn')
      expect(box.x <= area.x && box.x + box.width >= area.x + area.width).toBe(true)
      expect(box.y <= area.y && box.y + box.height >= area.y + area.height).toBe(true)
      expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= under.size.widthPx && box.y + box.height <= under.size.heightPx).toBe(true)
      expect(Math.min(width, height)).toBeGreaterThan(0)
    })

    it('given a chosen workflow, then the report names it for a reachable backend, which is then picked', async () => {
      const chosen = await under.engine.choose(plainNeed('edit', under.size))
      if (!chosen.ok) throw new Error('no workflow')
      const report = await under.engine.report()
      expect(report.backends).toContainEqual(expect.objectContaining({ backendId: under.backendId, reachable: true }))
      expect(report.backends.flatMap((backend) => backend.workflows)).toContain(chosen.value.workflowId)
      expect(await under.engine.pickBackend(chosen.value.workflowId)).toEqual({ backendId: under.backendId, engine: report.engine })
    })

    it('given the same run twice, then preparing gives the same bytes; another id gives others', async () => {
      const run = await runOf('edit', idOf(1))
      const prepared = under.engine.prepare(run)
      expect(under.engine.prepare(run)).toEqual(prepared)
      expect(prepared.workflowSha256).toMatch(/^[0-9a-f]{64}$/)
      expect(under.engine.prepare({ ...run, engineJobId: idOf(2) }).workflowSha256).not.toBe(prepared.workflowSha256)
    })

    it('given an input twice, then it has the same name, so that repeating is harmless', async () => {
      const first = await under.engine.upload(under.backendId, [under.input])
      expect(first).toHaveLength(1)
      expect(first[0]).toMatchObject({ role: 'source', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
      expect(await under.engine.upload(under.backendId, [under.input])).toEqual(first)
    })

    it.each(['generate', 'edit'] as const)(
      'given an accepted run (%s), then it ends done with a picture, and is unknown once forgotten',
      async (kind) => {
        const engineJobId = idOf(kind === 'edit' ? 3 : 4)
        await submit(await runOf(kind, engineJobId))
        const state = await stateWhen(engineJobId, ended)
        if (state.state !== 'done') throw new Error(`ended ${JSON.stringify(state)}`)
        expect(state.outputs.map((output) => output.index)).toEqual([0])
        const [output] = state.outputs
        const picture = await under.engine.fetchOutput(under.backendId, output?.ref ?? '', under.size)
        if (!picture.ok) throw new Error(picture.rejection.detail)
        expect(picture.value.byteLength).toBeGreaterThan(0)
        await under.engine.forget(under.backendId, engineJobId)
        expect(await under.engine.lookUp(under.backendId, engineJobId)).toEqual({ state: 'unknown' })
      },
    )

    it('given a watched run, then a hint comes; after unsubscribing none does', async () => {
      const hints: RunHint[] = []
      const stop = under.engine.watch(under.backendId, idOf(5), (hint) => hints.push(hint))
      await submit(await runOf('generate', idOf(5)))
      under.provokeHint?.(idOf(5))
      await stateWhen(idOf(5), ended)
      stop()
      const heard = hints.length
      expect(heard).toBeGreaterThan(0)
      await submit({ ...(await runOf('generate', idOf(5))), prompt: 'another' })
      under.provokeHint?.(idOf(5))
      await stateWhen(idOf(5), ended)
      expect(hints).toHaveLength(heard)
    })

    it('given an output of a wrong size or a ref of nobody’s, then it is invalid and no exception', async () => {
      await submit(await runOf('generate', idOf(6)))
      const state = await stateWhen(idOf(6), ended)
      const ref = state.state === 'done' ? (state.outputs[0]?.ref ?? '') : ''
      const wrongSize = { widthPx: under.size.widthPx + 64, heightPx: under.size.heightPx }
      const wrong = [['output/../secret.png', under.size] as const, ...(under.drawsPictures ? [[ref, wrongSize] as const] : [])]
      for (const [which, wanted] of wrong) {
        expect(await under.engine.fetchOutput(under.backendId, which, wanted)).toMatchObject({
          ok: false,
          rejection: { class: 'output-invalid', code: 'output-invalid' },
        })
      }
    })

    it('given a run that never came, then it is unknown, cannot be cancelled, and forgetting it is no error', async () => {
      expect(await under.engine.lookUp(under.backendId, unknownId)).toEqual({ state: 'unknown' })
      expect(await under.engine.cancel(under.backendId, unknownId)).toBe('unknown')
      await under.engine.forget(under.backendId, unknownId)
    })

    it('given a running and a waiting run, when both are cancelled, then neither is done and a neighbour is', async () => {
      await submit(await runOf('edit', idOf(7), under.slowPrompt))
      await submit(await runOf('edit', idOf(8), under.slowPrompt))
      await submit(await runOf('edit', idOf(9)))
      await stateWhen(idOf(7), (state) => state.state === 'running')
      expect(await under.engine.cancel(under.backendId, idOf(8))).toBe('cancelled')
      expect(await under.engine.cancel(under.backendId, idOf(7))).toBe('cancelled')
      for (const id of [idOf(7), idOf(8)]) expect(['cancelled', 'unknown']).toContain((await stateWhen(id, ended)).state)
      expect(await stateWhen(idOf(9), ended)).toMatchObject({ state: 'done' })
    })

    it('given a backend that does not answer, then every question says unreachable, and nothing names an address', async () => {
      const run = await runOf('edit', idOf(10))
      await under.cutOff()
      const { engine, backendId } = under
      const questions = [
        () => engine.upload(backendId, [under.input]),
        () => engine.submit(backendId, engine.prepare(run)),
        () => engine.lookUp(backendId, idOf(10)),
        () => engine.cancel(backendId, idOf(10)),
      ]
      for (const ask of questions) {
        const error = await ask().then(
          () => null,
          (reason: unknown) => reason,
        )
        expect(error).toBeInstanceOf(EngineUnreachable)
        expect(String(error)).not.toMatch(/\/\/|127\.0\.0\.1|localhost|:\d{2,5}/)
      }
      await engine.forget(backendId, idOf(10))
      engine.watch(backendId, idOf(10), () => undefined)()
      expect(await engine.choose(plainNeed('edit', under.size))).toMatchObject({ ok: true })
    })
  })
}
