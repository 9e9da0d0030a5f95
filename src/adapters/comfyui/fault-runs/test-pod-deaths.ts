import type { diceOf } from '../../memory/test-simulation.ts'
import { hasEnded, inFaultWorld, pause } from './test-fault-world.ts'
import { mortalPod, type MortalPod } from './test-pods.ts'
import { add, clean, judge, type Verdict } from './test-verdict.ts'

type Dice = ReturnType<typeof diceOf>

/** Three pods under load, of which one dies at a time, in the middle of whatever it does; every job must still be drawn. */
export async function podDeaths(deaths: number, dice: Dice, name: string): Promise<Verdict> {
  const pods = await Promise.all([1, 2, 3].map((number) => mortalPod(`pod-${number}`, number === 2 ? '0.3.64' : '0.33.0', { stepMs: 15 })))
  return inFaultWorld(pods, async (world) => {
    world.startWorker('a')
    const verdict = clean()
    for (let death = 0; death < deaths; death += 1) {
      const jobs = await Promise.all([0, 1, 2].map((index) => world.request(`${name} ${death} ${index}`)))
      const victim = pods[dice.below(3)]
      if (victim === undefined) throw new Error('there are three pods')
      await pause(dice.below(400))
      const comeBack = await die(victim, dice)
      await pause(100 + dice.below(1_500))
      await comeBack()
      await Promise.all(jobs.map((jobId) => world.until(jobId, hasEnded)))
      for (const jobId of jobs) add(verdict, { ...(await judge(world, jobId, ['JobCompleted'])), runs: 0 })
      verdict.runs += 1
    }
    return verdict
  })
}

/** Gone altogether, answering with errors, or silent with open connections; its memory is lost in any case. */
async function die(victim: MortalPod, dice: Dice): Promise<() => Promise<void>> {
  const faults = victim.faults()
  const recover = async (): Promise<void> => {
    victim.emulator().restart()
    victim.heal()
  }
  switch (dice.below(3)) {
    case 0:
      await victim.kill()
      return () => victim.revive()
    case 1:
      victim.emulator().restart()
      faults.answerInstead = () => ({ status: 503, body: 'no' })
      return recover
    default:
      faults.silentSockets = true
      faults.delayMs = () => 4_000
      return recover
  }
}
