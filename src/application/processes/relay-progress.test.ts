import { beforeEach, describe, expect, it } from '@jest/globals'
import { scriptedEngine } from '../../adapters/memory/scripted-engine.ts'
import { silentHub } from '../../adapters/memory/test-world.ts'
import type { ProgressHub } from '../ports/progress-hub.ts'
import { relayProgress } from './relay-progress.ts'

describe('relayProgress', () => {
  let engine: ReturnType<typeof scriptedEngine>
  let nowMs: number
  let told: Parameters<ProgressHub['publish']>[0][]
  let previews: number
  let woken: number
  let relay: ReturnType<typeof relayProgress>
  beforeEach(() => {
    engine = scriptedEngine()
    nowMs = 0
    told = []
    previews = 0
    woken = 0
    const progressHub: ProgressHub = {
      ...silentHub(),
      publish: (progress) => void told.push(progress),
      publishPreview: () => void (previews += 1),
    }
    const clock = { now: () => nowMs, sleep: async () => undefined }
    relay = relayProgress({ imageEngine: engine, progressHub, clock }, { jobId: 'j', ownerId: 'u' }, () => void (woken += 1))
    relay.watch('pod-1', 'run')
  })
  const step = (progress: number) => engine.hint('run', { kind: 'progress', step: progress * 20, steps: 20, progress })

  it('given many steps, then four a second are told, and the last one always', () => {
    for (nowMs = 0; nowMs < 1_000; nowMs += 50) step(nowMs / 1_000)
    step(1)
    expect(told.map(({ progress }) => progress)).toEqual([0, 0.25, 0.5, 0.75, 1])
    expect(told[0]).toMatchObject({ jobId: 'j', ownerId: 'u', queuePosition: null })
  })

  it('given previews and steps together, then neither keeps the other back', () => {
    step(0)
    engine.hint('run', { kind: 'preview', mime: 'image/jpeg', bytes: Uint8Array.of(1) })
    engine.hint('run', { kind: 'preview', mime: 'image/jpeg', bytes: Uint8Array.of(2) })
    expect([told.length, previews]).toEqual([1, 1])
  })

  it('given what it is at, then that is told with the steps so far, and with the next step when it came too soon after another', () => {
    engine.hint('run', { kind: 'stage', stage: 'loading' })
    engine.hint('run', { kind: 'stage', stage: 'drawing' })
    step(0.5)
    expect(told).toMatchObject([
      { stage: 'loading', steps: 0 },
      { stage: 'drawing', step: 10, steps: 20 },
    ])
  })

  it('given a change, then it only wakes the worker; once closed or watching another run, silence', () => {
    engine.hint('run', { kind: 'changed' })
    expect([woken, told.length]).toEqual([1, 0])
    relay.watch('pod-1', 'next run')
    engine.hint('run', { kind: 'changed' })
    relay.close()
    engine.hint('next run', { kind: 'changed' })
    expect(woken).toBe(1)
  })
})
