import { diceOf } from '../../memory/test-simulation.ts'
import { amnesia, phases } from './test-amnesia.ts'
import { cancelRaces } from './test-cancel-races.ts'
import { podDeaths } from './test-pod-deaths.ts'
import { add, clean, type Verdict } from './test-verdict.ts'
import { zombieWorkers } from './test-zombie-workers.ts'

export type Scale = { readonly amnesia: number; readonly deaths: number; readonly zombies: number; readonly cancels: number }

/** `full` are the figures that are promised; `small` sees every kind of fault once or twice and fits into every test run. */
export const scales = {
  small: { amnesia: 1, deaths: 3, zombies: 3, cancels: 8 },
  full: { amnesia: 40, deaths: 100, zombies: 50, cancels: 200 },
} as const satisfies Record<string, Scale>

/** Worlds at a time: each waits more than it works. */
const lanes = 4

type Lane = { readonly name: string; readonly run: () => Promise<Verdict> }

/** All kinds of fault, several worlds side by side. What has which chance is decided by the seed alone; how calls interleave is not. */
export async function faultRuns(scale: Scale, seed: number, say: (line: string) => void): Promise<Verdict> {
  const waiting = [...amnesiaLanes(scale), ...deathLanes(scale, seed), ...zombieLanes(scale, seed), ...cancelLanes(scale, seed)]
  const sum = clean()
  const work = async (): Promise<void> => {
    for (let lane = waiting.shift(); lane !== undefined; lane = waiting.shift()) {
      const verdict = await lane.run()
      add(sum, verdict)
      say(`${lane.name} ${JSON.stringify(verdict)}`)
    }
  }
  await Promise.all(Array.from({ length: lanes }, work))
  return sum
}

const amnesiaLanes = (scale: Scale): Lane[] =>
  phases.flatMap((phase) =>
    split(scale.amnesia, 2).map((times, part) => ({
      name: `amnesia ${phase} ${part}`,
      run: () => amnesia(phase, part === 0 ? '0.33.0' : '0.3.64', numbered(`${phase} ${part}`, times)),
    })),
  )

const deathLanes = (scale: Scale, seed: number): Lane[] =>
  split(scale.deaths, 4).map((times, part) => ({
    name: `pod deaths ${part}`,
    run: () => podDeaths(times, diceOf(seed * 31 + part), `death ${part}`),
  }))

const zombieLanes = (scale: Scale, seed: number): Lane[] =>
  split(scale.zombies, 4).map((times, part) => ({
    name: `zombie workers ${part}`,
    run: () => zombieWorkers(times, diceOf(seed * 37 + part), `zombie ${part}`),
  }))

const cancelLanes = (scale: Scale, seed: number): Lane[] =>
  split(scale.cancels, 4).map((times, part) => ({
    name: `cancel races ${part}`,
    run: () =>
      cancelRaces(times, { profile: part < 2 ? '0.33.0' : '0.3.64', shared: part % 2 === 1 }, diceOf(seed * 41 + part), `cancel ${part}`),
  }))

/** `total` in up to `parts` parts of nearly the same size. */
const split = (total: number, parts: number): readonly number[] =>
  Array.from({ length: parts }, (_, part) => Math.floor((total + parts - 1 - part) / parts)).filter((times) => times > 0)

const numbered = (name: string, times: number): readonly string[] => Array.from({ length: times }, (_, index) => `${name} ${index}`)
