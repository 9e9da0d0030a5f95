import { randomUUID } from 'node:crypto'
import { smallGraph } from '../../comfyui-emulator/test-graph.ts'
import type { diceOf } from '../../memory/test-simulation.ts'
import { hasEnded, inFaultWorld, pause, type FaultWorld, type Plant } from './test-fault-world.ts'
import { mortalPod, type MortalPod, type Profile } from './test-pods.ts'
import { add, clean, judge, type Verdict } from './test-verdict.ts'

/**
 * A job is cancelled at some moment between its request and its end, with a run of strangers and another job of ours on the same pod.
 * It must end once, as cancelled without a picture or completed with one, and the neighbours must come to their good end.
 */
export async function cancelRaces(
  races: number,
  { profile, shared }: { readonly profile: Profile; readonly shared: boolean },
  dice: ReturnType<typeof diceOf>,
  name: string,
  plant?: Plant,
): Promise<Verdict> {
  const pod = await mortalPod('pod-1', profile, { stepMs: 8, shared })
  return inFaultWorld(
    [pod],
    async (world) => {
      world.startWorker('a')
      const verdict = clean()
      for (let race = 0; race < races; race += 1) {
        const isStrangerFirst = dice.below(2) === 0
        const early = isStrangerFirst ? await strangersRun(pod) : null
        const jobId = await world.request(`${name} ${race}`)
        const neighbour = await world.request(`${name} ${race} neighbour`)
        await pause(dice.below(500))
        const stranger = early ?? (await strangersRun(pod))
        const isAccepted = await world.cancel(jobId)
        await Promise.all([jobId, neighbour].map((id) => world.until(id, hasEnded)))
        add(verdict, await judge(world, jobId, isAccepted ? ['JobCancelled'] : ['JobCompleted']))
        const beside = await judge(world, neighbour, ['JobCompleted'])
        const wasHurt = beside.stuck > 0 || (await wasStopped(world, neighbour)) || !(await endedWell(pod, stranger))
        add(verdict, { ...beside, runs: 0, stuck: 0, neighboursHurt: wasHurt ? 1 : 0 })
      }
      return verdict
    },
    plant,
  )
}

/** A job of ours that was interrupted in place of another is drawn again, but it was hurt. */
async function wasStopped(world: FaultWorld, jobId: string): Promise<boolean> {
  return (await world.history(jobId)).some(({ type }) => type === 'AttemptFailed')
}

/** Somebody else's picture, put into the queue as ComfyUI's own page does. */
async function strangersRun(pod: MortalPod): Promise<string> {
  const id = randomUUID()
  const body = JSON.stringify({ prompt: smallGraph(8), prompt_id: id, client_id: 'somebody-else' })
  const answer = await fetch(`${pod.pod.url}/prompt`, { method: 'POST', body })
  if (answer.status !== 200) throw new Error(`a stranger was refused: ${await answer.text()}`)
  return id
}

async function endedWell(pod: MortalPod, id: string): Promise<boolean> {
  for (let look = 0; look < 2_000; look += 1) {
    const entry = ((await (await fetch(`${pod.pod.url}/history/${id}`)).json()) as Record<string, { status: { status_str: string } }>)[id]
    if (entry !== undefined) return entry.status.status_str === 'success'
    await pause(10)
  }
  return false
}
