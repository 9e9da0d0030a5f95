import { rejected, type Result } from '../../domain/decider.ts'
import type { UserId } from '../../domain/ids.ts'
import type { JobCounts } from '../ports/job-counts.ts'
import type { Log } from '../ports/log.ts'
import type { QueuePlaces } from '../ports/queue-places.ts'
import type { Refusal } from '../refusals.ts'
import type { JobsAccepted } from '../use-cases.ts'

/** Most jobs that may wait in line. */
export type QueueLimits = { readonly queueMax: number; readonly userQueueMax: number }

export type QueueRoom = {
  /** Runs `accept` with places kept for its jobs. Refuses the request whole when they would not all fit. */
  within(ownerId: UserId, asked: number, accept: () => Promise<Result<JobsAccepted, Refusal>>): Promise<Result<JobsAccepted, Refusal>>
}

/** `position` is null while the request is being decided, then where the log has its jobs. */
type Held = { readonly ownerId: UserId; readonly places: number; position: bigint | null }

/**
 * The caps of the line. Jobs are counted from a view, which has not heard of those of this moment: their places are held here until it
 * has, so that a hundred requests at once do not all find the line empty. For one process alone: see `fleetQueueRoom`.
 */
export function queueRoom({ jobCounts, limits }: { readonly jobCounts: JobCounts; readonly limits: QueueLimits }): QueueRoom {
  const held = new Set<Held>()
  return {
    async within(ownerId, asked, accept) {
      const earlier = [...held]
      const own: Held = { ownerId, places: asked, position: null }
      held.add(own)
      let answer: Result<JobsAccepted, Refusal> | null = null
      try {
        const counted = await jobCounts.waiting(ownerId)
        for (const hold of held) if (isCounted(hold, counted.asOf)) held.delete(hold)
        const unseen = earlier.filter((hold) => held.has(hold))
        const waiting = {
          own: counted.own + placesOf(unseen.filter((hold) => hold.ownerId === ownerId)),
          all: counted.all + placesOf(unseen),
        }
        answer = noRoom(limits, waiting, asked) ?? (await accept())
        return answer
      } finally {
        if (answer?.ok === true) own.position = answer.value.position
        else held.delete(own)
      }
    },
  }
}

/** The same caps where several processes accept jobs: they keep places for each other. */
export function fleetQueueRoom(ports: FleetPorts, limits: QueueLimits): QueueRoom {
  const { queuePlaces, log } = ports
  // The answer does not wait for it; a hold that is not ended ends by itself, and counts a little longer.
  const soon = (ended: Promise<void>): void =>
    void ended.catch((error: unknown) => log.warn('a place in line ends later', { error: error instanceof Error ? error.name : 'unknown' }))
  return {
    async within(ownerId, asked, accept) {
      const { own, all, hold } = await queuePlaces.hold(ownerId, asked, { own: limits.userQueueMax, all: limits.queueMax })
      if (hold === null) return noRoom(limits, { own, all }, asked) ?? rejected({ type: 'queue-full' })
      let answer: Result<JobsAccepted, Refusal> | null = null
      try {
        answer = await accept()
        return answer
      } finally {
        soon(answer?.ok === true ? queuePlaces.recorded(hold, answer.value.position) : queuePlaces.giveBack(hold))
      }
    },
  }
}

type FleetPorts = { readonly queuePlaces: QueuePlaces; readonly log: Pick<Log, 'warn'> }

const isCounted = ({ position }: Held, asOf: bigint): boolean => position !== null && position <= asOf

const placesOf = (holds: readonly Held[]): number => holds.reduce((sum, { places }) => sum + places, 0)

/** One's own cap first, because it is the one a person can do something about. */
function noRoom(
  { userQueueMax, queueMax }: QueueLimits,
  { own, all }: { readonly own: number; readonly all: number },
  asked: number,
): { readonly ok: false; readonly rejection: Refusal } | null {
  if (own + asked > userQueueMax) return rejected({ type: 'too-many-jobs', limit: userQueueMax, waiting: own, asked })
  return all + asked > queueMax ? rejected({ type: 'queue-full' }) : null
}
