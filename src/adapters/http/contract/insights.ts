import { z } from 'zod'
import { engineKind, jobErrorCode } from './job.ts'
import { id } from './text.ts'

const day = z.iso.date().refine((value) => !value.startsWith('0000'), { error: 'expected a year from 0001 on' })
const whole = z.int().min(0)
const share = z.number().min(0).max(1)
const seconds = z.number().min(0).nullable()
const percentage = z.number().min(0).max(100).nullable()

/** Days are UTC. Coverage is about edits and knows neither kind nor engine: it follows days and character. */
export const insightsQuery = z.strictObject({
  from: day.optional().meta({ description: 'First day, YYYY-MM-DD, UTC.' }),
  to: day.optional().meta({ description: 'Day after the last one.' }),
  characterId: id.optional(),
  kind: z.enum(['edit', 'generation']).optional(),
  engine: engineKind.optional(),
  user: z
    .union([id, z.literal('everybody')])
    .optional()
    .meta({ description: 'Whose jobs; one’s own where left out. Another’s and everybody’s are an admin’s to see.' }),
})

export const insightsTables = ['days', 'coverage', 'durations', 'failures', 'presets'] as const
export const insightsCsvQuery = insightsQuery.extend({ table: z.enum(insightsTables) })

const outcomes = {
  generations: whole,
  edits: whole,
  completed: whole,
  failed: whole,
  cancelled: whole,
  open: whole,
  pictures: whole,
  /** Completed of completed and failed; null where there is neither. What people stopped counts for neither side. */
  successRate: share.nullable(),
}
const counted = z.strictObject({ value: z.string(), jobs: whole, share })

export const insights = z
  .strictObject({
    totals: z.strictObject(outcomes),
    /** Every day from the first to the last, those without jobs included. A job counts for the day on which it was asked. */
    days: z.array(z.strictObject({ day, ...outcomes, coveragePct: percentage })),
    coverage: z.strictObject({
      edits: whole,
      /** Of all pixels of all edited pictures. */
      meanPct: percentage,
      percentiles: z.strictObject({ p10: percentage, p25: percentage, p50: percentage, p75: percentage, p90: percentage, p95: percentage }),
      /** 20 of 5 points each; the last one holds 100 % as well. */
      buckets: z.array(z.strictObject({ fromPct: z.number(), toPct: z.number(), edits: whole, share })),
    }),
    /** Of completed jobs. `wait`: until the engine was first asked; `engine`: drawing, by the engine's own clock. */
    durations: z.array(
      z.strictObject({
        kind: z.enum(['edit', 'generation']),
        jobs: whole,
        medianSeconds: seconds,
        p95Seconds: seconds,
        medianWaitSeconds: seconds,
        medianEngineSeconds: seconds,
      }),
    ),
    /** Most frequent first. `retriedWell`: asked once more, and then completed. */
    failures: z.array(z.strictObject({ code: jobErrorCode, title: z.string(), jobs: whole, share, retriedWell: whole })),
    /** What generations were asked with, most frequent first. */
    presets: z.strictObject({
      scene: z.array(counted),
      environment: z.array(counted),
      aspectRatio: z.array(counted),
      qualityMode: z.array(counted),
    }),
  })
  .meta({ id: 'Insights' })

export type Insights = z.infer<typeof insights>
export type InsightsQuery = z.input<typeof insightsQuery>
