import type { ActFilter } from '../ports/audit-trail.ts'

export type HistoryOf = { readonly of: 'job' | 'image'; readonly id: string }

export type AuditFilter = Omit<ActFilter, 'userId'> & {
  /** Whose acts: `everybody`'s and another's are an admin's to see. One's own where absent. */
  readonly of?: string
  /** Where the last page ended. */
  readonly before: bigint | null
  /** 1..200 */
  readonly limit: number
}
