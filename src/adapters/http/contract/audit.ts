import { z } from 'zod'
import { count, flag, id, moment as instant, text, time } from './text.ts'

/** A position of the log, an instant, or `now`: up to and with what happened then. */
export const moment = z
  .union([z.literal('now'), z.string().regex(/^\d{1,18}$/, { error: 'expected a position of the log, a time or now' }), instant])
  .meta({ description: 'A position of the log, an instant (ISO 8601, UTC), or `now`.' })

/** One recorded event. `title` and `text` are for people; `data` is what was stored, without the words of others. */
export const historyEvent = z
  .strictObject({
    eventId: id,
    stream: z.string(),
    type: z.string(),
    revision: z.int(),
    position: z.string(),
    recordedAt: time,
    title: z.string(),
    text: z.string(),
    /** `person`: somebody's own act. `engine`: what was drawn. `problem`: what went wrong. `record`: bookkeeping between. */
    group: z.enum(['person', 'engine', 'problem', 'record']),
    /** `name` is null for the program itself and for an account that is gone. */
    actor: z.strictObject({ kind: z.enum(['user', 'system']), id: z.string(), name: z.string().nullable() }),
    correlationId: z.string(),
    causationId: z.string(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'HistoryEvent' })
export const history = z.strictObject({ events: z.array(historyEvent) }).meta({ id: 'History' })

export const historyQuery = z.strictObject({
  whole: flag.optional().meta({ description: 'With the events of the job that made the picture, or of the pictures that the job made.' }),
  until: moment.optional(),
})

export const stateQuery = z.strictObject({ at: moment.optional().meta({ description: 'As of when; now where left out.' }) })
/** What a picture or a job was at a moment: `status` is `none` where it was not there yet, and `event` null. */
export const stateAnswer = z
  .strictObject({
    id,
    stream: z.string(),
    status: z.string(),
    /** The last event that counts. */
    event: z.union([z.strictObject({ position: z.string(), revision: z.int(), recordedAt: time }), z.null()]),
    state: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'StateAt' })

/** Acts of people, newest first. */
export const auditQuery = z.strictObject({
  user: z
    .union([id, z.literal('everybody')])
    .optional()
    .meta({ description: 'Whose acts; one’s own where left out. Another’s and everybody’s are an admin’s to see.' }),
  from: instant.optional().meta({ description: 'Inclusive.' }),
  to: instant.optional().meta({ description: 'Exclusive.' }),
  correlationId: text(0, 200).optional().meta({ description: 'All that was done on behalf of one request or job.' }),
  type: text(0, 60).optional().meta({ description: 'A type of event, for instance ImageAssetDeleted.' }),
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .meta({ description: 'The last answer’s `next`.' }),
  limit: count(1, 200).optional(),
})
/** `next` goes into `before` of the next request; null on the last page. */
export const audit = z.strictObject({ events: z.array(historyEvent), next: z.string().nullable() }).meta({ id: 'Audit' })

export type History = z.infer<typeof history>
export type HistoryEvent = z.infer<typeof historyEvent>
export type StateAnswer = z.infer<typeof stateAnswer>
export type Audit = z.infer<typeof audit>
export type AuditQuery = z.input<typeof auditQuery>
