import { SigningBusy } from '../../application/ports/credential-signer.ts'

type Who = 'job' | 'person'

/** One file at a time. Jobs and people stand in a line each. */
export type SigningLine = {
  /** Throws `SigningBusy` when too many people stand in line. */
  take<Value>(who: Who, work: () => Promise<Value>): Promise<Value>
}

/** A few seconds' work, and a few hundred megabytes; a person who waits for longer tries again or goes. */
const mostPeople = 16

/**
 * The lines are taken in turn, so that a crowd of uploads does not keep a picture waiting that is drawn already, nor the other way round.
 * Jobs are never sent away: there are only as many at once as workers draw.
 */
export function signingLine(): SigningLine {
  const waiting: Record<Who, (() => void)[]> = { job: [], person: [] }
  let busy = false
  let latest: Who = 'person'

  function next(): void {
    const other: Who = latest === 'job' ? 'person' : 'job'
    const enter = waiting[other].shift() ?? waiting[latest].shift()
    if (enter === undefined) busy = false
    else enter()
  }

  return {
    async take(who, work) {
      if (who === 'person' && waiting.person.length >= mostPeople) throw new SigningBusy(`${mostPeople} files are in line already`)
      if (busy) await new Promise<void>((enter) => waiting[who].push(enter))
      busy = true
      latest = who
      try {
        return await work()
      } finally {
        next()
      }
    },
  }
}
