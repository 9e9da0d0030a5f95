import { writeFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { diceOf } from '../../memory/test-simulation.ts'
import { pngOf } from '../test-codec.ts'
import { amnesia } from './test-amnesia.ts'
import { cancelRaces } from './test-cancel-races.ts'
import { faultRuns, scales } from './test-fault-runs.ts'
import { pause, type Plant } from './test-fault-world.ts'
import { troubles } from './test-verdict.ts'

/** `npm run test:faults` sets these; a plain test run takes the small counts. */
const scale = process.env['FAULT_SCALE'] === 'full' ? 'full' : 'small'
const seed = Number(process.env['FAULT_SEED'] ?? 1)
const reportFile = process.env['FAULT_REPORT']

describe('jobs before engines that fail', () => {
  it(`given amnesia, pod deaths, zombie workers and cancel races (${scale}), then every job ends once, truly, and hurts nobody`, async () => {
    const lines: string[] = []
    const verdict = await faultRuns(scales[scale], seed, (line) => lines.push(line))
    if (reportFile !== undefined)
      writeFileSync(reportFile, JSON.stringify({ lines: [...lines, ...troubles], verdict: { ...verdict, seed } }))
    expect({ ...verdict, troubles }).toEqual({
      runs: verdict.runs,
      stuck: 0,
      falseComplete: 0,
      duplicates: 0,
      neighboursHurt: 0,
      troubles: [],
    })
    const { amnesia: times, deaths, zombies, cancels } = scales[scale]
    expect(verdict.runs).toBe(5 * times + deaths + zombies + cancels)
  }, 3_600_000)

  it('given the mistake that what an engine does not know counts as done, then the same runs find it', async () => {
    const plant: Plant = (engine) => ({
      ...engine,
      lookUp: async (backendId, engineJobId) => {
        const state = await engine.lookUp(backendId, engineJobId)
        if (state.state !== 'unknown') return state
        return {
          state: 'done',
          outputs: [{ index: 0, ref: 'x' }],
          warnings: [],
          timings: { startedAt: null, finishedAt: null, cachedNodes: 0 },
        }
      },
      fetchOutput: async () => ({ ok: true, value: pngOf({ widthPx: 64, heightPx: 64 }, () => [1, 2, 3]) }),
    })
    expect((await amnesia('running', '0.33.0', ['planted'], plant)).falseComplete).toBe(1)
  })

  it('given the mistake that a cancellation stops whatever runs, then the same runs find it', async () => {
    const plant: Plant = (engine, [pod]) => ({
      ...engine,
      cancel: async (backendId, engineJobId) => {
        const cancelled = await engine.cancel(backendId, engineJobId)
        // Somebody's run is posted at the moment of each second cancellation: it is waited for, or there would be nothing to hurt.
        for (let look = 0; look < 50 && (await (await fetch(`${pod?.pod.url}/queue`)).text()).includes('"queue_running":[]'); look += 1)
          await pause(5)
        await fetch(`${pod?.pod.url}/interrupt`, { method: 'POST', body: '{}' })
        return cancelled
      },
    })
    const verdict = await cancelRaces(4, { profile: '0.33.0', shared: false }, diceOf(1), 'planted', plant)
    expect(verdict.neighboursHurt).toBeGreaterThan(0)
  })
})
