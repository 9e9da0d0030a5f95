import type { WorkerPorts } from '../../../application/processes/drive.ts'
import type { diceOf } from '../../memory/test-simulation.ts'
import { hasEnded, inFaultWorld, pause } from './test-fault-world.ts'
import { mortalPod } from './test-pods.ts'
import { add, clean, judge, type Verdict } from './test-verdict.ts'

/**
 * A worker that is stopped in the middle of a call until another has taken its job over and ended it, and then goes on as if nothing had
 * happened, as after SIGSTOP, a sleeping laptop or a long collection of garbage.
 */
export async function zombieWorkers(times: number, dice: ReturnType<typeof diceOf>, name: string): Promise<Verdict> {
  const pod = await mortalPod('pod-1', dice.below(2) === 0 ? '0.33.0' : '0.3.64', { stepMs: 2 })
  return inFaultWorld([pod], async (world) => {
    const verdict = clean()
    for (let time = 0; time < times; time += 1) {
      const ice = freezable(world.ports, 1 + dice.below(14))
      const zombie = world.startWorker(`zombie ${time}`, ice.ports)
      const jobId = await world.request(`${name} ${time}`)
      const frozeInTime = await Promise.race([ice.frozen.then(() => true), world.until(jobId, hasEnded)])
      const heir = world.startWorker(`heir ${time}`)
      await world.until(jobId, hasEnded)
      if (frozeInTime) ice.thaw()
      await pause(50)
      await zombie.stop()
      await heir.stop()
      add(verdict, await judge(world, jobId, ['JobCompleted']))
    }
    return verdict
  })
}

/** Ports whose calls stand still from the `after`th call on the job's way, before or after it takes effect, until they are thawed. */
function freezable(ports: WorkerPorts, after: number): { readonly ports: WorkerPorts; readonly frozen: Promise<void>; thaw(): void } {
  let calls = 0
  let warm = (): void => undefined
  let cold = (): void => undefined
  const thawed = new Promise<void>((resolve) => (warm = resolve))
  const frozen = new Promise<void>((resolve) => (cold = resolve))
  const gate = <Port extends object>(port: Port, names: readonly (keyof Port & string)[], counts: boolean): Port => {
    const gated = names.map((method) => {
      const real = port[method] as (...args: readonly unknown[]) => Promise<unknown>
      const call = async (...args: readonly unknown[]): Promise<unknown> => {
        if (counts) calls += 1
        if (calls >= after) cold()
        // Every other time the act is done and only its answer waits.
        const isDoneFirst = calls % 2 === 0
        if (calls >= after && !isDoneFirst) await thawed
        const answer = await real(...args)
        if (calls >= after && isDoneFirst) await thawed
        return answer
      }
      return [method, call] as const
    })
    return { ...port, ...Object.fromEntries(gated) }
  }
  return {
    frozen,
    thaw: () => warm(),
    ports: {
      ...ports,
      eventStore: gate(ports.eventStore, ['append', 'readStream'], true),
      blobStorage: gate(ports.blobStorage, ['put', 'putDerived'], true),
      imageEngine: gate(ports.imageEngine, ['pickBackend', 'submit', 'lookUp', 'fetchOutput'], true),
      taskQueue: gate(ports.taskQueue, ['heartbeat', 'complete', 'release'], false),
    },
  }
}
