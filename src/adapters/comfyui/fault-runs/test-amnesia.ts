import type { RequestFacts } from '../../comfyui-emulator/faults.ts'
import { hasEnded, inFaultWorld, pause, type FaultWorld, type Plant } from './test-fault-world.ts'
import { mortalPod, type MortalPod, type Profile } from './test-pods.ts'
import { add, clean, judge, type Verdict } from './test-verdict.ts'

export const phases = ['before-ack', 'queued', 'running', 'done-not-read', 'during-download'] as const
export type Phase = (typeof phases)[number]

/** An engine that forgets everything at a point of a run; the job must be drawn anew and end with one picture. */
export async function amnesia(phase: Phase, profile: Profile, names: readonly string[], plant?: Plant): Promise<Verdict> {
  const pod = await mortalPod('pod-1', profile, { stepMs: 4 })
  const judgeAll = async (world: FaultWorld): Promise<Verdict> => {
    world.startWorker('a')
    const verdict = clean()
    for (const name of names) {
      let amnesias = 0
      const happened = forgetAt(phase, pod, () => {
        amnesias += 1
        pod.emulator().restart()
      })
      const jobId = await world.request(name)
      await happened(world, jobId)
      const isOver = await world.until(jobId, hasEnded)
      if (isOver && amnesias !== 1) throw new Error(`the engine forgot ${amnesias} times`)
      add(verdict, await judge(world, jobId, ['JobCompleted']))
      pod.heal()
    }
    return verdict
  }
  return inFaultWorld([pod], judgeAll, plant)
}

/** Sets the fault up; what is returned waits until it has happened. */
function forgetAt(phase: Phase, pod: MortalPod, restart: () => void): (world: FaultWorld, jobId: string) => Promise<unknown> {
  const faults = pod.faults()
  switch (phase) {
    case 'before-ack':
      faults.dropAnswer = once((request) => request.method === 'POST' && request.path === '/prompt', restart)
      return async () => undefined
    case 'queued':
      faults.stalled = true
      return async (world, jobId) => {
        await world.until(jobId, (types) => types.includes('WorkflowQueued'))
        restart()
        faults.stalled = false
      }
    case 'running':
      faults.stepMs = 40
      return async (_world, jobId) => {
        while (!pod.begun.includes(jobId)) await pause(2)
        restart()
        faults.stepMs = null
      }
    case 'done-not-read': {
      // Success is told before the history is written, so the next question about it comes to an engine that has forgotten.
      const forget = once(({ path }) => path.startsWith('/history/') && pod.succeeded.has(path.slice('/history/'.length)), restart)
      faults.answerInstead = (request) => (forget(request), null)
      return async () => undefined
    }
    case 'during-download':
      faults.dropAnswer = once((request) => request.path === '/view', restart)
      return async () => undefined
  }
}

/** True for the first request that fits, after `act`. */
function once(fits: (request: RequestFacts) => boolean, act: () => void): (request: RequestFacts) => boolean {
  let isOver = false
  return (request) => {
    if (isOver || !fits(request)) return false
    isOver = true
    act()
    return true
  }
}
