import type { CharacterEvent } from '../../domain/character/character-events.ts'
import type { EditJobEvent } from '../../domain/edit-job/edit-job-events.ts'
import type { GenerationJobEvent } from '../../domain/generation-job/generation-job-events.ts'
import type { ImageAssetCreated, ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import type { DrawingParams } from '../../domain/job/job-events.ts'
import type { Recorded } from '../ports/event-store.ts'

/** An event as a person reads it: what happened, and what is worth knowing about it. Empty `text` where nothing is. */
export type EventWords = { readonly title: string; readonly text: string }

/** For the filters of a timeline: what people did, what the engine did, what went wrong, and the bookkeeping between. */
export type EventGroup = 'person' | 'engine' | 'problem' | 'record'

/** An event with what a person is told of it. `actorName` is null for the program itself and for an account that is gone. */
export type ToldEvent = Recorded & { readonly words: EventWords; readonly group: EventGroup; readonly actorName: string | null }

type KnownEvent = GenerationJobEvent | EditJobEvent | ImageAssetEvent | CharacterEvent

const groups: Readonly<Record<KnownEvent['type'], EventGroup>> = {
  GenerationRequested: 'person',
  InpaintRequested: 'person',
  MaskStored: 'record',
  InputsUploaded: 'record',
  SubmissionStarted: 'engine',
  WorkflowQueued: 'engine',
  AttemptFailed: 'problem',
  OutputReceived: 'engine',
  OutputPersisted: 'record',
  JobCompleted: 'record',
  CancellationRequested: 'person',
  JobCancelled: 'record',
  JobFailed: 'problem',
  ImageAssetCreated: 'record',
  ImageAssetFavourited: 'person',
  ImageAssetUnfavourited: 'person',
  ImageAssetDeleted: 'person',
  ImageAssetRestored: 'person',
  ImageAssetErased: 'person',
  CharacterCreated: 'person',
  CharacterChanged: 'person',
  ReferenceSet: 'person',
  ReferenceCleared: 'person',
  CharacterArchived: 'person',
  CharacterUnarchived: 'person',
  CharacterErased: 'person',
}

/** A person's act that a process did in their place (the trash that was full of days) is bookkeeping. */
export function groupOf(event: Recorded): EventGroup {
  const group = Object.hasOwn(groups, event.type) ? groups[event.type as KnownEvent['type']] : 'record'
  return group === 'person' && event.meta.actor.kind !== 'user' ? 'record' : group
}

/** An event that this program has no words for is told by its type. */
export function wordsOf(recorded: Recorded): EventWords {
  const event = recorded as unknown as KnownEvent
  if (!Object.hasOwn(groups, event.type)) return said(event.type)
  switch (event.type) {
    case 'CharacterCreated':
    case 'CharacterChanged':
    case 'ReferenceSet':
    case 'ReferenceCleared':
    case 'CharacterArchived':
    case 'CharacterUnarchived':
    case 'CharacterErased':
      return ofCharacter(event)
    case 'ImageAssetCreated':
    case 'ImageAssetFavourited':
    case 'ImageAssetUnfavourited':
    case 'ImageAssetDeleted':
    case 'ImageAssetRestored':
    case 'ImageAssetErased':
      return ofImage(event)
    default:
      return ofJob(event)
  }
}

const said = (title: string, ...parts: readonly (string | null)[]): EventWords => ({
  title,
  text: parts.filter((part) => part !== null && part !== '').join(', '),
})

const quoted = (text: string | null): string | null => (text === null || text.trim() === '' ? null : `“${text}”`)

const percent = (covered: number, total: number): string => `${total === 0 ? 0 : Math.round((1000 * covered) / total) / 10}% of the picture`

const size = (width: number, height: number): string => `${width} × ${height}`

const recipe = ({ workflowId, steps, seed }: DrawingParams): string => `${workflowId}, ${steps} steps, seed ${seed}`

function ofJob(event: GenerationJobEvent | EditJobEvent): EventWords {
  switch (event.type) {
    case 'GenerationRequested': {
      const { userPrompt, studio, params, retryOf } = event.data
      return said(
        retryOf === undefined ? 'Picture asked for' : 'Picture asked for once more',
        quoted(userPrompt),
        studio.scene.replaceAll('_', ' '),
        recipe(params),
      )
    }
    case 'InpaintRequested': {
      const { editPrompt, params, retryOf } = event.data
      return said(retryOf === undefined ? 'Edit asked for' : 'Edit asked for once more', quoted(editPrompt), recipe(params))
    }
    case 'MaskStored':
      return said(
        'Mask stored',
        percent(event.data.coveredPixels, event.data.totalPixels),
        `${size(event.data.bbox.width, event.data.bbox.height)} px`,
      )
    case 'InputsUploaded':
      return said('Pictures brought to the engine', event.data.backendId)
    case 'SubmissionStarted':
      return said(event.data.attempt === 1 ? 'Sent to the engine' : 'Sent again', `try ${event.data.attempt}`, event.data.backendId)
    case 'WorkflowQueued':
      return said('Taken by the engine', `try ${event.data.attempt}`)
    case 'AttemptFailed':
      return said(
        'A try failed',
        event.data.code,
        `try ${event.data.attempt}`,
        event.data.retryAt === undefined ? null : 'will be tried again',
      )
    case 'OutputReceived':
      return said('Engine finished', drawingTime(event.data.timings), ...event.data.warnings)
    case 'OutputPersisted':
      return said('Picture taken over', size(event.data.width, event.data.height))
    case 'JobCompleted':
      return said('Completed', event.data.attempts > 1 ? `after ${event.data.attempts} tries` : null)
    case 'CancellationRequested':
      return said('Asked to stop')
    case 'JobCancelled':
      return said('Stopped', event.data.phase === 'finishes-in-background' ? 'the engine finishes it unseen' : null)
    case 'JobFailed':
      return said('Failed', event.data.code, `after ${event.data.attempts} tries`)
  }
}

function drawingTime({ startedAt, finishedAt }: { readonly startedAt: number | null; readonly finishedAt: number | null }): string | null {
  return startedAt === null || finishedAt === null ? null : `in ${Math.round((finishedAt - startedAt) / 100) / 10} s`
}

function ofImage(event: ImageAssetEvent): EventWords {
  switch (event.type) {
    case 'ImageAssetCreated':
      return createdWords(event.data)
    case 'ImageAssetFavourited':
      return said('Marked as favourite')
    case 'ImageAssetUnfavourited':
      return said('No longer a favourite')
    case 'ImageAssetDeleted':
      return said('Put into the trash')
    case 'ImageAssetRestored':
      return said('Taken out of the trash')
    case 'ImageAssetErased':
      return said('Erased for ever', `${event.data.sha256.length} files gone`)
  }
}

function createdWords({ origin, width, height, coveredPixels, totalPixels }: ImageAssetCreated['data']): EventWords {
  const title = origin === 'uploaded' ? 'Picture uploaded' : 'Picture stored'
  const covered = coveredPixels === undefined || totalPixels === undefined ? null : `${percent(coveredPixels, totalPixels)} repainted`
  return said(title, size(width, height), origin === 'edited' ? 'child of another picture' : null, covered)
}

function ofCharacter(event: CharacterEvent): EventWords {
  switch (event.type) {
    case 'CharacterCreated':
      return said('Character made', quoted(event.data.profile.name))
    case 'CharacterChanged':
      return said('Character changed', Object.keys(event.data.changes).join(', '))
    case 'ReferenceSet':
      return said('Face chosen', event.data.fromAssetId === undefined ? 'an upload' : 'one of its pictures')
    case 'ReferenceCleared':
      return said('Face taken away')
    case 'CharacterArchived':
      return said('Character archived')
    case 'CharacterUnarchived':
      return said('Character brought back')
    case 'CharacterErased':
      return said('Character erased')
  }
}
