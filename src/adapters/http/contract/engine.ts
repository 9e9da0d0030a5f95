import { z } from 'zod'
import { engineKind } from './job.ts'

/** Whether a request may ask for it now; `why` says in words what stands in the way, and is empty where it can. */
const capability = z.strictObject({ can: z.boolean(), why: z.array(z.string()) })

/** What the engine can do and what is missing, in words. */
export const engine = z
  .strictObject({
    engine: engineKind,
    summary: z.string(),
    capabilities: z.strictObject({
      generate: capability,
      edit: capability,
      /** An edit with a strength below 1. */
      strength: capability,
      /** An edit with the area `masked`. */
      maskedArea: capability,
      /** A generation that keeps the face of the character's reference. */
      reference: capability,
    }),
    backends: z.array(
      z.strictObject({
        backendId: z.string(),
        reachable: z.boolean(),
        version: z.string().nullable(),
        workflows: z.array(z.string()),
        missing: z.array(z.string()),
        /** What is missing and all else that is not as it should be, with a word for machines and a sentence for people. */
        problems: z.array(
          z.strictObject({
            code: z.enum([
              'unreachable',
              'needs-sign-in',
              'not-comfyui',
              'in-trouble',
              'too-old',
              'too-new',
              'node-missing',
              'model-missing',
              'choice-missing',
              'workflow-outdated',
              'worker-dead',
              'draining',
              'bare-numbers',
              'small-uploads',
            ]),
            text: z.string(),
          }),
        ),
        /** Runs in its queue, whoever put them there; null while it does not tell. */
        queued: z.int().nullable(),
        /** `open`: left alone after failures; the two between: tried with one run. */
        circuit: z.enum(['closed', 'probation', 'half-open', 'open']).optional(),
      }),
    ),
  })
  .meta({ id: 'Engine' })

export type Engine = z.infer<typeof engine>
