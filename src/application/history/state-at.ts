import { character } from '../../domain/character/character.ts'
import type { CharacterEvent } from '../../domain/character/character-events.ts'
import { fold } from '../../domain/decider.ts'
import { editJob } from '../../domain/edit-job/edit-job.ts'
import type { EditJobEvent } from '../../domain/edit-job/edit-job-events.ts'
import { generationJob } from '../../domain/generation-job/generation-job.ts'
import type { GenerationJobEvent } from '../../domain/generation-job/generation-job-events.ts'
import { imageAsset } from '../../domain/image-asset/image-asset.ts'
import type { ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import type { Recorded } from '../ports/event-store.ts'

/** Up to and with: a position of the log, an instant (ISO 8601) by the log's clock, or the newest event. */
export type Moment = { readonly position: bigint } | { readonly time: string } | 'now'

/** What a stream said at a moment. */
export type StateAt = {
  readonly stream: string
  /** The last event that counts; null where there was none yet. */
  readonly last: Pick<Recorded, 'position' | 'revision' | 'recordedAt'> | null
  /** `none` where there was no event yet. */
  readonly status: string
  /** The aggregate as the program itself folds it. */
  readonly state: Readonly<Record<string, unknown>>
}

export const upTo = <Event extends Recorded>(events: readonly Event[], moment: Moment): readonly Event[] => {
  if (moment === 'now') return events
  if ('position' in moment) return events.filter(({ position }) => position <= moment.position)
  const untilMs = Date.parse(moment.time)
  return events.filter(({ recordedAt }) => Date.parse(recordedAt) <= untilMs)
}

/** `events` is the whole history of `stream`. */
export function stateAt(stream: string, events: readonly Recorded[], moment: Moment): StateAt {
  const past = upTo(events, moment)
  const newest = past.at(-1)
  const { status, ...state } = folded(stream, past)
  const last = newest === undefined ? null : { position: newest.position, revision: newest.revision, recordedAt: newest.recordedAt }
  return { stream, last, status, state }
}

function folded(stream: string, past: readonly Recorded[]): { readonly status: string } {
  switch (stream.slice(0, stream.indexOf('-'))) {
    case 'imageAsset':
      return fold(imageAsset, past as readonly Recorded<ImageAssetEvent>[])
    case 'editJob':
      return fold(editJob, past as readonly Recorded<EditJobEvent>[])
    case 'generationJob':
      return fold(generationJob, past as readonly Recorded<GenerationJobEvent>[])
    case 'character':
      return fold(character, past as readonly Recorded<CharacterEvent>[])
    default:
      throw new Error('a stream of a kind that this program does not have')
  }
}

export type Difference = { readonly path: string; readonly from: unknown; readonly to: unknown }

/** Where two plain values differ, by path; lists are compared as wholes. What is absent is null: JSON could not tell them apart. */
export function differences(from: unknown, to: unknown, path = ''): readonly Difference[] {
  if (isRecord(from) && isRecord(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])]
    return keys.flatMap((key) => differences(from[key], to[key], path === '' ? key : `${path}.${key}`))
  }
  const [was, is] = [from ?? null, to ?? null]
  return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ path, from: was, to: is }]
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
