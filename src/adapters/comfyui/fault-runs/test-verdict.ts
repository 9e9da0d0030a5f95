import type { Recorded } from '../../../application/ports/event-store.ts'
import { finals, type FaultWorld } from './test-fault-world.ts'

/** What must be nothing. `stuck` are jobs that did not come to the end they should have come to. */
export type Verdict = { runs: number; stuck: number; falseComplete: number; duplicates: number; neighboursHurt: number }

export const clean = (): Verdict => ({ runs: 0, stuck: 0, falseComplete: 0, duplicates: 0, neighboursHurt: 0 })

export function add(sum: Verdict, other: Verdict): Verdict {
  for (const key of Object.keys(sum) as (keyof Verdict)[]) sum[key] += other[key]
  return sum
}

/** What was found wrong, in words, for whoever looks for the reason. */
export const troubles: string[] = []

type Output = { readonly index: number; readonly assetId: string; readonly sha256: string }

/** Judges one job by its stream, the pictures, the bytes, and what the pods really drew. */
export async function judge(world: FaultWorld, jobId: string, mayEndAs: readonly string[]): Promise<Verdict> {
  const history = await world.history(jobId)
  const types = history.map(({ type }) => type)
  const ends = types.filter((type) => finals.includes(type))
  const end = types.at(-1) ?? ''
  const assets = await picturesOf(world, jobId)
  const isRight = mayEndAs.includes(end) && ends.length === 1
  const isWhole = end !== 'JobCompleted' || (await isTrulyDone(world, history, assets))
  if (!isRight || !isWhole) troubles.push(`${jobId}: ${history.map(wordOf).join(' ')}`)
  const doubled = assets.length > 1 || ends.length > 1 || (end === 'JobCancelled' && assets.length > 0)
  return { runs: 1, stuck: isRight ? 0 : 1, falseComplete: isWhole ? 0 : 1, duplicates: doubled ? 1 : 0, neighboursHurt: 0 }
}

const wordOf = ({ type, data }: Recorded): string => (type === 'AttemptFailed' ? `AttemptFailed(${JSON.stringify(data)})` : type)

/** Only a run whose success a pod has told may have given the result, and the very bytes must be there. */
async function isTrulyDone({ pods, ports }: FaultWorld, history: readonly Recorded[], assets: readonly Output[]): Promise<boolean> {
  const received = dataOf<{ readonly engineJobId: string }>(history, 'OutputReceived')
  const persisted = dataOf<Output>(history, 'OutputPersisted')
  const drawn = received.every(({ engineJobId }) => pods.some(({ succeeded }) => succeeded.has(engineJobId)))
  const kept = await Promise.all(persisted.map(({ sha256 }) => ports.blobStorage.has('image', sha256)))
  const agreed = persisted.every(({ assetId, sha256 }) => assets.some((asset) => asset.assetId === assetId && asset.sha256 === sha256))
  return received.length > 0 && drawn && persisted.length === 1 && kept.every(Boolean) && agreed
}

async function picturesOf({ ports }: FaultWorld, jobId: string): Promise<readonly Output[]> {
  const { events } = await ports.eventStore.readAll(0n, 100_000, ['ImageAssetCreated'])
  return (events.map(({ data }) => data) as readonly (Output & { readonly jobId: string })[]).filter((asset) => asset.jobId === jobId)
}

const dataOf = <Data>(history: readonly Recorded[], type: string): readonly Data[] =>
  history.filter((event) => event.type === type).map(({ data }) => data as unknown as Data)
