import { z } from 'zod'
import { engineKind } from './job.ts'

/** What the engine can do and what is missing, in words. */
export const engine = z
  .strictObject({
    engine: engineKind,
    summary: z.string(),
    backends: z.array(
      z.strictObject({
        backendId: z.string(),
        reachable: z.boolean(),
        version: z.string().nullable(),
        workflows: z.array(z.string()),
        missing: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'Engine' })

export type Engine = z.infer<typeof engine>
