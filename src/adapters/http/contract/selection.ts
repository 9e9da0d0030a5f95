import { z } from 'zod'
import { problemCode } from './problem.ts'
import { id } from './text.ts'

/** What the gallery has marked; naming a picture twice is naming it once. */
const ids = z.array(id).min(1).max(500)

export const bulkRequest = z
  .strictObject({ ids, act: z.enum(['favourite', 'unfavourite', 'trash', 'restore']) })
  .meta({ id: 'BulkRequest' })
/** One result for each picture, in the order of the request. `code` is the problem of one that was refused; the others are done all the same. */
export const bulkAnswer = z
  .strictObject({ results: z.array(z.strictObject({ id, done: z.boolean(), code: problemCode.nullable() })) })
  .meta({ id: 'BulkAnswer' })

export const zipRequest = z.strictObject({ ids }).meta({ id: 'ZipRequest' })

export type BulkRequest = z.input<typeof bulkRequest>
export type BulkAnswer = z.infer<typeof bulkAnswer>
export type ZipRequest = z.input<typeof zipRequest>
