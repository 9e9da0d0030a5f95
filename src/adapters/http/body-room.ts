import type { Request } from 'express'

/** Room for the bodies of requests that are being read and worked on, in bytes. */
export type BodyRoom = {
  /** Answers what gives the place back; `null` when the room, or this person's half of it, is full. */
  enter(personId: string, bytes: number): (() => void) | null
}

/** However small, a request takes this much: so their number is bounded too. */
const leastBytes = 64 * 1024

/** One person takes half of it at most, and all who have not signed in count as one: nobody can shut out the others. */
export function bodyRoom(mostBytes: number): BodyRoom {
  const held = new Map<string, number>()
  let all = 0
  const add = (personId: string, bytes: number): void => {
    const now = (held.get(personId) ?? 0) + bytes
    if (now === 0) held.delete(personId)
    else held.set(personId, now)
    all += bytes
  }
  return {
    enter(personId, asked) {
      const bytes = Math.max(asked, leastBytes)
      if (all + bytes > mostBytes || (held.get(personId) ?? 0) + bytes > mostBytes / 2) return null
      add(personId, bytes)
      return () => add(personId, -bytes)
    },
  }
}

/** What a body may come to: what is announced, but all that is allowed where nothing is, or where it will be unpacked. */
export function sizeOfBody({ headers }: Pick<Request, 'headers'>, limitBytes: number): number {
  const { 'content-length': announced, 'content-encoding': coding = 'identity' } = headers
  if (headers['transfer-encoding'] !== undefined || coding !== 'identity') return limitBytes
  return Math.min(Number(announced ?? 0), limitBytes)
}
